import { Button, Form, Frame, Heading, isComposing, sentenceOf, t, tab, TextArea } from "@niuniu/ui";
import type { ComponentChildren, ComponentType, JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Brought } from "./come-back.ts";
import { another, SentBefore } from "./sent-before.tsx";

/** What a receipt opened: the page that shows it, and the receipt as a code; both in memory only. */
export interface Opened {
  readonly Thread: ComponentType;
  readonly code: string;
}

/** Why a receipt did not open anything; `filed`: it was looked for in a chosen file. */
interface Failed {
  readonly failure: unknown;
  readonly filed: boolean;
}

/** The sentence for it, in the language of the page. */
function sentenceFor({ failure, filed }: Failed, words: string): string {
  const code = failure instanceof Error && "code" in failure ? failure.code : null;
  if (filed && String(code).startsWith("seal/")) return t(`${words}.receipt.not-in-file`);
  if (code === "seal/not-a-receipt") return t(`${words}.receipt.not`);
  if (code === "seal/mistyped-receipt") return t(`${words}.receipt.mistyped`);
  return sentenceOf(failure);
}

/** The saved file, read here and sent nowhere. A button, because the browser's own speaks the browser's language. */
function FileChoice(props: {
  readonly words: string;
  readonly name: string | null;
  readonly onChoose: (name: string, content: string) => void;
}): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  const choose = async (file: File | undefined): Promise<void> => {
    if (file !== undefined) props.onChoose(file.name, await file.text());
  };
  return (
    <div class="field">
      <Button onClick={() => input.current?.click()}>{props.name ?? t(`${props.words}.receipt.file`)}</Button>
      <input hidden type="file" ref={input} onChange={({ currentTarget: { files } }) => void choose(files?.[0])} />
      <span class="hint">{t(`${props.words}.receipt.file-hint`)}</span>
    </div>
  );
}

interface ReturnProps {
  /** The prefix of the feature's strings for it, such as "cases". */
  readonly words: string;
  /** Under which name the tab keeps the receipt of what was sent from it, until somebody kept that elsewhere. */
  readonly sent: string;
  /** Here something was sent, and nobody only comes back. */
  readonly sentHere: boolean;
  /** Throws SealError or CallError. */
  readonly open: (brought: Brought) => Promise<Opened>;
  /** The way on for whoever has no receipt. */
  readonly children: ComponentChildren;
}

/** Back with a receipt, in any of its spellings; or, where something was sent from this tab before, with that one. */
export function ReturnPage(props: ReturnProps): JSX.Element {
  const { words, sent, sentHere } = props;
  const [before] = useState(() => (sentHere ? tab.getItem(sent) : null));
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
      const there = await props.open({ receipt: text, file: file?.content ?? null });
      setOpened(there);
      // Whoever brought it along has kept it.
      if (before === null && tab.getItem(sent) === there.code) tab.removeItem(sent);
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
  const failure = error === null ? null : sentenceFor(error, words);
  if (before !== null) {
    return (
      <Frame>
        <SentBefore {...{ words, sent, busy, failure }} code={before} onOpen={() => void submit()} />
      </Frame>
    );
  }
  return (
    <Frame>
      <Heading of="receipt">{t(`${words}.receipt.title`)}</Heading>
      {sentHere && (
        <>
          <p class="lead">{t(`${words}.before.gone`)}</p>
          <Button onClick={() => another(sent)}>{t(`${words}.before.new`)}</Button>
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
            label={t(`${words}.receipt.label`)}
            hint={t(`${words}.receipt.hint`)}
            value={text}
            error={failure}
            onInput={(value) => {
              setText(value);
              setError(null);
            }}
          />
        </div>
        <FileChoice words={words} name={file?.name ?? null} onChoose={(name, content) => setFile({ name, content })} />
        <Button kind="main" type="submit" busy={busy ? t(`${words}.receipt.opening`) : null}>
          {t(`${words}.receipt.open`)}
        </Button>
        <p class="hint">{t(`${words}.receipt.kept`)}</p>
      </Form>
      {!sentHere && <footer class="foot">{props.children}</footer>}
    </Frame>
  );
}
