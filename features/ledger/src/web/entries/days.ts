import { offsetOf } from "@niuniu/ui";
import type { Read, Shown } from "./shown.ts";

/** The rows of the picture, from the committee to what was missing. */
export const ROWS = ["roster", "rules", "release", "figures", "erased", "downtime", "played"] as const;
export type Row = (typeof ROWS)[number];

/** One day where the organisation is: how many entries of each row, and which part of it (0 to 1) no server ran. */
export interface Day {
  /** "YYYY-MM-DD" */
  readonly date: string;
  readonly counts: Readonly<Record<Row, number>>;
  readonly away: number;
  /** Which part of it lies between two moments of a sample's past. */
  readonly played: number;
}

const DAY = 86_400_000;

const ROW_OF: Readonly<Partial<Record<Shown["kind"], Row>>> = {
  ...{ roster: "roster", policy: "rules", calendar: "rules", release: "release", figures: "figures" },
  ...{ tombstone: "erased", lost: "erased", downtime: "downtime" },
};

/** The last `count` days up to `now` (ms) in a calendar's zone, oldest first, with what the given entries tell of them. */
export function daysOf(
  read: readonly Read[],
  { now, zone }: { readonly now: number; readonly zone: string },
  count: number,
): readonly Day[] {
  const today = Math.floor((now + offsetOf(zone, now)) / DAY);
  return Array.from({ length: count }, (_, at) => {
    const midnight = (today - count + 1 + at) * DAY;
    const begins = midnight - offsetOf(zone, midnight);
    const date = new Date(midnight).toISOString().slice(0, 10);
    const counts = { roster: 0, rules: 0, release: 0, figures: 0, erased: 0, downtime: 0, played: 0 };
    const parts = { downtime: 0, played: 0 };
    for (const { shown, date: published } of read) {
      const row = ROW_OF[shown.kind];
      if (shown.kind === "downtime") {
        const overlap = Math.min(shown.until, begins + DAY) - Math.max(shown.from, begins);
        const of = shown.played ? "played" : "downtime";
        if (overlap > 0) counts[of] += 1;
        parts[of] += Math.max(0, overlap) / DAY;
      } else if (row !== undefined && published === date) counts[row] += 1;
    }
    return { date, counts, away: Math.min(1, parts.downtime), played: Math.min(1, parts.played) };
  });
}

/** Whether this record says that it is a sample's, whose past was played. */
export const isSample = (read: readonly Read[]): boolean =>
  read.some(({ shown }) => shown.kind === "downtime" && shown.played);

/** How often and how long (ms) no server ran since an instant. */
export function awaySince(read: readonly Read[], since: number): { readonly times: number; readonly long: number } {
  let [times, long] = [0, 0];
  for (const { shown } of read) {
    if (shown.kind !== "downtime" || shown.played || shown.until <= since) continue;
    times += 1;
    long += shown.until - Math.max(shown.from, since);
  }
  return { times, long };
}
