import type { Inside } from "@niuniu/matter/web/desk";
import { addStrings } from "@niuniu/ui";
import { ReadyWordsProvider, type Part, type ReadyWords } from "@niuniu/ui/area";
import en from "./strings/en.json" with { type: "json" };
import zh from "./strings/zh-CN.json" with { type: "json" };
import { stillOpen, TemplatePicker } from "./template-picker.tsx";
import { TemplatesPage, TemplatesRead } from "./templates-page.tsx";
import { TemplatesProvider, useOwnTemplates } from "./use-templates.ts";

/** What every composer at the desk is handed. */
const ready: ReadyWords = { Picker: TemplatePicker, stillOpen };

/** What the desk shows of templates: a page to write them on, and a picker beneath whatever is being written. */
export const templates: Part<Inside> = {
  name: "templates",
  start: () => addStrings({ en, "zh-CN": zh }),
  places: [{ name: "templates/all", title: "templates.title", page: TemplatesPage, always: TemplatesRead }],
  around: ({ inside, children }) => (
    <TemplatesProvider value={useOwnTemplates(inside.keys)}>
      <ReadyWordsProvider value={ready}>{children}</ReadyWordsProvider>
    </TemplatesProvider>
  ),
};
