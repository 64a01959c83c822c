/* What whoever checks a server from outside needs: the rules that it goes by, and nothing that asks or shows. */
export { doubtsIn, type Doubt } from "./doubts.ts";
export { factsOf } from "./facts.ts";
export { readUntil } from "./first-hours.ts";
export { isNamedIn, policyIn, reading } from "./reading.ts";
export type { Upkeep } from "./terms.ts";
export { unbegunIn } from "./unbegun.ts";
