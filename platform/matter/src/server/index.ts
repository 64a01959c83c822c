export { chained } from "./chained.ts";
export { mattersOn, type Acting, type Matters } from "./matters.ts";
export type { Chained, Decided, NewEntry, Row, SignedAct, Store } from "./store.ts";
export { dueOf, type MatterPorts, type Present } from "./take.ts";
