import type { Seen } from "@niuniu/trust";
import { addStrings } from "@niuniu/ui";
import type { FrontPart } from "@niuniu/ui/front";
import en from "../strings/front/en.json" with { type: "json" };
import zh from "../strings/front/zh-CN.json" with { type: "json" };
import { HowItWorks } from "./how-it-works.tsx";
import { Can, Cannot } from "./limits.tsx";
import { Numbers } from "./numbers.tsx";

/** What the public page shows of reports, below its first screen. */
export const cases: FrontPart<Seen> = {
  name: "cases",
  start: () => addStrings({ en, "zh-CN": zh }),
  shows: { how: [HowItWorks], kept: [Numbers], limits: [Can, Cannot] },
};
