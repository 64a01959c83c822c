import { scene as cases } from "@niuniu/cases/sample";
import type { Scene } from "@niuniu/wire/scene";

/** What the sample's past is made of: a line a feature. */
export const scenes: readonly Scene[] = [
  cases, // answered in time, missed and moved, urgent, contested, closed; months of figures
];
