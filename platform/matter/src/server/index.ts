export { chained } from "./chained.ts";
export { matter } from "./feature.ts";
export { mattersOn, type Matters } from "./matters.ts";
export { openMattersOn, type OpenMatters } from "./open.ts";
export { recordedOf } from "./recorded.ts";
export type { Chained, NewEntry, SignedAct, Store } from "./store.ts";
export { dueOf } from "./take.ts";
