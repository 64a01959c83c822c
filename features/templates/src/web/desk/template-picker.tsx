import { Button, More, t, type Language } from "@niuniu/ui";
import { hasWords } from "@niuniu/wire";
import { useKeys, type ReadyWords } from "@niuniu/ui/area";
import type { ComponentProps, JSX } from "preact";
import { useRef } from "preact/hooks";
import type { Template } from "../../templates.ts";
import { fillIn, openIn } from "./fill-in.ts";
import { useTemplates } from "./use-templates.ts";

/** A language, as it calls itself. */
export const ownName: Readonly<Record<Language, string>> = { en: "English", "zh-CN": "中文" };

/** The committee's templates beneath a text that is being written: one press hands one over. */
export function TemplatePicker({ first, known, onPick }: ComponentProps<ReadyWords["Picker"]>): JSX.Element | null {
  const { set } = useTemplates().shown();
  const box = useRef<HTMLDivElement>(null);
  const open = (): void => {
    const details = box.current?.querySelector("details");
    if (details === null || details === undefined) return;
    details.open = true;
    details.querySelector("summary")?.focus();
  };
  const none = set === null || !set.inOffice || set.templates.length === 0;
  useKeys(none ? [] : [{ key: "t", does: "templates.pick", act: open }]);
  if (none) return null;
  const put = (text: string): void => {
    const details = box.current?.querySelector("details");
    if (details !== null && details !== undefined) details.open = false;
    onPick(fillIn(text, known()));
  };
  return (
    <div ref={box} class="templates-pick">
      <More title={t("templates.pick")}>
        <ul class="stack close">
          {set.templates.map((one) => (
            <li key={one.id} class="row spread">
              <span class="grow breakable">{one.name}</span>
              <span class="row">
                {languagesOf(one, first).map((each) => (
                  <Button
                    key={each}
                    kind="quiet"
                    label={t("templates.put", { name: one.name, language: ownName[each] })}
                    onClick={() => put(one[each])}
                  >
                    <span lang={each}>{ownName[each]}</span>
                  </Button>
                ))}
              </span>
            </li>
          ))}
        </ul>
        <p class="hint">{t("templates.pick-hint")}</p>
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
  return open.length === 0 ? null : t("templates.open", { blanks: open.join(t("templates.comma")) });
}
