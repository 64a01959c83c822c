import {
  Button,
  Card,
  CheckMark,
  ClockLine,
  ClockStep,
  Field,
  formatDate,
  LinkButton,
  Notice,
  sentenceOf,
  t,
  saveText,
  Heading,
} from "@niuniu/ui";
import { spellCode, spellDigits, type Receipt } from "@niuniu/seal";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { loadWords } from "../load-words.ts";
import { clockWords } from "../span-words.ts";
import { writeSaved } from "@niuniu/matter/web";
import { isFirstFive } from "./receipt-file.ts";
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

/** The receipt in one of its spellings, and ways to keep it. */
function Keep(props: { readonly sent: Sent; readonly sealing: Sealing; readonly onKept: () => void }): JSX.Element {
  const { sent, sealing } = props;
  const { receipt } = sent;
  const proof = "proof" in sealing ? sealing.proof : null;
  const [early, setEarly] = useState<boolean | null>(null);
  const [spelling, setSpelling] = useState<Spelling>("code");
  const [words, setWords] = useState<string | null>(null);
  const [failed, setFailed] = useState<unknown>(null);
  const [copied, setCopied] = useState<"" | "cases.sent.copied" | "cases.sent.copy-failed">("");
  const code = spellCode(receipt);
  const again = early === true && sealing.state === "sealed";
  const shown = {
    code,
    words: words ?? (failed === null ? t("cases.loading") : sentenceOf(failed)),
    digits: spellDigits(receipt),
  }[spelling];

  const wanted = async (): Promise<string> => {
    const { spellWords } = await loadWords();
    const spelt = spellWords(receipt);
    setWords(spelt);
    return spelt;
  };
  const copy = (): void => {
    navigator.clipboard.writeText(shown).then(
      () => {
        setCopied("cases.sent.copied");
        props.onKept();
      },
      () => setCopied("cases.sent.copy-failed"),
    );
  };
  const save = async (): Promise<void> => {
    // Without a connection the file has two spellings instead of three.
    const spelt = await wanted().catch(() => "");
    const where = `${location.origin}/return`;
    const text = t("cases.sent.file", { code, words: spelt, digits: spellDigits(receipt), where });
    saveText(t("cases.sent.file-name"), text + proofLine(sent, proof));
    setEarly(proof === null);
    props.onKept();
  };

  return (
    <>
      <output class="receipt code" aria-label={t("cases.sent.code")} lang="en" translate={false}>
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
              setCopied("");
              setFailed(null);
              if (one === "words" && words === null) void wanted().catch(setFailed);
            }}
          >
            {t(`cases.sent.as-${one}`)}
          </button>
        ))}
      </div>
      <Button kind="main" onClick={() => void save()}>
        {t(early === null || again ? "cases.sent.save" : "cases.sent.saved")}
      </Button>
      <div class="pair">
        <Button onClick={copy}>{t(copied === "cases.sent.copied" ? copied : "cases.sent.copy")}</Button>
        <Button
          onClick={() => {
            print();
            props.onKept();
          }}
        >
          {t("cases.sent.print")}
        </Button>
      </div>
      <p class="hint" role="status">
        {t(copied === "cases.sent.copy-failed" ? copied : again ? "cases.sent.save-again" : "cases.sent.proves")}
      </p>
    </>
  );
}

/** Whether the person has it: the first five characters, typed from their own copy. */
function KeptCheck(props: { readonly receipt: Receipt; readonly onKept: () => void }): JSX.Element {
  const [typed, setTyped] = useState("");
  const answer = isFirstFive(typed, props.receipt);
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
  if (sealing.state !== "sealed") {
    return (
      <Notice tone={sealing.state === "uncompared" ? "owed" : "missed"}>{t(`cases.sent.${sealing.state}`)}</Notice>
    );
  }
  return <CheckMark>{t("cases.sent.sealed", { date: formatDate(sealing.at, Date.now(), zone) })}</CheckMark>;
}

/** The page begins anew with what it kept, and sends that as it was: nobody is asked whether they want to leave. */
function sendAgain(): void {
  window.onbeforeunload = null;
  location.reload();
}

/** Who owes what from now on. */
export function Next({ sent, sealing }: { readonly sent: Sent; readonly sealing: Sealing }): JSX.Element {
  const { owed } = sent.answer;
  const { active, zone, policy } = sent.trust;
  const clocks = clockWords(policy);
  const owner = active.find(({ id }) => id === owed?.owner);
  // Where nothing proves that it was taken, nothing is said of what follows from that either.
  if (sent.said === null) {
    return (
      <>
        <OnRecord sealing={sealing} zone={zone} />
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

/** Shown once. The browser asks before the page is closed until the receipt was copied, saved, printed or typed. */
export function ReceiptScreen({ sent }: { readonly sent: Sent }): JSX.Element {
  const [kept, setKept] = useState(false);
  const sealing = useSealing(sent);
  useEffect(() => {
    // Set as the one handler, not added: leaving quickly takes it away and must never be held up by a question.
    window.onbeforeunload = kept ? null : (event) => event.preventDefault();
    return () => {
      window.onbeforeunload = null;
    };
  }, [kept]);
  const onKept = (): void => setKept(true);
  return (
    <>
      <div class="stack close">
        <Heading of="sent" fresh>
          {t(sent.said === null ? "cases.sent.code" : "cases.sent.title")}
        </Heading>
        <p class="lead">{t("cases.sent.lead")}</p>
      </div>
      <Keep sent={sent} sealing={sealing} onKept={onKept} />
      <KeptCheck receipt={sent.receipt} onKept={onKept} />
      <Next sent={sent} sealing={sealing} />
      <LinkButton href="/return">{t(sent.said === null ? "cases.sent.look" : "cases.sent.leaving")}</LinkButton>
    </>
  );
}
