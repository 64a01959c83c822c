import { addStrings } from "@niuniu/ui";
import en from "./strings/en.json" with { type: "json" };
import zh from "./strings/zh-CN.json" with { type: "json" };

/** Makes this feature's words known. */
export const start = (): void => addStrings({ en, "zh-CN": zh });
