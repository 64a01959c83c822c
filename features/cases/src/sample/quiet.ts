import { firstMonths } from "@niuniu/matter/sample";
import type { Instant } from "@niuniu/owe";
import type { Finding } from "../letters.ts";
import { caseOn, type Set } from "./case.ts";
import quiet from "./quiet.json" with { type: "json" };
import type { SampleReport } from "./reporter.ts";

/** A case about which nothing is unusual. */
interface Quiet {
  readonly said: SampleReport;
  readonly answer: string;
  readonly outcome: string;
  readonly finding: Finding;
}

const MONTHS = 3;
/** Fewer than five answers in a month are not told to the public. */
const A_MONTH = 6;
const [SOON, SAME_DAY] = [25 * 60_000, 2 * 3_600_000];

/** Six cases in each of the first three months: reported, answered in the same month, closed some days later. */
export function quietStories(set: Set): readonly (() => Promise<void>)[] {
  const months = firstMonths(set.hours, set.calendar);
  return (quiet as readonly Quiet[]).slice(0, MONTHS * A_MONTH).flatMap((one, at) => {
    const month = months[Math.floor(at / A_MONTH)] ?? [];
    // Spread over the month, and never so late that the answer would fall into the next.
    const reported = month[Math.floor(((at % A_MONTH) * (month.length - 1)) / A_MONTH)];
    return reported === undefined ? [] : [() => play(set, one, reported)];
  });
}

async function play(set: Set, { said, answer, outcome, finding }: Quiet, reported: Instant): Promise<void> {
  const { stage, hours } = set;
  const next = (count: number): Instant | undefined => hours[hours.indexOf(reported) + count];
  await stage.until(reported);
  const mine = await caseOn(set, said);
  const urgent = said.class === "crisis";
  await stage.until(urgent ? reported + SOON : (next(1) ?? stage.ends));
  await mine.act({ kind: "open" });
  if (urgent) await stage.until(reported + SAME_DAY);
  await mine.act({ kind: "answer", text: answer });
  const closes = next(3);
  if (closes === undefined) return;
  await mine.inTime(closes);
  await mine.act({ kind: "outcome", text: outcome, finding });
  if (urgent) await mine.act({ kind: "second", about: await mine.newest("outcome"), says: "yes" });
}
