import { Button, Field, Form, t } from "@niuniu/ui";
import { useDraft } from "@niuniu/ui/area";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useKept } from "./use-kept.ts";

const LONGEST = 60;

/**
 * The member's own word for a matter that is open here, which stands in their lists in the place of how it begins. `words`: the prefix of
 * the feature's strings for it.
 */
export function LabelField({ name, words }: { readonly name: string; readonly words: string }): JSX.Element | null {
  const kept = useKept();
  const one = kept.of(name);
  const [typed, setTyped] = useDraft(`label ${name}`);
  const [asked, setAsked] = useState(false);
  if (one === null) return null;
  const start = (): void => {
    setTyped(one.label);
    setAsked(true);
  };
  const leave = (): void => {
    setTyped("");
    setAsked(false);
  };
  // What was begun before the page was thrown away is there again.
  if (!asked && typed === "") {
    return (
      <p class="soft small no-print">
        {one.label !== "" && <strong>{one.label} </strong>}
        <button type="button" class="link" onClick={start}>
          {t(one.label === "" ? `${words}.add` : `${words}.change`)}
        </button>
      </p>
    );
  }
  return (
    <Form
      onSubmit={() => {
        kept.label(name, typed.slice(0, LONGEST));
        leave();
      }}
    >
      <Field label={t(`${words}.own`)} hint={t(`${words}.hint`)} value={typed} onInput={setTyped} />
      <div class="row">
        <Button type="submit">{t(`${words}.keep`)}</Button>
        <Button kind="quiet" onClick={leave}>
          {t(`${words}.not-now`)}
        </Button>
      </div>
    </Form>
  );
}
