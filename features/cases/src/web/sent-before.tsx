import { Button, Heading, Notice, t, tab, useCopied, useLeaveQuestion } from "@niuniu/ui";
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { SENT } from "./draft.ts";

/** An empty form, in a tab that remembers no report any more. Nobody is asked whether they want to leave: that was the question. */
export function anotherReport(): void {
  tab.removeItem(SENT);
  window.onbeforeunload = null;
  history.replaceState(null, "");
  location.reload();
}

/**
 * The form, loaded again or gone back to after a report was sent from this tab and before its receipt was kept: that it was sent,
 * the receipt, and the ways on. Nothing of the report itself is here.
 */
export function SentBefore(props: {
  /** The receipt. */
  readonly code: string;
  readonly busy: boolean;
  /** Why it did not open, in words; null for nothing. */
  readonly failure: string | null;
  readonly onOpen: () => void;
}): JSX.Element {
  const { code } = props;
  const [kept, setKept] = useState(false);
  const [asking, setAsking] = useState(false);
  const output = useRef<HTMLOutputElement>(null);
  useLeaveQuestion(!kept);
  const onKept = (): void => {
    tab.removeItem(SENT);
    setKept(true);
  };
  const { copied, copy } = useCopied(code, onKept);
  return (
    <div class="stack">
      <Heading of="before" fresh>
        {t("cases.before.title")}
      </Heading>
      <p class="lead">{t("cases.before.lead")}</p>
      <output ref={output} class="receipt code" aria-label={t("cases.receipt.label")} lang="en" translate={false}>
        {code}
      </output>
      <div class="pair">
        <Button onClick={() => copy(output.current)}>
          {t(copied === "done" ? "cases.before.copied" : "cases.before.copy")}
        </Button>
        <Button onClick={onKept}>{t("cases.before.have")}</Button>
      </div>
      <p class="hint" role="status">
        {copied === "failed" ? t("cases.before.copy-failed") : kept ? t("cases.before.kept") : ""}
      </p>
      {props.failure !== null && (
        <p class="error" role="alert">
          {props.failure}
        </p>
      )}
      <Button kind="main" busy={props.busy ? t("cases.receipt.opening") : null} onClick={props.onOpen}>
        {t("cases.receipt.open")}
      </Button>
      {asking && !kept ? (
        <Notice tone="owed">
          <p role="status">{t("cases.before.unkept")}</p>
          <Button kind="danger" onClick={anotherReport}>
            {t("cases.before.forget")}
          </Button>
        </Notice>
      ) : (
        <Button onClick={() => (kept ? anotherReport() : setAsking(true))}>{t("cases.before.new")}</Button>
      )}
    </div>
  );
}
