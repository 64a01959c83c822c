import type { Seen } from "@niuniu/trust";
import { addStrings } from "@niuniu/ui";
import type { FrontPart } from "@niuniu/ui/front";
import en from "../strings/front/en.json" with { type: "json" };
import zh from "../strings/front/zh-CN.json" with { type: "json" };
import { OwedByCommittee } from "./owed.tsx";

/** What the public page shows of what the committee owes its house. */
export const upkeep: FrontPart<Seen> = {
  name: "upkeep",
  start: () => addStrings({ en, "zh-CN": zh }),
  shows: { kept: [OwedByCommittee] },
};
