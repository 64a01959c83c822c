import { addStrings } from "@niuniu/ui";
import type { Entered, Part } from "@niuniu/ui/area";
import en from "../strings/en.json" with { type: "json" };
import zh from "../strings/zh-CN.json" with { type: "json" };
import { NoWay } from "./no-way.tsx";
import { NoticesPage } from "./notices-page.tsx";

/** What the desk shows of notices: how its member is told that something waits, and on every page where that does not work. */
export const notices: Part<Entered> = {
  name: "notices",
  start: () => addStrings({ en, "zh-CN": zh }),
  places: [{ name: "notices/mine", title: "notices.title", page: NoticesPage, always: NoWay }],
};
