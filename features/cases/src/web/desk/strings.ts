import { addStrings } from "@niuniu/ui";
import { warnBeforeLeaving } from "@niuniu/ui/area";
import en from "./strings/en.json" with { type: "json" };
import zh from "./strings/zh-CN.json" with { type: "json" };
import cardEn from "./card/strings/en.json" with { type: "json" };
import cardZh from "./card/strings/zh-CN.json" with { type: "json" };
import findEn from "./find/strings/en.json" with { type: "json" };
import findZh from "./find/strings/zh-CN.json" with { type: "json" };
import takeEn from "./take/strings/en.json" with { type: "json" };
import takeZh from "./take/strings/zh-CN.json" with { type: "json" };
import firstEn from "../strings/en.json" with { type: "json" };
import firstZh from "../strings/zh-CN.json" with { type: "json" };
import reportEn from "../strings/report/en.json" with { type: "json" };
import reportZh from "../strings/report/zh-CN.json" with { type: "json" };
import recordEn from "../strings/record/en.json" with { type: "json" };
import recordZh from "../strings/record/zh-CN.json" with { type: "json" };

/** Makes the strings of cases at the desk known, and has the tab ask before unsent text is lost; once, by the desk's entry. */
export function startDesk(): void {
  addStrings({
    en: { ...firstEn, ...reportEn, ...en, ...recordEn, ...findEn, ...cardEn, ...takeEn },
    "zh-CN": { ...firstZh, ...reportZh, ...zh, ...recordZh, ...findZh, ...cardZh, ...takeZh },
  });
  warnBeforeLeaving();
}
