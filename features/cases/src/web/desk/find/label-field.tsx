import { Button, Field, Form, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useKept } from "./use-kept.ts";

const LONGEST = 60;

/** The member's own word for a case that is open here, which stands in their lists in the place of how the report begins. */
export function LabelField({ name }: { readonly name: string }): JSX.Element | null {
  const kept = useKept();
  const one = kept.of(name);
  const [typed, setTyped] = useState<string | null>(null);
  if (one === null) return null;
  if (typed === null) {
    return (
      <p class="soft small no-print">
        {one.label !== "" && <strong>{one.label} </strong>}
        <button type="button" class="link" onClick={() => setTyped(one.label)}>
          {t(one.label === "" ? "cases.find.label.add" : "cases.find.label.change")}
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
      <Field label={t("cases.find.label.own")} hint={t("cases.find.label.hint")} value={typed} onInput={setTyped} />
      <div class="row">
        <Button type="submit">{t("cases.find.label.keep")}</Button>
        <Button kind="quiet" onClick={() => setTyped(null)}>
          {t("cases.desk.not-now")}
        </Button>
      </div>
    </Form>
  );
}
