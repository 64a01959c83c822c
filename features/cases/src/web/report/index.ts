import { addStrings } from "@niuniu/ui";
import en from "../strings/report/en.json" with { type: "json" };
import zh from "../strings/report/zh-CN.json" with { type: "json" };

addStrings({ en, "zh-CN": zh });

export { ReportRest } from "./report-rest.tsx";
