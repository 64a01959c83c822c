import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { Button, TextArea } from "../form.tsx";
import { hasWords } from "@niuniu/wire";
import { t } from "../text.ts";
import { Trouble } from "../trouble.tsx";
import { useAct } from "../use-act.ts";
import { useDraft, useDraftChoice } from "./drafts.ts";

interface Left {
  /** The prefix of the feature's strings for it. */
  readonly words: string;
  /** The matter's name, with which the keys of its drafts begin. */
  readonly name: string;
  /** Leaves the words as a note among the readers; null where nothing can be added any more. */
  readonly leave: ((text: string) => Promise<void>) | null;
}

/**
 * What a member wrote for acts that are not theirs any more, because the matter went to somebody else or was closed meanwhile: it stays
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

function LeftText({ words, name, leave, kind }: Left & { readonly kind: string }): JSX.Element | null {
  const [text, setText] = useDraft(`${name} ${kind}`);
  const [chosen, setChosen] = useDraftChoice(`${name} ${kind}`);
  const act = useAct();
  const alone = chosen !== "" && !hasWords(text);
  // A choice without its words is of no use to anybody any more.
  useEffect(() => {
    if (alone) setChosen("");
  }, [alone]);
  if (!hasWords(text)) return null;
  const go = (as: (text: string) => Promise<void>): void =>
    void act.run(async () => {
      await as(text.trim());
      setText("");
    });
  return (
    <div class="stack close">
      <TextArea
        label={t(`${words}.left.label`)}
        hint={t(`${words}.left.hint`)}
        rows={4}
        value={text}
        onInput={setText}
      />
      <Trouble error={act.error} />
      {leave !== null && (
        <Button busy={act.busy ? t(`${words}.sealing`) : null} onClick={() => go(leave)}>
          {t(`${words}.left.note`)}
        </Button>
      )}
    </div>
  );
}
