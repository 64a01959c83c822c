import { scene as cases } from "@niuniu/cases/sample";
import { scene as people } from "@niuniu/people/sample";
import { scene as upkeep } from "@niuniu/upkeep/sample";
import type { Scene } from "@niuniu/wire/scene";

/** What the sample's past is made of: a line a feature. */
export const scenes: readonly Scene[] = [
  cases, // answered in time, missed and moved, urgent, contested, closed; months of figures
  people, // a clock changed against one vote, a term, another proposal open, days away, an invitation
  upkeep, // what the committee owed its house: one in time, one late, one open
];
