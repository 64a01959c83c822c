import { offsetAt, type Calendar } from "@niuniu/owe";

const MINUTE = 60_000;
const DAY = 86_400_000;
/** So many years ahead the changes of clocks are listed, and so many must be left for a list to be used on. */
const AHEAD = 12;
const LEFT = 6;

/** "+01:00", as the time zone database of this machine knows it. */
function offsetsOf(zone: string): (instant: number) => string {
  const format = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" });
  return (instant) => {
    const name = format.formatToParts(instant).find(({ type }) => type === "timeZoneName")?.value ?? "";
    // "GMT" alone is UTC; seconds, which clocks had long ago, are none of ours.
    return name.slice(3, 9) || "+00:00";
  };
}

/** The first minute after `from` at which the offset is another than there; `until` has another already. */
function changeBetween(shown: (instant: number) => string, from: number, until: number): number {
  let [before, after] = [from, until];
  while (after - before > MINUTE) {
    const middle = Math.floor((before + after) / 2 / MINUTE) * MINUTE;
    if (shown(middle) === shown(from)) before = middle;
    else after = middle;
  }
  return after;
}

const spelled = (instant: number): string => `${new Date(instant).toISOString().slice(0, 16)}Z`;

/** True for a place that the time zone database of this machine knows by this name. */
export function isZone(name: string): boolean {
  try {
    return offsetsOf(name)(0) !== "";
  } catch {
    return false;
  }
}

/**
 * How clocks stand in a zone from the beginning of the year before that of `now` (ms) until the end of the last one listed, in one
 * line (owe.md §1.4), from the time zone database of this machine. After that the offset holds that clocks have in winter.
 */
export function clocksIn(zone: string, now: number): Required<Pick<Calendar, "zone" | "until" | "offset">> {
  const year = new Date(now).getUTCFullYear();
  const [from, end] = [Date.UTC(year - 1, 0, 1), Date.UTC(year + AHEAD + 1, 0, 1)];
  const shown = offsetsOf(zone);
  const changes: string[] = [];
  for (let at = from; at < end; at += DAY) {
    if (shown(at) === shown(at + DAY)) continue;
    const change = changeBetween(shown, at, at + DAY);
    changes.push(`${spelled(change)}${shown(change)}`);
  }
  const last = changes.at(-1);
  const winter = [shown(end), shown(end - 182 * DAY)].toSorted((a, b) => minutes(a) - minutes(b))[0] ?? "+00:00";
  // The list ends in the middle of somebody's summer.
  if (last !== undefined && !last.endsWith(winter)) changes.push(`${spelled(end)}${winter}`);
  return { zone, until: new Date(end - 1).toISOString().slice(0, 10), offset: [shown(from), ...changes].join(" ") };
}

const minutes = (offset: string): number =>
  (offset.startsWith("-") ? -1 : 1) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4)));

/** Whether a list of clock changes that was made earlier reaches far enough to be used on. */
export const reachFarEnough = ({ until = "" }: Calendar, now: number): boolean =>
  until >= `${new Date(now).getUTCFullYear() + LEFT}-12-31`;

/** Whether two lists say the same of the clocks, from the year of `now` (ms) on and for as long as both know. */
export function areSameClocks(made: Calendar, fresh: Calendar, now: number): boolean {
  const known = ({ offset }: Calendar): readonly string[] => {
    const first = `${new Date(now).getUTCFullYear()}`;
    const both = [made.until ?? "", fresh.until ?? ""].toSorted()[0] ?? "";
    return offset
      .split(" ")
      .slice(1)
      .filter((change) => change >= first && change.slice(0, 10) <= both);
  };
  return offsetAt(made.offset, now) === offsetAt(fresh.offset, now) && known(made).join(" ") === known(fresh).join(" ");
}
