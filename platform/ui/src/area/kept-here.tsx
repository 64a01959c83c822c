import type { JSX, RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import { Dialog } from "../dialog.tsx";
import { Button } from "../form.tsx";
import { t } from "../text.ts";
import { useUnsent } from "./drafts.ts";
import { useKeepsHere } from "./keeps-here.ts";

/** Beneath what is being written: where it lies until it is sent, and the way to be rid of it. Nothing where nothing is. */
export function KeptHere(props: {
  /** How the keys of its drafts begin. */
  readonly of: string;
  /** Where the words are written: it has the focus once they are discarded. */
  readonly area: RefObject<HTMLElement | null>;
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
        {t(keeps ? "ui.area.kept" : "ui.area.kept-nowhere")}{" "}
        <button type="button" class="link" onClick={() => setAsking(true)}>
          {t("ui.area.discard")}
        </button>
      </p>
      <Dialog open={asking} title={t("ui.area.discard.sure")} onClose={over}>
        <p>{t("ui.area.discard.more")}</p>
        <div class="pair">
          <Button onClick={() => setAsking(false)}>{t("ui.area.discard.no")}</Button>
          <Button
            kind="danger"
            onClick={() => {
              sure.current = true;
              setAsking(false);
            }}
          >
            {t("ui.area.discard.go")}
          </Button>
        </div>
      </Dialog>
    </div>
  );
}

/**
 * Which acts upon an open matter were begun and not sent: behind their buttons nobody would see it. `words`: the prefix of the feature's
 * strings for it.
 */
export function Begun<Kind extends string>(props: {
  readonly words: string;
  readonly name: string;
  readonly kinds: readonly Kind[];
  /** What the button of an act says. */
  readonly called: (kind: Kind) => string;
}): JSX.Element | null {
  const { words } = props;
  const keyOf = (kind: Kind): string => `${props.name} ${kind}`;
  const begun = useUnsent(props.kinds.map(keyOf));
  if (begun.length === 0) return null;
  const acts = props.kinds.filter((kind) => begun.includes(keyOf(kind))).map(props.called);
  return <p class="hint">{t(`${words}.begun`, { acts: acts.join(t(`${words}.comma`)) })}</p>;
}
