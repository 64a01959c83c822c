import { Button, Field, Form, t, TextArea, Trouble, useAct } from "@niuniu/ui";
import { draftFor, keepDraft, useDraft } from "@niuniu/ui/area";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { alike, unfit, LONGEST_NAME, LONGEST_TEMPLATE, type Template } from "../../templates.ts";
import type { Desk } from "./desk.ts";
import { blanksIn } from "./fill-in.ts";
import { newTemplate } from "./shared.ts";
import { ownName } from "./template-picker.tsx";
import { useTemplates } from "./use-templates.ts";

/** Under which a template that is not saved yet is written. */
export const NEW = "new";
const parts = ["name", "zh-CN", "en"] as const;
const place = (id: string, part: string): string => `template ${id} ${part}`;

/** Begins to write a template, with these words in it; what was typed before stays. */
export function beginWriting(id: string, words: Omit<Template, "id">): void {
  if (isWritten(id)) return;
  keepDraft(place(id, "from"), id === NEW ? "" : JSON.stringify(words));
  for (const part of parts) keepDraft(place(id, part), words[part]);
}
/** What it was when this member began, also where a locked desk lies between. */
function begunFrom(id: string, there: Template | null): Template | null {
  const kept = draftFor(place(id, "from"));
  return kept === "" ? there : { id, ...(JSON.parse(kept) as Omit<Template, "id">) };
}
/** Whether somebody was writing this template and has not saved it. */
const isWritten = (id: string): boolean => parts.some((part) => draftFor(place(id, part)) !== "");
const stopWriting = (id: string): void => {
  for (const part of ["from", ...parts]) keepDraft(place(id, part), "");
};

/** {@link isWritten}, drawn again once what was put away is taken out. */
export function useWritten(): (id: string) => boolean {
  useDraft(place(NEW, "name"));
  return isWritten;
}

/**
 * Writes a template, or changes one; what is typed stays until it is saved or thrown away. `there`: as it stands now, null for a new
 * one and where somebody deleted it meanwhile.
 */
export function TemplateForm(props: {
  readonly desk: Desk;
  readonly id: string;
  readonly there: Template | null;
  readonly onDone: () => void;
}): JSX.Element {
  const { desk, id, there, onDone } = props;
  const templates = useTemplates();
  // What it was when this member began: what has changed since is shown, and saved over only after that.
  const [from, setFrom] = useState(() => begunFrom(id, there));
  const [tried, setTried] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const [name, setName] = useDraft(place(id, "name"));
  const [zh, setZh] = useDraft(place(id, "zh-CN"));
  const [en, setEn] = useDraft(place(id, "en"));
  const act = useAct();
  useEffect(() => heading.current?.focus(), []);
  const words = { name: name.trim(), en: en.trim(), "zh-CN": zh.trim() };
  const wrong = tried ? unfit({ id, ...words }) : null;
  const leave = (): void => {
    stopWriting(id);
    onDone();
  };
  const save = (): void => {
    setTried(true);
    if (unfit({ id, ...words }) !== null) return;
    void act.run(async () => {
      const to = from === null && id === NEW ? newTemplate(words) : { id, ...words };
      await templates.save(desk, { id: to.id, from, to });
      leave();
    });
  };
  const said = (...about: readonly string[]): string | null =>
    wrong !== null && about.includes(wrong) ? t(`templates.${wrong}`, limits) : null;
  const long = (text: string): string | null =>
    wrong === "long-text" && text.length > LONGEST_TEMPLATE ? t("templates.long-text", limits) : null;
  return (
    <section class="card stack close" aria-labelledby="template">
      <h2 id="template" ref={heading} tabIndex={-1}>
        {t(id === NEW ? "templates.new" : "templates.change")}
      </h2>
      <Form onSubmit={save}>
        <Field
          label={t("templates.name")}
          hint={t("templates.name-hint")}
          value={name}
          onInput={setName}
          error={said("no-name", "long-name")}
        />
        <TextArea
          label={ownName["zh-CN"]}
          optional
          rows={5}
          value={zh}
          onInput={setZh}
          error={said("no-text") ?? long(zh)}
          hint={t("templates.blanks", { blanks: blanksIn("zh-CN").join(" ") })}
        />
        <TextArea
          label={ownName.en}
          optional
          rows={5}
          value={en}
          onInput={setEn}
          error={long(en)}
          hint={t("templates.blanks", { blanks: blanksIn("en").join(" ") })}
        />
        {id !== NEW && !alike(there, from) && (
          <Meanwhile
            there={there}
            onSeen={() => {
              keepDraft(place(id, "from"), there === null ? "" : JSON.stringify(there));
              setFrom(there);
            }}
          />
        )}
        <Trouble error={act.error} />
        <div class="row">
          <Button kind="main" type="submit" busy={act.busy ? t("templates.sealing") : null}>
            {t("templates.save")}
          </Button>
          <Button onClick={leave}>{t("templates.throw-away")}</Button>
        </div>
      </Form>
    </section>
  );
}

const limits = { name: LONGEST_NAME, text: LONGEST_TEMPLATE };

/** What a colleague made of the same template meanwhile; saving over it is a decision of its own. */
function Meanwhile({ there, onSeen }: { readonly there: Template | null; readonly onSeen: () => void }): JSX.Element {
  return (
    <div class="stack close" role="status">
      <p>
        <strong>{t(there === null ? "templates.gone" : "templates.theirs")}</strong>
      </p>
      {there !== null && <TemplateText template={there} />}
      <Button onClick={onSeen}>{t("templates.mine-instead")}</Button>
    </div>
  );
}

/** A template as it is read: what it says in each language it has. */
export function TemplateText({ template }: { readonly template: Omit<Template, "id"> }): JSX.Element {
  return (
    <>
      {(["zh-CN", "en"] as const).map(
        (each) =>
          template[each] !== "" && (
            <p key={each} class="said template-text" lang={each} translate={false}>
              {template[each]}
            </p>
          ),
      )}
    </>
  );
}
