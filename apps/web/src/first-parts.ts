import { cases } from "@niuniu/cases/web";
import type { FirstPart } from "@niuniu/ui/front";

/** What the public pages have at once, a line for each feature that has a way in there. */
export const firstParts: readonly FirstPart[] = [
  cases, // reporting, and coming back with a receipt
];
