import { addStrings } from "@niuniu/ui";
import en from "../strings/home/en.json" with { type: "json" };
import zh from "../strings/home/zh-CN.json" with { type: "json" };

addStrings({ en, "zh-CN": zh });

export { Home } from "./home.tsx";
