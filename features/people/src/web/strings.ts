import { addStrings } from "@niuniu/ui";
import en from "./strings/en.json" with { type: "json" };
import zh from "./strings/zh-CN.json" with { type: "json" };

/** Makes this feature's strings known; to be called once by an entry that shows its pages. */
export function startPeople(): void {
  addStrings({ en, "zh-CN": zh });
}
