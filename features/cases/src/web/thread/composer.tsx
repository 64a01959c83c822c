import { ReceiptFound, useReceiptCheck } from "@niuniu/matter/web";
import { Button, Dialog, Form, Notice, t, TextArea } from "@niuniu/ui";
import { hasWords } from "@niuniu/wire";
import type { JSX, Ref } from "preact";
import { useState } from "preact/hooks";
import { nameOf } from "./names.ts";
import type { Failed, OpenDoor } from "./use-door.ts";

/** `kept` in this tab; `kept-nowhere`: the browser forbids it; `kept-not`: a receipt was found in it. */
export type Keeping = "kept" | "kept-nowhere" | "kept-not";

/** What did not succeed, in the words for it. */
export function Failure({ of }: { readonly of: Failed | null }): JSX.Element | null {
  return of === null ? null : <Notice tone={of.tone}>{of.words()}</Notice>;
}

/** What is being written, and how to change it. It belongs to the page: no question that closes takes it along. */
interface Writing {
  readonly open: OpenDoor;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** This much of it was taken; what was typed since then stays. */
  readonly onSent: (text: string) => void;
}

interface ComposerProps extends Writing {
  readonly areaRef: Ref<HTMLTextAreaElement>;
  /** Whether what is typed stays in this tab, and else why it does not. */
  readonly keeping: Keeping;
}

/** Saying more, whatever the stage, as long as anybody could read it; what was begun before then stays to be copied. */
export function Composer({ open, text, onText, onSent, areaRef, keeping }: ComposerProps): JSX.Element | null {
  const [state, setState] = useState<"idle" | "empty" | "sent">("idle");
  const check = useReceiptCheck(open.holds);
  const send = async (sure: boolean): Promise<void> => {
    setState(hasWords(text) ? "idle" : "empty");
    if (!hasWords(text) || (!sure && (await check.stops(text)))) return;
    check.clear();
    if (!(await open.say({ kind: "say", text }))) return;
    onSent(text);
    setState("sent");
  };
  if (open.thread.state?.left === true && text === "") return null;
  return (
    <Form
      onSubmit={() => {
        void send(false);
      }}
    >
      <TextArea
        areaRef={areaRef}
        label={t("cases.thread.more")}
        hint={t("cases.thread.more-hint")}
        rows={4}
        value={text}
        onInput={(value) => {
          onText(value);
          setState("idle");
          check.clear();
        }}
        error={state === "empty" ? t("cases.what.empty") : null}
      />
      {check.found && <ReceiptFound onSend={() => void send(true)} />}
      <Failure of={open.failureOf("say")} />
      <Button
        kind={text === "" ? "plain" : "main"}
        type="submit"
        busy={open.doing === "say" ? t("cases.thread.sending") : null}
      >
        {t("cases.thread.send")}
      </Button>
      {text !== "" && <KeptBar keeping={keeping} onClear={() => onText("")} />}
      <p class="good center" role="status">
        {state === "sent" ? t("cases.thread.sent") : ""}
      </p>
    </Form>
  );
}

/** Where the words lie that were not sent yet, and the way to be rid of them. */
function KeptBar(props: { readonly keeping: Keeping; readonly onClear: () => void }): JSX.Element {
  const [asking, setAsking] = useState(false);
  return (
    <div>
      <p class="hint">{t(`cases.thread.${props.keeping}`)}</p>
      <button type="button" class="link small" onClick={() => setAsking(true)}>
        {t("cases.thread.clear")}
      </button>
      <Dialog open={asking} title={t("cases.thread.clear-sure")} onClose={() => setAsking(false)}>
        <p>{t("cases.thread.clear-more")}</p>
        <div class="pair">
          <Button onClick={() => setAsking(false)}>{t("cases.thread.cancel")}</Button>
          <Button
            kind="danger"
            onClick={() => {
              setAsking(false);
              props.onClear();
            }}
          >
            {t("cases.thread.clear-go")}
          </Button>
        </div>
      </Dialog>
    </div>
  );
}

/** "This does not answer me" and contesting: a sentence on what follows, words if one likes, one button. */
export function Objection(
  props: Writing & {
    readonly about: number;
    readonly kind: "unanswered" | "contest";
    readonly onClose: () => void;
  },
): JSX.Element {
  const { open, about, kind, text, onText, onSent } = props;
  const words = kind === "contest" ? "contest" : "not-answer";
  const owner = open.thread.header.owed?.owner;
  const check = useReceiptCheck(open.holds);
  const send = async (sure: boolean): Promise<void> => {
    if (!sure && (await check.stops(text))) return;
    check.clear();
    const said = { about, text: hasWords(text) ? text : null };
    const taken = await open.say(kind === "contest" ? { kind, ...said } : { kind, reason: "not-an-answer", ...said });
    if (!taken) return;
    onSent(text);
    props.onClose();
  };
  return (
    <Dialog open title={t(`cases.thread.${words}-title`)} onClose={props.onClose}>
      <p>{t(`cases.thread.${words}-more`, { name: owner === undefined ? "" : nameOf(open.thread, owner) })}</p>
      <TextArea
        label={t("cases.thread.words")}
        optional
        rows={4}
        value={text}
        onInput={(value) => {
          onText(value);
          check.clear();
        }}
      />
      {check.found && <ReceiptFound onSend={() => void send(true)} />}
      <Failure of={open.failureOf(kind)} />
      <div class="pair">
        <Button onClick={props.onClose}>{t("cases.thread.cancel")}</Button>
        <Button
          kind="main"
          busy={open.doing === kind ? t("cases.thread.sending") : null}
          onClick={() => void send(false)}
        >
          {t("cases.thread.send")}
        </Button>
      </div>
    </Dialog>
  );
}
