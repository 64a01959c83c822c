import type { Witnessed } from "@niuniu/trust";
import { t } from "@niuniu/ui";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** How far a witness's clock may run ahead of this device's: a time beyond that says nothing of when. */
const AHEAD = 10 * MINUTE;

/** How long ago, in the one unit that says it: "4 minutes ago". */
function ago(time: number, now: number, words: string): string {
  const past = Math.max(0, now - time);
  if (past < MINUTE) return t(`${words}.now`);
  if (past < HOUR) return t(`${words}.minutes`, { n: Math.floor(past / MINUTE) });
  return past < 2 * DAY
    ? t(`${words}.hours`, { n: Math.floor(past / HOUR) })
    : t(`${words}.days`, { n: Math.floor(past / DAY) });
}

/**
 * Who outside has seen a state of the record, and when last; or plainly that nobody has. A signature dated to a time
 * that has not come counts for nothing here. `words`: the prefix of the feature's strings for it.
 */
export function witnessWords(
  { witnessed, witnesses }: { readonly witnessed: readonly Witnessed[]; readonly witnesses: readonly string[] },
  now: number,
  words: string,
): string {
  const past = witnessed.filter(({ time }) => time <= now + AHEAD);
  if (past.length === 0) return t(witnesses.length === 0 ? `${words}.nobody` : `${words}.not-yet`);
  const names = past.map(({ name }) => name).join(t(`${words}.comma`));
  return t(`${words}.by`, { names, ago: ago(Math.max(...past.map(({ time }) => time)), now, words) });
}
