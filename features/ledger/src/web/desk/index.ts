import { addStrings } from "@niuniu/ui";
import en from "../strings/desk/en.json" with { type: "json" };
import zh from "../strings/desk/zh-CN.json" with { type: "json" };

export { NameAlarms } from "./name-alarms.tsx";
export { RecordPage } from "./record-page.tsx";
export { useWatch } from "./use-watch.ts";

/** Makes the words of the desk's record page known; to be called once by the desk's entry. */
export function startRecord(): void {
  addStrings({ en, "zh-CN": zh });
}
