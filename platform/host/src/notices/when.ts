import type { Random } from "../random.ts";

/** ms. Urgent ones to one person come at most so often. */
export const QUARTER = 900_000;
/** ms. What is not urgent is told once a stretch of so long is over: when it is told says nothing of the hour a report came. */
const STRETCH = 14_400_000;
/** ms. Over so long the notices of a stretch are spread. */
const SPREAD = 1_800_000;
/** Waited after the first, second … attempt on a channel failed, in ms; then as long as after the last. */
const PAUSES = [5_000, 30_000, 120_000, 600_000, 1_800_000] as const;
/** ms. No errand lies further ahead, unless a clock ran ahead. */
export const LONGEST = 3_600_000;

/** How long before a date (ms) whoever owes is told once more, as long as nobody states otherwise. */
export const BEFORE: Reminders = {
  urgent: [86_400_000, 14_400_000, 3_600_000],
  calm: [259_200_000, 86_400_000],
};
/** ms before a date, of what is urgent and of all else. */
export interface Reminders {
  readonly urgent: readonly number[];
  readonly calm: readonly number[];
}

interface Waiting {
  readonly urgent: boolean;
  /** ms since epoch: when the last urgent one was handed over to this person; null: not within the last quarter of an hour. */
  readonly last: number | null;
}

/** When something that is to be told at `at` is told (ms since epoch). Not even its row says more of what is not urgent. */
export function toldAt(at: number, urgent: boolean): number {
  return urgent ? at : (Math.floor(at / STRETCH) + 1) * STRETCH;
}

/** From when on a person may be told of what has come due by now (ms since epoch). */
export function readyAt(now: number, { urgent, last }: Waiting, random: Random): number {
  if (urgent) return last === null ? now : Math.max(now, last + QUARTER);
  const [high = 0, low = 0] = random(2);
  return now + Math.floor(((high * 256 + low) / 65_536) * SPREAD);
}

/**
 * ms until a channel is tried again after `attempts` failures; `asked`: what the other side asked for, if it did. Something else that
 * is urgent may come meanwhile, and is told with it: so an urgent one waits for a quarter of an hour at the most.
 */
export function pauseAfter(attempts: number, asked: number | null, urgent: boolean): number {
  const own = PAUSES[Math.min(attempts, PAUSES.length - 1)] ?? LONGEST;
  return Math.min(urgent ? QUARTER : LONGEST, Math.max(own, asked ?? 0));
}
