import type { Seen } from "@niuniu/trust";
import { addStrings } from "@niuniu/ui";
import type { FrontPart } from "@niuniu/ui/front";
import en from "../strings/front/en.json" with { type: "json" };
import zh from "../strings/front/zh-CN.json" with { type: "json" };
import { FirstHours } from "./first-hours.tsx";

/** What the public page shows of the first hours. */
export const now: FrontPart<Seen> = {
  name: "now",
  start: () => addStrings({ en, "zh-CN": zh }),
  shows: { help: [FirstHours] },
};
