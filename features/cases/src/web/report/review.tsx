import { Button, CallError, Check, isLost, Notice, Progress, sentenceOf, t, tab } from "@niuniu/ui";
import type { ComponentType, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ComposedReport } from "../../compose.ts";
import { PARCEL, type Draft } from "../draft.ts";
import { loadSeldom } from "../later.ts";
import { loadWords } from "../load-words.ts";
import { keepParcel, keptParcel, refusalOf, remaining, saidIn, type Sent } from "@niuniu/matter/web/begin";
import { ReadersCard } from "./readers-card.tsx";
import type { ScreenProps } from "./screen.ts";
import { sealDraft, send, type Doing } from "./send.ts";
import { Summary } from "./summary.tsx";
import type { CommitteeState } from "./use-committee.ts";

interface ReviewProps extends ScreenProps {
  readonly committee: CommitteeState;
  readonly onSent: (sent: Sent) => void;
}

/** What stands where the names would be while they are not here, or must not be used. */
export function Waiting(props: {
  readonly committee: Exclude<CommitteeState, { readonly state: "checked" }>;
}): JSX.Element {
  const { committee } = props;
  if (committee.state === "waiting") return <Progress words={t("ui.loading")} />;
  const text = committee.state === "unreachable" ? sentenceOf(committee.error) : t(`cases.check.${committee.state}`);
  return (
    <Notice tone={committee.state === "closed" ? "owed" : "missed"}>
      <p>{text}</p>
      <Button onClick={committee.again}>{t("ui.again")}</Button>
    </Notice>
  );
}

/** The receipt that opens nothing of one's own: an answer to fear of its being found. */
function OptOut({ draft, change, outside }: ScreenProps & { readonly outside: boolean }): JSX.Element {
  const [refused, setRefused] = useState(false);
  return (
    <div>
      <Check
        title={t("cases.check.optout")}
        hint={t("cases.check.optout-hint")}
        checked={draft.optOut}
        onChange={(optOut) => {
          setRefused(optOut && !outside);
          // The box shows what holds, so a refused tick has to be taken back by a new rendering.
          change({ optOut: optOut && outside });
        }}
      />
      <p class="error" role="alert">
        {refused && !outside ? t("cases.check.outside-left") : ""}
      </p>
    </div>
  );
}

/** Another committee than this device saw before: nothing is sealed to it until a person has compared its words. */
export function Compared(props: {
  readonly checked: boolean;
  readonly onChange: (compared: boolean) => void;
}): JSX.Element {
  return <Check title={t("cases.check.compared")} checked={props.checked} onChange={props.onChange} />;
}

/** Sealing and sending, with everything kept whatever happens. `unknown`: what was sent may have arrived. */
function useSending(props: ReviewProps): {
  readonly doing: Doing | null;
  /** What was thrown the last time; null for nothing. */
  readonly failure: unknown;
  readonly unknown: boolean;
  readonly start: () => void;
} {
  const { draft, committee } = props;
  const [doing, setDoing] = useState<Doing | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [unknown, setUnknown] = useState(false);
  // The same draft is sent under the same receipt until it gets through; a changed one is another report.
  const sealed = useRef<Promise<ComposedReport> | null>(null);
  useEffect(() => {
    const kept = keptParcel(tab, PARCEL, draft);
    sealed.current = kept === null ? null : Promise.resolve(kept);
    setUnknown(kept !== null);
    if (
      kept !== null ||
      committee.state !== "checked" ||
      refusalOf(remaining(committee.trust.active, draft.struck), draft.optOut) !== null
    ) {
      return undefined;
    }
    const { trust } = committee;
    // Sealed while the person reads, so that sending is a matter of one request. It stays in this page's memory.
    const timer = setTimeout(() => {
      sealed.current ??= sealDraft(draft, trust, () => undefined);
      sealed.current.catch(() => {
        sealed.current = null;
      });
    }, 400);
    return () => {
      clearTimeout(timer);
    };
  }, [draft, committee]);

  const run = async (): Promise<void> => {
    if (committee.state !== "checked") return;
    const { trust } = committee;
    setFailure(null);
    setDoing({ what: "sealing", done: 0 });
    try {
      sealed.current ??= sealDraft(draft, trust, setDoing);
      const composed = await sealed.current;
      keepParcel(tab, PARCEL, draft, composed);
      const answer = await send(composed, setDoing);
      const own = { case: composed.case, first: { text: composed.header.act, salt: composed.header.salt } };
      props.onSent({ receipt: composed.receipt, answer, own, trust, said: saidIn(answer, own, trust) });
    } catch (error) {
      const code = error instanceof CallError ? error.code : "";
      // No answer, or none by what would know: the report itself may have been taken.
      const lost = (error instanceof CallError && isLost(error)) || (unknown && !code.startsWith("cases/"));
      if (!lost) tab.removeItem(PARCEL);
      setUnknown(lost);
      setFailure(error);
      // Sealed with the day of a clock that was set meanwhile, perhaps.
      if (code === "cases/wrong-date") sealed.current = null;
      if (/^cases\/(old-roster|unknown-reader|other-statement)$/.test(code)) committee.again();
    } finally {
      setDoing(null);
    }
  };
  return { doing, failure, unknown, start: () => void run() };
}

/** That it was not sent, or that nobody knows. */
export function Unsent(props: { readonly failure: unknown; readonly unknown: boolean }): JSX.Element | null {
  if (props.failure === null && !props.unknown) return null;
  return (
    <Notice tone={props.unknown ? "owed" : "missed"}>
      {props.failure !== null && <p>{sentenceOf(props.failure)}</p>}
      <p>{t(props.unknown ? "cases.check.unknown" : "cases.check.kept")}</p>
    </Notice>
  );
}

/** What every code, number and row of words of a receipt has, and hardly any report: only then the closer look is fetched. */
const LIKELY = /[a-z]\d|\d{5}|(\b[a-z]{3,9}\W+){7}/i;

/** What to show where the draft seems to hold a receipt, of an earlier report perhaps; null where it does not. */
async function receiptIn(draft: Draft): Promise<ComponentType<{ readonly onSend: () => void }> | null> {
  const text = [draft.what, draft.when, draft.where, draft.who, draft.name, draft.contact].join("\n");
  if (!LIKELY.test(text)) return null;
  const { holdsReceipt, ReceiptFound } = await loadSeldom();
  return (await holdsReceipt(text, loadWords)) ? ReceiptFound : null;
}

/** Who can open it, what it says, and the one button. */
export function Review(props: ReviewProps): JSX.Element {
  const { draft, change, committee } = props;
  const { doing, failure, unknown, start } = useSending(props);
  const [compared, setCompared] = useState(false);
  const [hasty, setHasty] = useState(false);
  const [found, setFound] = useState<{ readonly Found: ComponentType<{ readonly onSend: () => void }> } | null>(null);
  useEffect(() => setFound(null), [draft]);
  if (committee.state !== "checked") return <Waiting committee={committee} />;
  const readers = remaining(committee.trust.active, draft.struck);
  const refusal = refusalOf(readers, draft.optOut);
  const strange = committee.pinned === "changed" && !compared;
  const words = t(failure === null && !unknown ? "cases.check.send" : "ui.again");
  const press = async (): Promise<void> => {
    setHasty(strange);
    if (refusal !== null || strange) return;
    const Found = await receiptIn(draft).catch(() => null);
    if (Found === null) start();
    else setFound({ Found });
  };
  return (
    <>
      <ReadersCard draft={draft} change={change} committee={committee} />
      <Summary draft={draft} change={change} />
      <OptOut draft={draft} change={change} outside={readers.some(({ side }) => side === "outside")} />
      <Unsent failure={failure} unknown={unknown} />
      {committee.pinned === "changed" && <Compared checked={compared} onChange={setCompared} />}
      {hasty && strange && <Notice tone="missed">{t("cases.check.compare-first")}</Notice>}
      {refusal !== null && <p class="error">{t(`cases.check.${refusal}-left`)}</p>}
      {found !== null && <found.Found onSend={start} />}
      {doing !== null && <Progress words={t(`cases.check.${doing.what}`)} done={doing.done} />}
      <Button kind="main" busy={doing && words} onClick={() => void press()}>
        {words}
      </Button>
      <p class="hint">{t("cases.check.after")}</p>
    </>
  );
}
