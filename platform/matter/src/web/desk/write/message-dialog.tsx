import { type Acting, Button, Dialog, Form, t, TextArea, Trouble, type Values } from "@niuniu/ui";
import { draftsGone, KeptHere } from "@niuniu/ui/area";
import { hasWords } from "@niuniu/wire";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { ReceiptFound } from "../../receipt/receipt-found.tsx";
import type { DeskPlan } from "../perform.ts";
import { useWritten, type Beneath } from "./writing.ts";

/** What every dialog beneath a matter is given. */
export interface DialogProps<Plan extends DeskPlan> extends Beneath {
  readonly perform: (plan: Plan) => Promise<void>;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** What each of them adds. */
interface Message<Plan extends DeskPlan> {
  /** The prefix of what is said of this act alone, such as "cases.desk.dialog.note". */
  readonly says: string;
  /** Which act the text goes with: its draft has its name. */
  readonly kind: string;
  /** What to do with the text, or the sentence that says what is still missing. */
  readonly plan: (text: string) => Plan | string;
  readonly values?: Values;
  readonly optional?: boolean;
  /** What is shown before it is sent, for which the dialog then asks once more; without it, the first time counts. */
  readonly review?: ((plan: Plan) => JSX.Element) | undefined;
  /** Called once it was sent or discarded: what was chosen beside the text goes with it. */
  readonly onOver?: () => void;
  readonly children?: ComponentChildren;
  /** Beneath the text while it is written: what its reader will read. */
  readonly preview?: (text: string) => JSX.Element | null;
  /** Beside the matter instead of above it, so that one reads what one writes about. */
  readonly beside?: boolean;
  /** What it does is not undone: its button says so, unless it is asked once more. */
  readonly danger?: boolean;
}

/** A text to seal with what it does said above it. Closing it keeps the text; only sending it lets it go. */
export function MessageDialog<Plan extends DeskPlan>(props: DialogProps<Plan> & Message<Plan>): JSX.Element | null {
  const { words, says, name, kind, values, review } = props;
  const { text, type, act, check, area, ...written } = useWritten(`${name} ${kind}`, props.loadWords);
  const [tried, setTried] = useState(false);
  const [asked, setAsked] = useState<Plan | null>(null);
  const over = (): void => {
    type("");
    props.onOver?.();
  };
  const perform = async (plan: Plan): Promise<void> => {
    await props.perform(plan);
    over();
    await draftsGone();
    setAsked(null);
    props.onClose();
  };
  const planned = (): Plan | string => {
    const empty = !hasWords(text);
    const missing = empty && props.optional !== true;
    if (missing) return t(`${says}.empty`);
    return written.stillOpen(text) ?? props.plan(empty ? "" : text.trim());
  };
  // Said anew whenever the page is drawn, in its language, and as soon as nothing is missing any more, not said.
  const missing = tried ? planned() : null;
  const send = (sure: boolean): void => {
    const plan = planned();
    setTried(typeof plan === "string");
    if (typeof plan === "string") return;
    written.send(async () => {
      if (review === undefined) await perform(plan);
      else setAsked(plan);
    }, sure);
  };
  const title = t(`${says}.title`, values);
  if (props.open && asked !== null && review !== undefined) {
    const shown = review(asked);
    return (
      <AskOnceMore {...{ words, title, shown, act }} onSure={() => perform(asked)} onBack={() => setAsked(null)} />
    );
  }
  const Framed = frameOf(props.beside);
  return (
    <Framed open={props.open} title={title} onClose={props.onClose}>
      <p class="soft">{t(`${says}.lead`, values)}</p>
      <Form
        onSubmit={() => {
          send(false);
        }}
      >
        {props.children}
        <TextArea
          label={t(`${says}.label`, values)}
          optional={props.optional === true}
          rows={4}
          value={text}
          onInput={type}
          areaRef={area}
          error={typeof missing === "string" ? missing : null}
        />
        {props.ready(area)}
        <KeptHere of={`${name} ${kind}`} area={area} onDiscard={over} />
        {props.preview?.(text)}
        {check.found && <ReceiptFound onSend={() => send(true)} />}
        <Trouble error={act.error} />
        <div class="pair">
          <Button onClick={props.onClose}>{t(`${words}.not-now`)}</Button>
          <Button
            kind={props.danger === true && review === undefined ? "danger" : "main"}
            type="submit"
            busy={act.busy ? t(`${words}.sealing`) : null}
          >
            {review === undefined ? t(`${says}.send`, values) : t(`${words}.once-more.look`)}
          </Button>
        </div>
      </Form>
    </Framed>
  );
}

const frameOf = (beside: boolean | undefined): typeof Besides => (beside === true ? Besides : Dialog);

/** A form that stands beside the matter on a wide screen, and below it on a narrow one; Escape leaves it, and keeps what was typed. */
function Besides(props: {
  readonly open: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}): JSX.Element | null {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!props.open) return;
    heading.current?.focus();
    heading.current?.scrollIntoView({ block: "nearest" });
  }, [props.open]);
  if (!props.open) return null;
  return (
    <section
      class="writing card"
      aria-labelledby="writing"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.isComposing) return;
        // A question above it is what is left.
        if (event.target instanceof Element && event.target.closest("dialog") !== null) return;
        event.stopPropagation();
        props.onClose();
      }}
    >
      <h2 id="writing" ref={heading} tabIndex={-1}>
        {props.title}
      </h2>
      {props.children}
    </section>
  );
}

/** What is about to be sent, and the question whether it is meant. */
function AskOnceMore(props: {
  readonly words: string;
  readonly title: string;
  readonly shown: JSX.Element;
  readonly act: Acting;
  readonly onSure: () => Promise<void>;
  readonly onBack: () => void;
}): JSX.Element {
  const { words, act, onSure, onBack } = props;
  return (
    <Dialog open title={props.title} onClose={onBack}>
      {props.shown}
      <Trouble error={act.error} />
      {/* The first one has the focus: a key pressed twice must not decide. */}
      <div class="pair">
        <Button onClick={onBack}>{t(`${words}.once-more.back`)}</Button>
        <Button
          kind="danger"
          busy={act.busy ? t(`${words}.sealing`) : null}
          onClick={() => void act.run(() => onSure())}
        >
          {t(`${words}.once-more.go`)}
        </Button>
      </div>
    </Dialog>
  );
}
