import { LONGEST_OFFICE } from "@niuniu/roster";
import { t } from "@niuniu/ui";
import type { Obstacle } from "./proposal.ts";

/** Why a plan cannot be proposed, in words. */
export const sayObstacle = (obstacle: Obstacle): string =>
  t(`people.change.${obstacle.code}`, { names: obstacle.names.join(t("people.comma")), most: LONGEST_OFFICE });
