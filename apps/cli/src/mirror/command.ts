import { join } from "node:path";
import { addressOf, EVERYWHERE, exactly, folderAt, readArguments } from "../arguments.ts";
import { makeFolder } from "../durable.ts";
import { BUDGET, limitsOf, within, type Limits } from "../budget.ts";
import { EXIT } from "../exit.ts";
import { tell, type Output } from "../output.ts";
import { rhythmOf, rounds } from "../rounds.ts";
import { hostSource } from "../source.ts";
import { exitOf } from "../verify/command.ts";
import { recall, type Reached } from "../verify/state.ts";
import type { Outcome } from "../verify/task.ts";
import { verify } from "../verify/verify.ts";
import { say } from "../words.ts";
import { ASIDE, Staged, sweep } from "./staged.ts";

const OPTIONS = { ...EVERYWHERE, ...BUDGET, once: "switch", every: "text" } as const;
const MINUTE = 60;

/** One round: fetch aside, check all of it, put it in place. A text taken away since is taken away here as well. */
async function mirrorOnce(url: URL, folder: string, limits: Limits, output: Output): Promise<number> {
  const aside = join(folder, ASIDE);
  const staged = new Staged(within(hostSource(url), limits), folder);
  const run = async (full: boolean, settle: (reached: Reached) => Promise<void>): Promise<Outcome> =>
    verify({
      source: staged,
      folder: aside,
      full,
      parts: "record",
      now: Date.now(),
      language: output.language,
      settle,
    });
  try {
    const before = await recall(aside);
    let buried = 0;
    const settle = async (reached: Reached): Promise<void> => {
      buried = reached.facts.tombstones.length;
      await staged.publish(reached.edge.size);
      await sweep(folder, reached.edge.size);
    };
    let outcome = await run(false, settle);
    // Old pages hold the text that was taken away; all of them are fetched and checked again.
    if (before !== null && buried > before.facts.tombstones.length) outcome = await run(true, settle);
    if (outcome.verdict === "lied") await staged.discard();
    report(outcome, folder, output);
    return exitOf(outcome);
  } finally {
    staged.close();
  }
}

function report(outcome: Outcome, folder: string, output: Output): void {
  const { size, read, verdict } = outcome;
  if (output.json || verdict === "lied" || size === null) tell(output, outcome);
  if (output.json) return;
  const kept = verdict === "lied" || size === null;
  output.write(`${say(output.language, kept ? "mirror.kept" : "mirror.done", { folder, size: size ?? 0, read })}\n`);
}

/** `niuniu mirror URL DIR` */
export async function mirrorCommand(given: readonly string[], output: Output): Promise<number> {
  const { words, once, every, ...asked } = readArguments(given, OPTIONS);
  const [address = "", place = ""] = exactly(words, ["URL", "DIR"]);
  const [url, folder] = [addressOf(address), folderAt(place)];
  const limits = limitsOf(asked);
  const rhythm = rhythmOf(once, every, MINUTE);
  await makeFolder(join(folder, ASIDE), 0o700);
  const code = await rounds(rhythm, () => mirrorOnce(url, folder, limits, output), true);
  // A copy is a copy: what is missing at the host is said by verify.
  return code === EXIT.incomplete ? EXIT.fine : code;
}
