import { type Acting, Button, Dialog, Form, t, TextArea, Trouble, useAct, type Values } from "@niuniu/ui";
import { hasWords } from "@niuniu/wire";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Perform, Plan } from "../plan.ts";
import type { Desk } from "../desk.ts";
import { loadWords } from "../../load-words.ts";
import { holdsReceipt, ReceiptFound, useReceiptCheck } from "@niuniu/matter/web";
import { draftsGone, useDraft, useReadyWords } from "@niuniu/ui/area";
import { ReadyPicker, type Into } from "../ready-words.tsx";
import { KeptHere } from "../kept-here.tsx";
import type { OpenedCase } from "../open-case.ts";

/** What every dialog of the act bar is given. */
export interface DialogProps {
  readonly desk: Desk;
  readonly opened: OpenedCase;
  readonly perform: Perform;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** A text to seal with what it does said above it. Closing it keeps the text; only sending it lets it go. */
export function MessageDialog(
  props: DialogProps & {
    readonly kind: "note" | "stage" | "junk" | "outcome" | "hand-over" | "postpone";
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
    /** Beside the case instead of above it, so that one reads what one writes about. */
    readonly beside?: boolean;
    /** What the text becomes, for the dates that ready words name. */
    readonly into?: Into;
  },
): JSX.Element | null {
  const { kind, values } = props;
  const [text, setText] = useDraft(`${props.opened.header.case} ${kind}`);
  const [tried, setTried] = useState(false);
  const [asked, setAsked] = useState<Plan | null>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const { stillOpen } = useReadyWords();
  const act = useAct();
  const check = useReceiptCheck((one) => holdsReceipt(one, loadWords));
  const perform = async (plan: Plan): Promise<void> => {
    await props.perform(plan);
    over();
    await draftsGone();
    setAsked(null);
    props.onClose();
  };
  const over = (): void => {
    setText("");
    props.onOver?.();
  };
  const planned = (): Plan | string => {
    const empty = !hasWords(text);
    const missing = empty && props.optional !== true;
    if (missing) return t(`cases.desk.dialog.${kind}.empty`);
    return stillOpen(text) ?? props.plan(empty ? "" : text.trim());
  };
  // Said anew whenever the page is drawn, in its language, and as soon as nothing is missing any more, not said.
  const missing = tried ? planned() : null;
  const send = (sure: boolean): void => {
    const plan = planned();
    setTried(typeof plan === "string");
    if (typeof plan === "string") return;
    void act.run(async () => {
      if (!sure && (await check.stops(text))) return;
      check.clear();
      if (props.review === undefined) await perform(plan);
      else setAsked(plan);
    });
  };
  if (props.open && asked !== null && props.review !== undefined) {
    const title = t(`cases.desk.dialog.${kind}.title`, values);
    const shown = props.review(asked);
    return <AskOnceMore {...{ title, shown, act }} onSure={() => perform(asked)} onBack={() => setAsked(null)} />;
  }
  const Framed = frameOf(props.beside);
  return (
    <Framed open={props.open} title={t(`cases.desk.dialog.${kind}.title`, values)} onClose={props.onClose}>
      <p class="soft">{t(`cases.desk.dialog.${kind}.lead`, values)}</p>
      <Form
        onSubmit={() => {
          send(false);
        }}
      >
        {props.children}
        <TextArea
          label={t(`cases.desk.dialog.${kind}.label`, values)}
          optional={props.optional === true}
          rows={4}
          value={text}
          onInput={(typed) => {
            setText(typed);
            check.clear();
          }}
          areaRef={area}
          error={typeof missing === "string" ? missing : null}
        />
        <ReadyPicker desk={props.desk} opened={props.opened} into={intoOf(props)} area={area} />
        <KeptHere of={`${props.opened.header.case} ${kind}`} area={area} onDiscard={over} />
        {props.preview?.(text)}
        {check.found && <ReceiptFound onSend={() => send(true)} />}
        <Trouble error={act.error} />
        <div class="pair">
          <Button onClick={props.onClose}>{t("cases.desk.not-now")}</Button>
          <Button
            kind={kind === "junk" && props.review === undefined ? "danger" : "main"}
            type="submit"
            busy={act.busy ? t("cases.desk.sealing") : null}
          >
            {props.review === undefined ? t(`cases.desk.dialog.${kind}.send`, values) : t("cases.desk.closing.look")}
          </Button>
        </div>
      </Form>
    </Framed>
  );
}

const intoOf = (props: { readonly into?: Into; readonly kind: string }): Into =>
  props.into ?? (props.kind === "note" ? "note" : "other");
const frameOf = (beside: boolean | undefined): typeof Besides => (beside === true ? Besides : Dialog);

/** A form that stands beside the case on a wide screen, and below it on a narrow one; Escape leaves it, and keeps what was typed. */
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
  readonly title: string;
  readonly shown: JSX.Element;
  readonly act: Acting;
  readonly onSure: () => Promise<void>;
  readonly onBack: () => void;
}): JSX.Element {
  const { act, onSure, onBack } = props;
  return (
    <Dialog open title={props.title} onClose={onBack}>
      {props.shown}
      <Trouble error={act.error} />
      {/* The first one has the focus: a key pressed twice must not close a case. */}
      <div class="pair">
        <Button onClick={onBack}>{t("cases.desk.closing.back")}</Button>
        <Button
          kind="danger"
          busy={act.busy ? t("cases.desk.sealing") : null}
          onClick={() => void act.run(() => onSure())}
        >
          {t("cases.desk.closing.go")}
        </Button>
      </div>
    </Dialog>
  );
}
