/** When somebody is not to be told anything that can wait; minutes of the day, 0 to 1439. Over midnight if `from` is the later one. */
export interface Quiet {
  readonly from: number;
  readonly until: number;
}

const DAY = 1_440;

/** Minutes until the quiet hours end, or 0 outside of them. `minute`: of the day, where the organisation is. */
export function quietFor({ from, until }: Quiet, minute: number): number {
  const length = (until - from + DAY) % DAY;
  const since = (minute - from + DAY) % DAY;
  return since < length ? length - since : 0;
}
