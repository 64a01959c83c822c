import { Button, Heading, Notice, t, tab, useCopied, useLeaveQuestion } from "@niuniu/ui";
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";

/** An empty form, in a tab that keeps no receipt under `sent` any more. Nobody is asked whether they want to leave: that was the question. */
export function another(sent: string): void {
  tab.removeItem(sent);
  window.onbeforeunload = null;
  history.replaceState(null, "");
  location.reload();
}

/**
 * The form, loaded again or gone back to after what was written was sent from this tab and before its receipt was kept: that it was sent,
 * the receipt, and the ways on. Nothing of what was written is here.
 */
export function SentBefore(props: {
  /** The prefix of the feature's strings for it, such as "cases". */
  readonly words: string;
  /** Under which name the tab keeps it. */
  readonly sent: string;
  /** The receipt. */
  readonly code: string;
  readonly busy: boolean;
  /** Why it did not open, in words; null for nothing. */
  readonly failure: string | null;
  readonly onOpen: () => void;
}): JSX.Element {
  const { code, sent, words } = props;
  const [kept, setKept] = useState(false);
  const [asking, setAsking] = useState(false);
  const output = useRef<HTMLOutputElement>(null);
  useLeaveQuestion(!kept);
  const onKept = (): void => {
    tab.removeItem(sent);
    setKept(true);
  };
  const { copied, copy } = useCopied(code, onKept);
  return (
    <div class="stack">
      <Heading of="before" fresh>
        {t(`${words}.before.title`)}
      </Heading>
      <p class="lead">{t(`${words}.before.lead`)}</p>
      <output ref={output} class="receipt code" aria-label={t(`${words}.receipt.label`)} lang="en" translate={false}>
        {code}
      </output>
      <div class="pair">
        <Button onClick={() => copy(output.current)}>
          {t(`${words}.before.${copied === "done" ? "copied" : "copy"}`)}
        </Button>
        <Button onClick={onKept}>{t(`${words}.before.have`)}</Button>
      </div>
      <p class="hint" role="status">
        {copied === "failed" ? t(`${words}.before.copy-failed`) : kept ? t(`${words}.before.kept`) : ""}
      </p>
      {props.failure !== null && (
        <p class="error" role="alert">
          {props.failure}
        </p>
      )}
      <Button kind="main" busy={props.busy ? t(`${words}.receipt.opening`) : null} onClick={props.onOpen}>
        {t(`${words}.receipt.open`)}
      </Button>
      {asking && !kept ? (
        <Notice tone="owed">
          <p role="status">{t(`${words}.before.unkept`)}</p>
          <Button kind="danger" onClick={() => another(sent)}>
            {t(`${words}.before.forget`)}
          </Button>
        </Notice>
      ) : (
        <Button onClick={() => (kept ? another(sent) : setAsking(true))}>{t(`${words}.before.new`)}</Button>
      )}
    </div>
  );
}
