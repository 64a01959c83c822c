import { isBeginning } from "@niuniu/matter/web/begin";
import { Card, Field, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

/** Whether the person has it: the beginning of any spelling, typed from their own copy. */
export function KeptCheck(props: { readonly spellings: readonly string[]; readonly onKept: () => void }): JSX.Element {
  const [typed, setTyped] = useState("");
  const answer = isBeginning(typed, props.spellings);
  useEffect(() => {
    if (answer === true) props.onKept();
  }, [answer]);
  return (
    <Card title={t("cases.sent.check")}>
      <Field
        code
        label={t("cases.sent.check-label")}
        value={typed}
        onInput={setTyped}
        error={answer === false ? t("cases.sent.check-bad") : null}
      />
      <p class="good" role="status">
        {answer === true ? t("cases.sent.check-good") : ""}
      </p>
    </Card>
  );
}
