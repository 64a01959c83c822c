import { Button, Dialog, t } from "@niuniu/ui";
import { useKeepsHere, useUnsent } from "@niuniu/ui/area";
import type { JSX, RefObject } from "preact";
import { useRef, useState } from "preact/hooks";

/** Beneath what is being written in an open case: where it lies until it is sent, and the way to be rid of it. Nothing where nothing is. */
export function KeptHere(props: {
  /** How the keys of its drafts begin. */
  readonly of: string;
  /** Where the words are written: it has the focus once they are discarded. */
  readonly area: RefObject<HTMLTextAreaElement | null>;
  readonly onDiscard: () => void;
}): JSX.Element | null {
  const [asking, setAsking] = useState(false);
  const keeps = useKeepsHere();
  const sure = useRef(false);
  if (useUnsent([props.of]).length === 0) return null;
  const over = (): void => {
    setAsking(false);
    if (!sure.current) return;
    sure.current = false;
    props.onDiscard();
    // While the question stood above it, nothing else could have the focus.
    props.area.current?.focus();
  };
  return (
    <div>
      <p class="hint">
        {t(keeps ? "cases.desk.kept" : "cases.desk.kept-nowhere")}{" "}
        <button type="button" class="link" onClick={() => setAsking(true)}>
          {t("cases.desk.discard")}
        </button>
      </p>
      <Dialog open={asking} title={t("cases.desk.discard.sure")} onClose={over}>
        <p>{t("cases.desk.discard.more")}</p>
        <div class="pair">
          <Button onClick={() => setAsking(false)}>{t("cases.desk.discard.no")}</Button>
          <Button
            kind="danger"
            onClick={() => {
              sure.current = true;
              setAsking(false);
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
export function Begun<Kind extends string>(props: {
  readonly name: string;
  readonly kinds: readonly Kind[];
  /** What the button of an act says. */
  readonly called: (kind: Kind) => string;
}): JSX.Element | null {
  const keyOf = (kind: Kind): string => `${props.name} ${kind}`;
  const begun = useUnsent(props.kinds.map(keyOf));
  if (begun.length === 0) return null;
  const acts = props.kinds.filter((kind) => begun.includes(keyOf(kind))).map(props.called);
  return <p class="hint">{t("cases.desk.begun", { acts: acts.join(t("cases.desk.comma")) })}</p>;
}
