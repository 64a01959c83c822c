import { isBeginning } from "@niuniu/matter/web/begin";
import { spellCode, spellDigits, type Receipt } from "@niuniu/seal";
import { Button, Card, Field, sentenceOf, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { loadWords } from "../../load-words.ts";

const SPELLINGS = ["digits", "code", "words"] as const;

/** The receipt to be read out, group by group, in the spelling that is easiest to hear; and its slip of paper. */
export function ReceiptToSay({ receipt }: { readonly receipt: Receipt }): JSX.Element {
  const [spelling, setSpelling] = useState<(typeof SPELLINGS)[number]>("digits");
  const [words, setWords] = useState("");
  const [failed, setFailed] = useState<unknown>(null);
  const asked = async (): Promise<void> => setWords((await loadWords()).spellWords(receipt));
  const spelt = { digits: spellDigits(receipt), code: spellCode(receipt), words }[spelling];
  const onPaper = async (): Promise<void> => {
    // Without a connection the paper has two spellings instead of three.
    await asked().catch(() => undefined);
    const { title } = document;
    // The head of the sheet, and the name of a file that is printed to, say no more than the sheet.
    document.title = t("cases.sent.file-name");
    setTimeout(() => {
      print();
      document.title = title;
    });
  };
  return (
    <>
      {spelt === "" ? (
        <p role="status">{failed === null ? t("ui.loading") : sentenceOf(failed)}</p>
      ) : (
        <ol class="receipt spoken code" aria-label={t("cases.take.receipt")} lang="en" translate={false}>
          {spelt.split(" ").map((group, at) => (
            <li key={at}>{group}</li>
          ))}
        </ol>
      )}
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
              if (one === "words") void asked().catch(setFailed);
            }}
          >
            {t(`cases.sent.as-${one}`)}
          </button>
        ))}
      </div>
      <Button onClick={() => void onPaper()}>{t("cases.take.print")}</Button>
      <SaidAgain spellings={[spellDigits(receipt), spellCode(receipt), words]} />
      {/* Whoever finds the sheet on the printer is to learn no more than whoever keeps it needs. */}
      <div class="print slip">
        {[spellCode(receipt), words, spellDigits(receipt), `${t("cases.sent.where")} ${location.origin}/return`].map(
          (line) => (
            <p key={line}>{line}</p>
          ),
        )}
      </div>
    </>
  );
}

const plain = (text: string): number => text.normalize("NFKC").replaceAll(/[^0-9A-Za-z]/g, "").length;

/** What the person reads back from their own copy, compared as it is typed: a wrong digit is not noticed otherwise. */
function SaidAgain({ spellings }: { readonly spellings: readonly string[] }): JSX.Element {
  const [typed, setTyped] = useState("");
  const right = isBeginning(typed, spellings);
  const whole = spellings.some((spelling) => spelling !== "" && plain(spelling) === plain(typed));
  return (
    <Card title={t("cases.take.again")}>
      <Field
        code
        label={t("cases.take.again.label")}
        value={typed}
        onInput={setTyped}
        error={right === false ? t("cases.take.again.bad") : null}
      />
      <p class="good" role="status">
        {right === true ? t(whole ? "cases.take.again.whole" : "cases.take.again.good") : ""}
      </p>
    </Card>
  );
}
