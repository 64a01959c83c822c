import { moment } from "@niuniu/wire";

/** A member who chose a way by which they cannot be told: neither which way nor where it leads is anybody else's to know. */
export interface Failing {
  readonly member: string;
  /** The day on which the first of them failed, where the organisation is: "YYYY-MM-DD". */
  readonly since: string;
}

/**
 * A way this member had chosen and tried was given up for the next one, or for none. Told once, when the first of theirs fails. Whoever
 * misses it, because a server ended, finds it in what `notices` gives as `failing`.
 */
export const wayFailing = moment<Failing>("notices/way-failing");

/** None of the ways of this member (id) fails any more. */
export const wayMended = moment<string>("notices/way-mended");
