import { toUtf8 } from "@niuniu/note";
import { searchWork } from "@niuniu/seal";
import { CallError } from "@niuniu/ui";
import type { Work } from "../routes.ts";
import { triedHash } from "../rules.ts";
import { random } from "./random.ts";

const SLICE = 4_000;
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
      given = { work: await solve(triedHash(tried.member, tried.password), error.facts, tell) };
    } finally {
      tell(null);
    }
  }
}

async function solve(body: Uint8Array, facts: CallError["facts"], tell: TellWork): Promise<Work> {
  const [challenge, bits] = [String(facts["challenge"]), Number(facts["bits"])];
  // Work counts once: the same password within the same minute needs another counter.
  const first = new DataView(random(4).buffer).getUint32(0) * 65_536;
  for (let from = first; ; from += SLICE) {
    const counter = searchWork(toUtf8(challenge), body, bits, from, SLICE);
    if (counter !== null) return { challenge, counter };
    // The work has no known end: this share of luck only ever approaches the whole.
    tell(1 - Math.exp(-(from - first) / 2 ** bits));
    await new Promise((resolve) => setTimeout(resolve));
  }
}
