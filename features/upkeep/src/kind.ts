import { openKind } from "@niuniu/matter";
import { fold } from "./fold.ts";
import { judge } from "./judge.ts";
import { ladderOf } from "./ladder.ts";
import type { Upkeep } from "./terms.ts";

/** What a committee owes its own house, as a kind of matter: public, one owner, one act, one date. */
export const upkeepKind = openKind<Upkeep>({
  feature: "upkeep",
  begins: ({ kind }) => kind === "begun",
  fold,
  judge,
  ladder: ladderOf,
});
