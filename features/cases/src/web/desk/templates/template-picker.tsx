import { Button, language, More, t, type Language } from "@niuniu/ui";
import { hasWords } from "@niuniu/wire";
import type { JSX, RefObject } from "preact";
import { useRef } from "preact/hooks";
import type { Template } from "../../../templates.ts";
import type { Desk } from "../desk.ts";
import type { OpenedCase } from "../open-case.ts";
import { fillIn, openIn } from "./fill-in.ts";
import { insertAtCursor } from "./insert.ts";
import { knownOf, type Into } from "./known-of.ts";
import { useTemplates } from "./use-templates.ts";

/** A language, as it calls itself. */
export const ownName: Readonly<Record<Language, string>> = { en: "English", "zh-CN": "中文" };

/** The committee's templates beneath a text that is being written: one press puts one where the cursor stands. */
export function TemplatePicker(props: {
  readonly desk: Desk;
  readonly opened: OpenedCase;
  readonly into: Into;
  readonly area: RefObject<HTMLTextAreaElement | null>;
}): JSX.Element | null {
  const { desk, opened, into, area } = props;
  const { set } = useTemplates().shown();
  const box = useRef<HTMLDivElement>(null);
  if (set === null || !set.inOffice || set.templates.length === 0) return null;
  // In the reporter's language first; among members, in one's own.
  const first = into === "note" ? language() : (opened.report?.language ?? language());
  const put = (text: string): void => {
    const details = box.current?.querySelector("details");
    if (details !== null && details !== undefined) details.open = false;
    if (area.current !== null) insertAtCursor(area.current, fillIn(text, knownOf(desk, opened, into)));
  };
  return (
    <div ref={box} class="templates-pick">
      <More title={t("cases.templates.pick")}>
        <ul class="stack close">
          {set.templates.map((one) => (
            <li key={one.id} class="row spread">
              <span class="grow breakable">{one.name}</span>
              <span class="row">
                {languagesOf(one, first).map((each) => (
                  <Button
                    key={each}
                    kind="quiet"
                    label={t("cases.templates.put", { name: one.name, language: ownName[each] })}
                    onClick={() => put(one[each])}
                  >
                    <span lang={each}>{ownName[each]}</span>
                  </Button>
                ))}
              </span>
            </li>
          ))}
        </ul>
        <p class="hint">{t("cases.templates.pick-hint")}</p>
      </More>
    </div>
  );
}

/** The languages a template has words in. */
const languagesOf = (one: Template, first: Language): readonly Language[] =>
  (first === "en" ? (["en", "zh-CN"] as const) : (["zh-CN", "en"] as const)).filter((each) => hasWords(one[each]));

/** What a template left open and nobody filled in: the sentence that says so, or null. */
export function stillOpen(text: string): string | null {
  const open = openIn(text);
  return open.length === 0 ? null : t("cases.templates.open", { blanks: open.join(t("cases.desk.comma")) });
}
