import { Button, t, TextArea, Trouble, useAct } from "@niuniu/ui";
import { useDraft, useDraftChoice } from "@niuniu/ui/area";
import { hasWords } from "@niuniu/wire";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { OpenedCase } from "./open-case.ts";
import type { Perform } from "./plan.ts";

interface Left {
  readonly opened: OpenedCase;
  /** Leaves the words as a note among the readers; null where nothing can be added any more. */
  readonly perform: Perform | null;
}

/**
 * What a member wrote for acts that are not theirs any more, because the case went to somebody else or was closed meanwhile: it stays
 * in sight, to be copied or to be left as a note.
 */
export function LeftWords(props: Left & { readonly kinds: readonly string[] }): JSX.Element {
  return (
    <>
      {props.kinds.map((kind) => (
        <LeftText key={kind} {...props} kind={kind} />
      ))}
    </>
  );
}

function LeftText({ opened, perform, kind }: Left & { readonly kind: string }): JSX.Element | null {
  const [text, setText] = useDraft(`${opened.header.case} ${kind}`);
  const [chosen, setChosen] = useDraftChoice(`${opened.header.case} ${kind}`);
  const act = useAct();
  const alone = chosen !== "" && !hasWords(text);
  // A choice without its words is of no use to anybody any more.
  useEffect(() => {
    if (alone) setChosen("");
  }, [alone]);
  if (!hasWords(text)) return null;
  const leave = (as: Perform): void =>
    void act.run(async () => {
      await as({ kind: "note", text: text.trim() });
      setText("");
    });
  return (
    <div class="stack close">
      <TextArea
        label={t("cases.desk.left.label")}
        hint={t("cases.desk.left.hint")}
        rows={4}
        value={text}
        onInput={setText}
      />
      <Trouble error={act.error} />
      {perform !== null && (
        <Button busy={act.busy ? t("cases.desk.sealing") : null} onClick={() => leave(perform)}>
          {t("cases.desk.left.note")}
        </Button>
      )}
    </div>
  );
}
