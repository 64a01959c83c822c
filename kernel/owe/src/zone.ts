import { OweError } from "./errors.ts";

/**
 * Where the clocks of a place stand: their offset from UTC, then each change as its moment and the offset from then on,
 * "+01:00 2026-03-29T01:00Z+02:00 2026-10-25T01:00Z+01:00". After the last one its offset holds (owe.md §1). Everybody reckons
 * by this text and nobody by a time zone database, of which every machine has another.
 */
export type Zone = string;

interface Change {
  /** From when its offset holds, ms since epoch. */
  readonly at: number;
  /** ms */
  readonly offset: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const OFFSET = /^([+-])(0\d|1[0-4]):([0-5]\d)$/u;
/** "2026-03-29T01:00Z" */
const MOMENT = 17;
const MOST = 200;
/** No offset is as much as this; changes lie so far apart that around any time of day there is at most one. */
const REACH = 15 * HOUR;
const APART = 2 * DAY;
/** By how much clocks are set at once: no day is skipped. */
const LONGEST = 3 * HOUR;

function offsetIn(text: string): number {
  const match = OFFSET.exec(text);
  if (match === null) throw bad("an offset is +HH:MM or -HH:MM");
  return (match[1] === "-" ? -1 : 1) * (Number(match[2]) * HOUR + Number(match[3]) * MINUTE);
}

const bad = (why: string): OweError => new OweError("owe/bad-calendar", why);

const UTC: Change = { at: Number.NEGATIVE_INFINITY, offset: 0 };

/** A server asks hundreds of times a second, mostly for one. */
let read: { readonly zone: Zone; readonly changes: readonly Change[] } = { zone: "+00:00", changes: [UTC] };

function changesIn(zone: Zone): readonly Change[] {
  if (read.zone === zone) return read.changes;
  const [first = "", ...rest] = zone.split(" ");
  const changes: Change[] = [{ at: Number.NEGATIVE_INFINITY, offset: offsetIn(first) }];
  for (const text of rest) {
    const at = Date.parse(text.slice(0, MOMENT));
    changes.push({ at, offset: offsetIn(text.slice(MOMENT)) });
  }
  read = { zone, changes };
  return changes;
}

/** How far clocks are ahead of UTC at an instant (ms since epoch), in ms. Throws "owe/bad-calendar". */
export function offsetAt(zone: Zone, instant: number): number {
  return changesIn(zone).findLast(({ at }) => at <= instant)?.offset ?? 0;
}

/**
 * The instant (ms since epoch) at which clocks show a time, given as if it were in UTC. Shown twice it is the `first` or the
 * `last` of the two; never shown, it is the moment at which clocks are set past it. Throws "owe/bad-calendar".
 */
export function instantOf(shown: number, zone: Zone, which: "first" | "last"): number {
  const { at, offset } = changesIn(zone).findLast((one) => one.at <= shown + REACH) ?? UTC;
  const after = shown - offset;
  if (at < shown - REACH) return after;
  const before = shown - offsetAt(zone, shown - REACH);
  const isShownBefore = before < at;
  if (after < at) return isShownBefore ? before : at;
  return isShownBefore && which === "first" ? before : after;
}

/**
 * Refuses a zone that is not exactly as it must be: every moment a minute that exists, two days or more after the one before;
 * clocks set by three hours at the most, and never back to the day before. Throws "owe/bad-calendar".
 */
export function checkZone(zone: Zone): void {
  const texts = zone.split(" ").slice(1);
  if (texts.length > MOST) throw bad("too many changes");
  const changes = changesIn(zone);
  for (const [index, { at, offset }] of changes.entries()) {
    if (index === 0) continue;
    const before = changes[index - 1] ?? { at, offset };
    const spelled = !Number.isNaN(at) && `${new Date(at).toISOString().slice(0, MOMENT - 1)}Z`;
    if (spelled !== texts[index - 1]?.slice(0, MOMENT)) throw bad("a moment is YYYY-MM-DDTHH:MMZ");
    if (at - before.at < APART) throw bad("changes lie two days apart");
    const by = offset - before.offset;
    const back = Math.floor((at + offset) / DAY) < Math.floor((at + before.offset - 1) / DAY);
    if (by === 0 || Math.abs(by) > LONGEST || back) throw bad("clocks are set by up to three hours, within the day");
  }
}
