import { addStrings } from "@niuniu/ui";
import { warnBeforeLeaving } from "@niuniu/ui/area";
import en from "./strings/en.json" with { type: "json" };
import zh from "./strings/zh-CN.json" with { type: "json" };
import cardEn from "./card/strings/en.json" with { type: "json" };
import cardZh from "./card/strings/zh-CN.json" with { type: "json" };
import findEn from "./find/strings/en.json" with { type: "json" };
import findZh from "./find/strings/zh-CN.json" with { type: "json" };
import recordEn from "../strings/record/en.json" with { type: "json" };
import recordZh from "../strings/record/zh-CN.json" with { type: "json" };

/** Makes the strings of cases at the desk known, and has the tab ask before unsent text is lost; once, by the desk's entry. */
export function startDesk(): void {
  addStrings({
    en: { ...en, ...recordEn, ...findEn, ...cardEn },
    "zh-CN": { ...zh, ...recordZh, ...findZh, ...cardZh },
  });
  warnBeforeLeaving();
}
