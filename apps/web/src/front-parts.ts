import { cases } from "@niuniu/cases/web/front";
import { ledger } from "@niuniu/ledger/web/front";
import { now } from "@niuniu/now/web/front";
import { people } from "@niuniu/people/web/front";
import { upkeep } from "@niuniu/upkeep/web/front";
import type { Seen } from "@niuniu/trust";
import type { FrontPart } from "@niuniu/ui/front";

/** What the public page shows below its first screen, a line for each feature. */
export const parts: readonly FrontPart<Seen>[] = [
  now, // the first hours, before any report
  cases, // how it works, whether it keeps what it says, its limits
  upkeep, // what the committee owes the line itself
  people, // who handles reports, and whether to believe it
  ledger, // the public record
];
