import en from "../strings/report/en.json" with { type: "json" };
import zh from "../strings/report/zh-CN.json" with { type: "json" };

export { ReportRest } from "./report-rest.tsx";

/** The words of these screens, to be made known before they are shown. */
export const strings = { en, "zh-CN": zh };
