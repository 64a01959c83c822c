import type { Sentence } from "./refused.ts";

/** `well` nothing to do · `soon` to be seen to in time · `ill` to be seen to now. */
export type HealthState = "well" | "soon" | "ill";

/** One line about the house: what is so and, where it is not well, what to do about it. */
export interface HealthLine {
  /** Stable, such as "people/statement-ends". */
  readonly code: string;
  readonly state: HealthState;
  readonly sentence: Sentence;
}
