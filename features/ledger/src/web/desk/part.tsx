import { addStrings } from "@niuniu/ui";
import type { Entered, Part } from "@niuniu/ui/area";
import en from "../strings/desk/en.json" with { type: "json" };
import zh from "../strings/desk/zh-CN.json" with { type: "json" };
import { NameAlarms } from "./name-alarms.tsx";
import { RecordPage } from "./record-page.tsx";
import { Watching, type DeskKeys } from "./use-watch.tsx";

/** What the desk shows of the record: its page, and on every page what it says in this member's name that they have not said. */
export const ledger: Part<DeskKeys & Entered> = {
  name: "ledger",
  start: () => addStrings({ en, "zh-CN": zh }),
  places: [{ name: "ledger/record", title: "ledger.desk.title", page: RecordPage, always: NameAlarms }],
  around: Watching,
};
