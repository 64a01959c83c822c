import { addStrings, Button, Form, isComposing, sentenceOf, t, tab, TextArea, Frame, Heading } from "@niuniu/ui";
import type { ComponentType, JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { SENT } from "./draft.ts";
import { loadThread } from "./parts.ts";
import { anotherReport, SentBefore } from "./sent-before.tsx";
import en from "./strings/return/en.json" with { type: "json" };
import zh from "./strings/return/zh-CN.json" with { type: "json" };

// Both languages come with the page: apart they would be two more files, each with a hash in every page.
addStrings({ en, "zh-CN": zh });

/** What a receipt opened: the page that shows it, and the receipt as a code; both in memory only. */
interface Opened {
  readonly Thread: ComponentType;
  readonly code: string;
}

/** Opens the report behind a receipt in any spelling, or behind the one in a saved file. Throws SealError or CallError. */
export async function openReceipt(receipt: string, file: string | null): Promise<Opened> {
  const { openThread } = await loadThread();
  return openThread({ receipt, file });
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

/** Back with a receipt, in any of its spellings; or at `/report`, where a report was sent from this tab before. */
export function ReturnPage(): JSX.Element {
  const [sentHere] = useState(() => location.pathname.startsWith("/report"));
  const [before] = useState(() => (sentHere ? tab.getItem(SENT) : null));
  const [text, setText] = useState(before ?? "");
  const [file, setFile] = useState<{ readonly name: string; readonly content: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Failed | null>(null);
  const [opened, setOpened] = useState<Opened | null>(null);

  const submit = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      const there = await openReceipt(text, file?.content ?? null);
      setOpened(there);
      // Whoever brought it along has kept it.
      if (before === null && tab.getItem(SENT) === there.code) tab.removeItem(SENT);
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
  const failure = error === null ? null : sentenceFor(error);
  if (before !== null) {
    return (
      <Frame>
        <SentBefore code={before} busy={busy} failure={failure} onOpen={() => void submit()} />
      </Frame>
    );
  }
  return (
    <Frame>
      <Heading of="receipt">{t("cases.receipt.title")}</Heading>
      {sentHere && (
        <>
          <p class="lead">{t("cases.before.gone")}</p>
          <Button onClick={anotherReport}>{t("cases.before.new")}</Button>
        </>
      )}
      <Form onSubmit={submit}>
        <div
          onKeyDown={(event) => {
            // Nobody means to begin a second line.
            if (event.key !== "Enter" || isComposing(event)) return;
            event.preventDefault();
            void submit();
          }}
        >
          <TextArea
            code
            rows={2}
            label={t("cases.receipt.label")}
            hint={t("cases.receipt.hint")}
            value={text}
            error={failure}
            onInput={(value) => {
              setText(value);
              setError(null);
            }}
          />
        </div>
        <FileChoice name={file?.name ?? null} onChoose={(name, content) => setFile({ name, content })} />
        <Button kind="main" type="submit" busy={busy ? t("cases.receipt.opening") : null}>
          {t("cases.receipt.open")}
        </Button>
        <p class="hint">{t("cases.receipt.kept")}</p>
      </Form>
      {!sentHere && (
        <footer class="foot">
          <a href="/report">{t("cases.receipt.new")}</a>
        </footer>
      )}
    </Frame>
  );
}
