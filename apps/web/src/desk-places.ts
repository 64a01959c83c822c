import { cases } from "@niuniu/cases/web/desk";
import { ledger } from "@niuniu/ledger/web/desk";
import { people, type Unlocked } from "@niuniu/people/web";
import type { Part } from "@niuniu/ui/area";

/** What the desk shows, a line for each feature, in the order of its navigation. */
export const parts: readonly Part<Unlocked>[] = [
  cases, // what is owed, and every case
  people, // the committee, and one's own keys
  ledger, // the public record
];
