import { CallError, solveWork } from "@niuniu/ui";
import type { Work } from "../routes.ts";
import { triedHash } from "../rules.ts";
import { random } from "./random.ts";

const MOST_ATTEMPTS = 5;

/** How far the calculation is, from 0 to 1; null while there is none. */
export type TellWork = (done: number | null) => void;

/**
 * Has a password tried by `ask`. If the server asks for work first, does it here, a few seconds long, and tries again by
 * itself. Throws what `ask` throws, and CallError "people/work-needed" if the server is never content.
 */
export async function withWork<T>(
  tried: { readonly member: string; readonly password: string },
  ask: (work: { readonly work?: Work }) => Promise<T>,
  tell: TellWork,
): Promise<T> {
  let given: { readonly work?: Work } = {};
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask(given);
    } catch (error) {
      if (!(error instanceof CallError) || error.code !== "people/work-needed" || attempt === MOST_ATTEMPTS)
        throw error;
      // Work counts once: the same password within the same minute needs another counter.
      const first = new DataView(random(4).buffer).getUint32(0) * 65_536;
      given = { work: await solveWork(triedHash(tried.member, tried.password), error.facts, tell, first) };
    } finally {
      tell(null);
    }
  }
}
