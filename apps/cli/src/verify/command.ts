import { stat } from "node:fs/promises";
import { addressOf, EVERYWHERE, exactly, folderAt, readArguments } from "../arguments.ts";
import { BUDGET, limitsOf, within, type Limits } from "../budget.ts";
import { EXIT } from "../exit.ts";
import { tell, type Output } from "../output.ts";
import { folderSource, hostSource, type Source } from "../source.ts";
import { CannotCheck } from "../trouble.ts";
import { usualFolder } from "./state.ts";
import type { Outcome, Task } from "./task.ts";
import { verify } from "./verify.ts";

const OPTIONS = { ...EVERYWHERE, ...BUDGET, state: "text", full: "switch" } as const;

interface Subject {
  readonly source: Source;
  readonly folder: string;
  readonly parts: Task["parts"];
}

async function subjectOf(given: string, state: string | undefined, limits: Limits): Promise<Subject> {
  if (/^https?:/i.test(given)) {
    const url = addressOf(given);
    const folder = state === undefined ? usualFolder("verify", url) : folderAt(state);
    return { source: within(hostSource(url), limits), folder, parts: "all" };
  }
  const mirror = folderAt(given);
  const found = await stat(mirror).catch(() => null);
  if (found?.isDirectory() !== true) throw new CannotCheck("arguments.no-folder", { folder: mirror });
  const folder = state === undefined ? usualFolder("verify", mirror) : folderAt(state);
  return { source: within(folderSource(mirror), limits), folder, parts: "record" };
}

/** What a verdict means for a script. */
export function exitOf({ verdict }: Outcome): number {
  return {
    fine: EXIT.fine,
    lied: EXIT.lied,
    unchecked: EXIT.unchecked,
    incomplete: EXIT.incomplete,
    spent: EXIT.spent,
  }[verdict];
}

async function check(subject: Subject, full: boolean, output: Output): Promise<number> {
  try {
    const outcome = await verify({ ...subject, full, now: Date.now(), language: output.language });
    tell(output, outcome);
    return exitOf(outcome);
  } finally {
    subject.source.close();
  }
}

/** `niuniu verify URL|DIR` */
export async function verifyCommand(given: readonly string[], output: Output): Promise<number> {
  const { words, state, full, ...asked } = readArguments(given, OPTIONS);
  const [place = ""] = exactly(words, ["URL|DIR"]);
  return check(await subjectOf(place, state, limitsOf(asked)), full, output);
}

/** `niuniu verify-site URL`: the record as far as it is new, then every page. */
export async function verifySiteCommand(given: readonly string[], output: Output): Promise<number> {
  const { words, state, ...asked } = readArguments(given, { ...EVERYWHERE, ...BUDGET, state: "text" });
  const [place = ""] = exactly(words, ["URL"]);
  addressOf(place);
  return check({ ...(await subjectOf(place, state, limitsOf(asked))), parts: "site" }, false, output);
}
