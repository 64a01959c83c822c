import { addStrings } from "@niuniu/ui";
import type { Entered, Part } from "@niuniu/ui/area";
import en from "../strings/en.json" with { type: "json" };
import zh from "../strings/zh-CN.json" with { type: "json" };
import { HealthPage } from "./health-page.tsx";

/** What the desk shows of the house's own health: one page. */
export const health: Part<Entered> = {
  name: "health",
  start: () => addStrings({ en, "zh-CN": zh }),
  places: [{ name: "health/house", title: "health.title", page: HealthPage }],
};
