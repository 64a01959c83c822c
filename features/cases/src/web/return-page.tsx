import { Button, sentenceOf, t, TextArea } from "@niuniu/ui";
import type { ComponentType, JSX } from "preact";
import { useState } from "preact/hooks";
import { Frame, Heading } from "./frame.tsx";
import { loadWords } from "./later.ts";
import { loadThread } from "./parts.ts";

/** What a receipt opened: the page that shows it. The receipt itself lives in its closure, in memory only. */
type Opened = ComponentType;

async function openReceipt(receipt: string, file: string | null): Promise<Opened> {
  const { openThread } = await loadThread();
  return openThread({ receipt, file }, loadWords);
}

/** The sentence for a receipt that did not open anything. */
function sentenceFor(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "seal/not-a-receipt") return t("cases.receipt.not");
  if (code === "seal/mistyped-receipt") return t("cases.receipt.mistyped");
  return sentenceOf(error);
}

/** Back with a receipt, in any of its spellings. */
export function ReturnPage(): JSX.Element {
  const [text, setText] = useState("");
  const [file, setFile] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [opened, setOpened] = useState<{ readonly Thread: Opened } | null>(null);

  const submit = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      const Thread = await openReceipt(text, file);
      setOpened({ Thread });
      setText("");
      setFile(null);
    } catch (failure) {
      setError(sentenceFor(failure));
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
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void submit();
        }}
      >
        <TextArea
          code
          rows={2}
          label={t("cases.receipt.label")}
          hint={t("cases.receipt.hint")}
          value={text}
          error={error}
          onInput={(value) => {
            setText(value);
            setError(null);
          }}
        />
        <label class="field">
          {t("cases.receipt.file")}
          <input
            type="file"
            onChange={({ currentTarget: { files } }) => {
              setError(null);
              void files?.[0]?.text().then(setFile);
            }}
          />
          <span class="hint">{t("cases.receipt.file-hint")}</span>
        </label>
        <Button kind="main" type="submit" busy={busy ? t("cases.receipt.opening") : null}>
          {t("cases.receipt.open")}
        </Button>
        <p class="hint">{t("cases.receipt.kept")}</p>
      </form>
      <footer class="foot">
        <a href="/report">{t("cases.receipt.new")}</a>
      </footer>
    </Frame>
  );
}
