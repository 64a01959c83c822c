import { Button, Dialog, Form, Notice, t, TextArea } from "@niuniu/ui";
import { hasWords } from "@niuniu/wire";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { ReceiptFound } from "./receipt-found.tsx";
import type { Failed, SayingNow } from "./use-door.ts";
import { useReceiptCheck } from "./use-receipt-check.ts";
import type { Keeping, Writing } from "./use-words.ts";

/** What did not succeed, in the words for it. */
export function Failure({ of }: { readonly of: Failed | null }): JSX.Element | null {
  return of === null ? null : <Notice tone={of.tone}>{of.words()}</Notice>;
}

interface ComposerProps extends Writing, SayingNow {
  /** The prefix of the feature's strings for all of it, such as "cases.thread". */
  readonly words: string;
  /** Said where nothing was written. */
  readonly empty: string;
  /** To write is what is most likely wanted now: the button stands out before anything was. */
  readonly stands?: boolean;
  /** Whether what is typed stays in this tab, and else why it does not. */
  readonly keeping: Keeping;
  /** Answers whether it was taken. */
  readonly say: (text: string) => Promise<boolean>;
}

/** Saying more, whatever the stage. */
export function Composer(props: ComposerProps): JSX.Element {
  const { words, text, onText } = props;
  const [state, setState] = useState<"idle" | "empty" | "sent">("idle");
  const check = useReceiptCheck(props.holds);
  const send = async (sure: boolean): Promise<void> => {
    setState(hasWords(text) ? "idle" : "empty");
    if (!hasWords(text) || (!sure && (await check.stops(text)))) return;
    check.clear();
    if (!(await props.say(text))) return;
    props.onSent(text);
    setState("sent");
  };
  return (
    <Form
      onSubmit={() => {
        void send(false);
      }}
    >
      <TextArea
        label={t(`${words}.more`)}
        hint={t(`${words}.more-hint`)}
        rows={4}
        value={text}
        onInput={(value) => {
          onText(value);
          setState("idle");
          check.clear();
        }}
        error={state === "empty" ? props.empty : null}
      />
      {check.found && <ReceiptFound onSend={() => void send(true)} />}
      <Failure of={props.failure} />
      <Button
        kind={text === "" && props.stands !== true ? "plain" : "main"}
        type="submit"
        busy={props.busy ? t(`${words}.sending`) : null}
      >
        {t(`${words}.send`)}
      </Button>
      {text !== "" && <KeptBar words={words} keeping={props.keeping} onClear={() => onText("")} />}
      <p class="good" role="status">
        {state === "sent" ? t(`${words}.sent`) : ""}
      </p>
    </Form>
  );
}

/** Where the words lie that were not sent yet, and the way to be rid of them. */
function KeptBar(props: {
  readonly words: string;
  readonly keeping: Keeping;
  readonly onClear: () => void;
}): JSX.Element {
  const { words } = props;
  const [asking, setAsking] = useState(false);
  return (
    <div>
      <p class="hint">{t(`${words}.${props.keeping}`)}</p>
      <button type="button" class="link small" onClick={() => setAsking(true)}>
        {t(`${words}.clear`)}
      </button>
      <Dialog open={asking} title={t(`${words}.clear-sure`)} onClose={() => setAsking(false)}>
        <p>{t(`${words}.clear-more`)}</p>
        <div class="pair">
          <Button onClick={() => setAsking(false)}>{t(`${words}.cancel`)}</Button>
          <Button
            kind="danger"
            onClick={() => {
              setAsking(false);
              props.onClear();
            }}
          >
            {t(`${words}.clear-go`)}
          </Button>
        </div>
      </Dialog>
    </div>
  );
}

interface ObjectionProps extends Writing, SayingNow {
  /** The prefix of the feature's strings for the field and the buttons. */
  readonly words: string;
  readonly title: string;
  /** What follows from it. */
  readonly more: string;
  /** Answers whether it was taken; null where nothing was written. */
  readonly say: (text: string | null) => Promise<boolean>;
  readonly onClose: () => void;
}

/** Objecting to a message: a sentence on what follows, words if one likes, one button. */
export function Objection(props: ObjectionProps): JSX.Element {
  const { words, text, onText } = props;
  const check = useReceiptCheck(props.holds);
  const send = async (sure: boolean): Promise<void> => {
    if (!sure && (await check.stops(text))) return;
    check.clear();
    if (!(await props.say(hasWords(text) ? text : null))) return;
    props.onSent(text);
    props.onClose();
  };
  return (
    <Dialog open title={props.title} onClose={props.onClose}>
      <p>{props.more}</p>
      <TextArea
        label={t(`${words}.words`)}
        optional
        rows={4}
        value={text}
        onInput={(value) => {
          onText(value);
          check.clear();
        }}
      />
      {check.found && <ReceiptFound onSend={() => void send(true)} />}
      <Failure of={props.failure} />
      <div class="pair">
        <Button onClick={props.onClose}>{t(`${words}.cancel`)}</Button>
        <Button kind="main" busy={props.busy ? t(`${words}.sending`) : null} onClick={() => void send(false)}>
          {t(`${words}.send`)}
        </Button>
      </div>
    </Dialog>
  );
}
