import type { Witnessed } from "@niuniu/trust";
import { t } from "@niuniu/ui";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** How far a witness's clock may run ahead of this device's: a time beyond that says nothing of when. */
const AHEAD = 10 * MINUTE;

/** Whose strings they are: the public page has its own, for it is there before the others. */
type Words = "record" | "home.record";

/** How long ago, in the one unit that says it: "4 minutes ago". */
function ago(time: number, now: number, words: Words): string {
  const past = Math.max(0, now - time);
  if (past < MINUTE) return t(`cases.${words}.now`);
  if (past < HOUR) return t(`cases.${words}.minutes`, { n: Math.floor(past / MINUTE) });
  return past < 2 * DAY
    ? t(`cases.${words}.hours`, { n: Math.floor(past / HOUR) })
    : t(`cases.${words}.days`, { n: Math.floor(past / DAY) });
}

/**
 * Who outside has seen a state of the record, and when last; or plainly that nobody has. A signature dated to a time
 * that has not come counts for nothing here.
 */
export function witnessWords(
  { witnessed, witnesses }: { readonly witnessed: readonly Witnessed[]; readonly witnesses: readonly string[] },
  now: number,
  words: Words,
): string {
  const past = witnessed.filter(({ time }) => time <= now + AHEAD);
  if (past.length === 0) return t(witnesses.length === 0 ? `cases.${words}.nobody` : `cases.${words}.not-yet`);
  const names = past.map(({ name }) => name).join(t(`cases.${words}.comma`));
  return t(`cases.${words}.by`, { names, ago: ago(Math.max(...past.map(({ time }) => time)), now, words) });
}
