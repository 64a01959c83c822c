import {
  Button,
  Card,
  CheckMark,
  ClockLine,
  ClockStep,
  Coming,
  Dialog,
  Field,
  formatDate,
  Notice,
  sentenceOf,
  t,
  saveText,
  Heading,
  tab,
  useCopied,
  useLeaveQuestion,
  useLoaded,
} from "@niuniu/ui";
import { spellCode, spellDigits } from "@niuniu/seal";
import type { ComponentType, JSX } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { loadSeldom } from "../later.ts";
import { loadWords } from "../load-words.ts";
import { clockWords } from "../span-words.ts";
import { writeSaved, type Acknowledged } from "@niuniu/matter/web";
import { keepSent } from "./kept-parcel.ts";
import { isBeginning } from "./receipt-file.ts";
import type { Sent } from "./send.ts";
import { useSealing, type Sealing } from "./use-sealing.ts";

type Spelling = "code" | "words" | "digits";
const SPELLINGS = ["code", "words", "digits"] as const satisfies readonly Spelling[];

/** What the file proves, as far as it is proven by now. */
const proofLine = ({ answer, own, trust }: Sent, proof: string | null): string =>
  writeSaved({
    ...{ case: answer.case, entries: [own.first, ...answer.after] },
    ...{ promise: answer.promise, proof, log: trust.record.vkey, checkpoint: trust.record.checkpoint },
  });

/** The receipt's spelling in words, once it was asked for; empty before. */
interface Words {
  readonly spelt: string;
  readonly ask: () => Promise<string>;
}

interface KeepProps {
  readonly sent: Sent;
  readonly sealing: Sealing;
  readonly words: Words;
  readonly onKept: () => void;
}

/**
 * The file, with the proof: asked for before the proof is here, it is saved as soon as that comes or is late. Whoever does not want
 * to wait saves it without, and again afterwards.
 */
function Save({ sent, sealing, words, onKept }: KeepProps): JSX.Element {
  const [asked, setAsked] = useState(false);
  const [early, setEarly] = useState<boolean | null>(null);
  const { receipt } = sent;
  const proof = "proof" in sealing ? sealing.proof : null;
  const waits = asked && sealing.state === "waiting";
  const save = async (): Promise<void> => {
    setAsked(false);
    // Without a connection the file has two spellings instead of three.
    const spelt = await words.ask().catch(() => "");
    const where = `${location.origin}/return`;
    const text = t("cases.sent.file", {
      ...{ code: spellCode(receipt), words: spelt, digits: spellDigits(receipt), where },
    });
    saveText(t("cases.sent.file-name"), text + proofLine(sent, proof));
    setEarly(proof === null);
    onKept();
  };
  useEffect(() => {
    if (asked && !waits) void save();
  }, [asked, waits]);
  const again = early === true && sealing.state === "sealed";
  return (
    <>
      <Button kind="main" busy={waits ? t("cases.sent.proving") : null} onClick={() => setAsked(true)}>
        {t(early === null || again ? "cases.sent.save" : "cases.sent.saved")}
      </Button>
      {waits && (
        <button type="button" class="link small" onClick={() => void save()}>
          {t("cases.sent.save-now")}
        </button>
      )}
      {again && (
        <p class="hint" role="status">
          {t("cases.sent.save-again")}
        </p>
      )}
    </>
  );
}

/** The receipt in one of its spellings, and ways to keep it. */
function Keep(props: KeepProps): JSX.Element {
  const { receipt } = props.sent;
  const { words, onKept } = props;
  const [spelling, setSpelling] = useState<Spelling>("code");
  const [failed, setFailed] = useState<unknown>(null);
  const output = useRef<HTMLOutputElement>(null);
  const shown = {
    code: spellCode(receipt),
    words: words.spelt || (failed === null ? t("ui.loading") : sentenceOf(failed)),
    digits: spellDigits(receipt),
  }[spelling];
  const { copied, copy } = useCopied(shown, onKept);
  const onPaper = async (): Promise<void> => {
    // Without a connection the paper has two spellings instead of three.
    await words.ask().catch(() => "");
    const { title } = document;
    // The head of the sheet, and the name of a file that is printed to, say no more than the sheet.
    document.title = t("cases.sent.file-name");
    setTimeout(() => {
      print();
      document.title = title;
      onKept();
    });
  };
  return (
    <>
      <output ref={output} class="receipt code" aria-label={t("cases.sent.code")} lang="en" translate={false}>
        {shown}
      </output>
      <div class="row spellings">
        {SPELLINGS.map((one) => (
          <button
            key={one}
            type="button"
            class="link small"
            aria-pressed={one === spelling}
            onClick={() => {
              setSpelling(one);
              setFailed(null);
              if (one === "words") void words.ask().catch(setFailed);
            }}
          >
            {t(`cases.sent.as-${one}`)}
          </button>
        ))}
      </div>
      <Save {...props} />
      <div class="pair">
        <Button onClick={() => copy(output.current)}>
          {t(copied === "done" ? "cases.sent.copied" : "cases.sent.copy")}
        </Button>
        <Button onClick={() => void onPaper()}>{t("cases.sent.print")}</Button>
      </div>
      <p class="hint" role="status">
        {t(copied === "failed" ? "cases.sent.copy-failed" : "cases.sent.proves")}
      </p>
    </>
  );
}

/** Whether the person has it: the beginning of any spelling, typed from their own copy. */
function KeptCheck(props: { readonly spellings: readonly string[]; readonly onKept: () => void }): JSX.Element {
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

/** How far the report is on its way into the public record. */
function OnRecord({ sealing, zone }: { readonly sealing: Sealing; readonly zone: string }): JSX.Element {
  if (sealing.state === "waiting") return <p class="small soft">{t("cases.sent.sealing")}</p>;
  if (sealing.state === "late") return <Notice tone="missed">{t("cases.sent.late")}</Notice>;
  if (sealing.state !== "sealed") return <Seldom show={({ Doubtful }) => <Doubtful state={sealing.state} />} />;
  return <CheckMark>{t("cases.sent.sealed", { date: formatDate(sealing.at, Date.now(), zone) })}</CheckMark>;
}

/** The page begins anew with what it kept, and sends that as it was: nobody is asked whether they want to leave. */
function sendAgain(): void {
  window.onbeforeunload = null;
  location.reload();
}

/** What hardly anybody is shown, fetched when it is. */
function Seldom(props: { readonly show: (parts: Awaited<ReturnType<typeof loadSeldom>>) => JSX.Element }): JSX.Element {
  const late = useLoaded(loadSeldom);
  return late.value === null ? <Coming {...late} /> : props.show(late.value);
}

/** Who owes what from now on. */
export function Next(
  props: Pick<ReceiptScreenProps, "sent" | "onProven"> & { readonly sealing: Sealing },
): JSX.Element {
  const { sent, sealing } = props;
  const { owed } = sent.answer;
  const { active, zone, policy } = sent.trust;
  const clocks = clockWords(policy);
  const owner = active.find(({ id }) => id === owed?.owner);
  // Where nothing proves that it was taken, nothing is said of what follows from that either.
  if (sent.said === null) {
    return (
      <>
        <Seldom show={({ Unproven }) => <Unproven sent={sent} onProven={props.onProven} />} />
        <Button onClick={sendAgain}>{t("cases.sent.send-again")}</Button>
      </>
    );
  }
  return (
    <Card title={t("cases.sent.now")}>
      <ClockLine label={t("cases.sent.now")}>
        <ClockStep state="done" title={t("cases.sent.received")} when={t("cases.sent.today")}>
          <div role="status">
            <OnRecord sealing={sealing} zone={zone} />
          </div>
        </ClockStep>
        {owed !== null && (
          <ClockStep
            state="owed"
            title={t("cases.sent.owes", {
              name: owner?.name ?? owed.owner,
              date: formatDate(owed.due, Date.now(), zone),
            })}
          >
            <p class="small">{t("cases.sent.missed")}</p>
          </ClockStep>
        )}
        <ClockStep state="owed" title={t("cases.sent.then", clocks)} />
      </ClockLine>
    </Card>
  );
}

/** The words of this receipt, fetched when somebody wants them. */
function useWords({ receipt }: Sent): Words {
  const [spelt, setSpelt] = useState("");
  const ask = async (): Promise<string> => {
    const { spellWords } = await loadWords();
    const all = spellWords(receipt);
    setSpelt(all);
    return all;
  };
  return { spelt, ask };
}

export interface ReceiptScreenProps {
  readonly sent: Sent;
  /** What nothing proved to be taken is proven now. */
  readonly onProven: (said: Acknowledged) => void;
  /** Opens the report behind a receipt, spelt as a code. */
  readonly openReport: (code: string) => Promise<{ readonly Thread: ComponentType }>;
}

/**
 * Shown once, and again in this tab until the receipt was copied, saved, printed or typed; as long the browser asks before the page
 * is closed. From here the report opens without the receipt being typed.
 */
export function ReceiptScreen({ sent, onProven, openReport }: ReceiptScreenProps): JSX.Element {
  const { receipt } = sent;
  const proven = sent.said !== null;
  const [kept, setKept] = useState(false);
  const [done, setDone] = useState(false);
  const [asking, setAsking] = useState(false);
  const words = useWords(sent);
  const sealing = useSealing(sent);
  const open = useCallback(() => openReport(spellCode(receipt)), []);
  const opened = useLoaded(done ? open : null);
  useLeaveQuestion(!kept);
  useEffect(() => {
    if (proven) keepSent(tab, receipt);
  }, []);
  const onKept = (): void => {
    if (proven) keepSent(tab, null);
    setKept(true);
  };
  if (opened.value !== null) return <opened.value.Thread />;
  const { error } = opened;
  const [code, digits] = [spellCode(receipt), spellDigits(receipt)];
  const onward = t(proven ? "cases.sent.leaving" : "cases.sent.look");
  const leave = (): void => {
    setAsking(false);
    setDone(true);
    opened.again();
  };
  return (
    <>
      <div class="stack no-print">
        <div class="stack close">
          <Heading of="sent" fresh>
            {t(proven ? "cases.sent.title" : "cases.sent.code")}
          </Heading>
          <p class="lead">{t("cases.sent.lead")}</p>
        </div>
        <Keep {...{ sent, sealing, words, onKept }} />
        <KeptCheck spellings={[code, digits, words.spelt]} onKept={onKept} />
        <Next {...{ sent, sealing, onProven }} />
        {error !== null && <Notice tone="owed">{sentenceOf(error)}</Notice>}
        <Button
          busy={done && error === null ? t("ui.loading") : null}
          onClick={() => (kept ? leave() : setAsking(true))}
        >
          {onward}
        </Button>
      </div>
      <Dialog open={asking} title={t("cases.sent.check")} onClose={() => setAsking(false)}>
        <p>{t("cases.sent.unkept")}</p>
        <div class="pair">
          <Button onClick={() => setAsking(false)}>{t("cases.sent.stay")}</Button>
          <Button onClick={leave}>{onward}</Button>
        </div>
      </Dialog>
      {/* Whoever finds the sheet on the printer is to learn no more than whoever keeps it needs. */}
      <div class="print">
        {[code, words.spelt, digits, `${t("cases.sent.where")} ${location.origin}/return`].map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </>
  );
}
