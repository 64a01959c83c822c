import { addStrings } from "@niuniu/ui";
import en from "./strings/en.json" with { type: "json" };
import zh from "./strings/zh-CN.json" with { type: "json" };

/** Makes the words of `/record` and `/verify` known; to be called once. */
export function startLedger(): void {
  addStrings({ en, "zh-CN": zh });
}
