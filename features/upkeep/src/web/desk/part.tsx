import type { PartOwing } from "@niuniu/matter/web/owed";
import { addStrings } from "@niuniu/ui";
import en from "../strings/en.json" with { type: "json" };
import zh from "../strings/zh-CN.json" with { type: "json" };
import { OwedHere } from "./owed-here.tsx";
import { UpkeepPage } from "./upkeep-page.tsx";
import { UpkeepPane, type Inside } from "./upkeep-pane.tsx";

/** What the desk shows of what the committee owes its house: all of it, and a row for each that its member owes. */
export const upkeep: PartOwing<Inside> = {
  name: "upkeep",
  start: () => addStrings({ en, "zh-CN": zh }),
  places: [{ name: "upkeep/all", title: "upkeep.title", page: UpkeepPage, beside: UpkeepPane }],
  owes: { line: OwedHere, beside: UpkeepPane },
};
