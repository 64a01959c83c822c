import { addStrings, Button, Form, sentenceOf, t, TextArea, Frame, Heading } from "@niuniu/ui";
import type { ComponentType, JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { loadWords } from "./load-words.ts";
import { loadThread } from "./parts.ts";
import en from "./strings/return/en.json" with { type: "json" };
import zh from "./strings/return/zh-CN.json" with { type: "json" };

// Both languages come with the page: apart they would be two more files, each with a hash in every page.
addStrings({ en, "zh-CN": zh });

/** What a receipt opened: the page that shows it. The receipt itself lives in its closure, in memory only. */
type Opened = ComponentType;

async function openReceipt(receipt: string, file: string | null): Promise<Opened> {
  const { openThread } = await loadThread();
  return openThread({ receipt, file }, loadWords);
}

/** Why a receipt did not open anything; `filed`: it was looked for in a chosen file. */
interface Failed {
  readonly failure: unknown;
  readonly filed: boolean;
}

/** The sentence for it, in the language of the page. */
function sentenceFor({ failure, filed }: Failed): string {
  const code = failure instanceof Error && "code" in failure ? failure.code : null;
  if (filed && String(code).startsWith("seal/")) return t("cases.receipt.not-in-file");
  if (code === "seal/not-a-receipt") return t("cases.receipt.not");
  if (code === "seal/mistyped-receipt") return t("cases.receipt.mistyped");
  return sentenceOf(failure);
}

/** The saved file, read here and sent nowhere. A button, because the browser's own speaks the browser's language. */
function FileChoice(props: {
  readonly name: string | null;
  readonly onChoose: (name: string, content: string) => void;
}): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  const choose = async (file: File | undefined): Promise<void> => {
    if (file !== undefined) props.onChoose(file.name, await file.text());
  };
  return (
    <div class="field">
      <Button onClick={() => input.current?.click()}>{props.name ?? t("cases.receipt.file")}</Button>
      <input hidden type="file" ref={input} onChange={({ currentTarget: { files } }) => void choose(files?.[0])} />
      <span class="hint">{t("cases.receipt.file-hint")}</span>
    </div>
  );
}

/** Back with a receipt, in any of its spellings. */
export function ReturnPage(): JSX.Element {
  const [text, setText] = useState("");
  const [file, setFile] = useState<{ readonly name: string; readonly content: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Failed | null>(null);
  const [opened, setOpened] = useState<{ readonly Thread: Opened } | null>(null);

  const submit = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      const Thread = await openReceipt(text, file?.content ?? null);
      setOpened({ Thread });
      setText("");
      setFile(null);
    } catch (failure) {
      setError({ failure, filed: text.trim() === "" && file !== null });
    } finally {
      setBusy(false);
    }
  };

  if (opened !== null) {
    return (
      <Frame>
        <opened.Thread />
      </Frame>
    );
  }
  return (
    <Frame>
      <Heading of="receipt">{t("cases.receipt.title")}</Heading>
      <Form onSubmit={() => (busy ? undefined : submit())}>
        <TextArea
          code
          rows={2}
          label={t("cases.receipt.label")}
          hint={t("cases.receipt.hint")}
          value={text}
          error={error === null ? null : sentenceFor(error)}
          onInput={(value) => {
            setText(value);
            setError(null);
          }}
        />
        <FileChoice name={file?.name ?? null} onChoose={(name, content) => setFile({ name, content })} />
        <Button kind="main" type="submit" busy={busy ? t("cases.receipt.opening") : null}>
          {t("cases.receipt.open")}
        </Button>
        <p class="hint">{t("cases.receipt.kept")}</p>
      </Form>
      <footer class="foot">
        <a href="/report">{t("cases.receipt.new")}</a>
      </footer>
    </Frame>
  );
}
