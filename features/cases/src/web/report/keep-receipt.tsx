import { writeSaved } from "@niuniu/matter/web";
import type { Sealing, Sent } from "@niuniu/matter/web/begin";
import { spellCode, spellDigits } from "@niuniu/seal";
import { Button, saveText, sentenceOf, t, useCopied } from "@niuniu/ui";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { loadWords } from "../load-words.ts";

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
export function Keep(props: KeepProps): JSX.Element {
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

/** The words of this receipt, fetched when somebody wants them. */
export function useWords({ receipt }: Sent): Words {
  const [spelt, setSpelt] = useState("");
  const ask = async (): Promise<string> => {
    const { spellWords } = await loadWords();
    const all = spellWords(receipt);
    setSpelt(all);
    return all;
  };
  return { spelt, ask };
}
