import type { Entered } from "@niuniu/ui/area";
import type { Mine } from "../../routes.ts";

/** What each part of the page is handed. */
export interface OnMine {
  readonly desk: Entered;
  readonly mine: Mine;
  readonly onChanged: () => void;
}
