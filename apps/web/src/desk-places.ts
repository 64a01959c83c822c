import { cases } from "@niuniu/cases/web/desk";
import { health } from "@niuniu/health/web/desk";
import { ledger } from "@niuniu/ledger/web/desk";
import { whatIsOwed, type PartOwing } from "@niuniu/matter/web/owed";
import { notices } from "@niuniu/notices/web/desk";
import { people, type Unlocked } from "@niuniu/people/web";
import { templates } from "@niuniu/templates/web/desk";
import { upkeep } from "@niuniu/upkeep/web/desk";
import type { Part } from "@niuniu/ui/area";

/** What the desk shows, a line for each feature, in the order of its navigation. */
const features: readonly PartOwing<Unlocked>[] = [
  cases, // reports and their threads
  templates, // the replies the committee keeps ready
  people, // the committee, and one's own keys
  upkeep, // what the committee owes its own house
  notices, // how its member is told that something waits
  ledger, // the public record
  health, // whether the house is well
];

/** The desk: what its member owes over all features, and then their pages. */
export const parts: readonly Part<Unlocked>[] = [whatIsOwed(features, ({ house }) => house.calendar), ...features];
