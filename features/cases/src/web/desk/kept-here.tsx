import { Button, Dialog, t } from "@niuniu/ui";
import { useKeepsHere, useUnsent } from "@niuniu/ui/area";
import type { JSX } from "preact";
import { useState } from "preact/hooks";

/** Beneath what is being written in an open case: where it lies until it is sent, and the way to be rid of it. Nothing where nothing is. */
export function KeptHere(props: {
  /** How the keys of its drafts begin. */
  readonly of: string;
  readonly onDiscard: () => void;
}): JSX.Element | null {
  const [asking, setAsking] = useState(false);
  const keeps = useKeepsHere();
  if (useUnsent([props.of]).length === 0) return null;
  return (
    <div>
      <p class="hint">
        {t(keeps ? "cases.desk.kept" : "cases.desk.kept-nowhere")}{" "}
        <button type="button" class="link" onClick={() => setAsking(true)}>
          {t("cases.desk.discard")}
        </button>
      </p>
      <Dialog open={asking} title={t("cases.desk.discard.sure")} onClose={() => setAsking(false)}>
        <p>{t("cases.desk.discard.more")}</p>
        <div class="pair">
          <Button onClick={() => setAsking(false)}>{t("cases.desk.discard.no")}</Button>
          <Button
            kind="danger"
            onClick={() => {
              setAsking(false);
              props.onDiscard();
            }}
          >
            {t("cases.desk.discard.go")}
          </Button>
        </div>
      </Dialog>
    </div>
  );
}

/** Which acts of an open case were begun and not sent: behind their buttons nobody would see it. */
export function Begun(props: {
  readonly name: string;
  readonly kinds: readonly string[];
  /** What the button of an act says. */
  readonly called: (kind: string) => string;
}): JSX.Element | null {
  const begun = useUnsent(props.kinds.map((kind) => `${props.name} ${kind}`));
  if (begun.length === 0) return null;
  const acts = begun.map((key) => props.called(key.slice(props.name.length + 1)));
  return <p class="hint">{t("cases.desk.begun", { acts: acts.join(t("cases.desk.comma")) })}</p>;
}
