import { Button, Field, Form, t } from "@niuniu/ui";
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
  const [typed, setTyped] = useState<string | null>(null);
  if (one === null) return null;
  if (typed === null) {
    return (
      <p class="soft small no-print">
        {one.label !== "" && <strong>{one.label} </strong>}
        <button type="button" class="link" onClick={() => setTyped(one.label)}>
          {t(one.label === "" ? `${words}.add` : `${words}.change`)}
        </button>
      </p>
    );
  }
  return (
    <Form
      onSubmit={() => {
        kept.label(name, typed.slice(0, LONGEST));
        setTyped(null);
      }}
    >
      <Field label={t(`${words}.own`)} hint={t(`${words}.hint`)} value={typed} onInput={setTyped} />
      <div class="row">
        <Button type="submit">{t(`${words}.keep`)}</Button>
        <Button kind="quiet" onClick={() => setTyped(null)}>
          {t(`${words}.not-now`)}
        </Button>
      </div>
    </Form>
  );
}
