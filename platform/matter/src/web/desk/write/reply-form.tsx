import { Button, Form, Notice, t, TextArea, Trouble } from "@niuniu/ui";
import { draftsGone, KeptHere } from "@niuniu/ui/area";
import { hasWords } from "@niuniu/wire";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { ReceiptFound } from "../../receipt/receipt-found.tsx";
import { useWritten, type Beneath } from "./writing.ts";

/** What the owner of a matter writes to whoever began it, where it stands open all the while. It says "WORDS.reply.…". */
export function ReplyForm(
  props: Beneath & {
    readonly send: (text: string) => Promise<void>;
    /** What follows once it is sent: shown as soon as there are words. */
    readonly follows: JSX.Element | null;
    /** Whether replying is what this page is for just now. */
    readonly main: boolean;
  },
): JSX.Element {
  const { words, name } = props;
  const { text, type, ...written } = useWritten(`${name} reply`, props.loadWords);
  const [state, setState] = useState<"idle" | "missing" | "sent">("idle");
  const missing = hasWords(text) ? written.stillOpen(text) : t(`${words}.reply.empty`);
  const send = (sure: boolean): void => {
    setState(missing === null ? "idle" : "missing");
    if (missing !== null) return;
    written.send(async () => {
      await props.send(text.trim());
      type("");
      await draftsGone();
      setState("sent");
    }, sure);
  };
  return (
    <Form
      onSubmit={() => {
        send(false);
      }}
    >
      <TextArea
        label={t(`${words}.reply.label`)}
        bare
        rows={4}
        placeholder={t(`${words}.reply.placeholder`)}
        value={text}
        onInput={(typed) => {
          type(typed);
          setState("idle");
        }}
        areaRef={written.area}
        error={state === "missing" ? missing : null}
      />
      {props.ready(written.area)}
      {written.check.found && <ReceiptFound onSend={() => send(true)} />}
      <Trouble error={written.act.error} />
      {hasWords(text) && props.follows}
      {state === "sent" && <Notice tone="done">{t(`${words}.reply.sent`)}</Notice>}
      <KeptHere of={`${name} reply`} area={written.area} onDiscard={() => type("")} />
      <Button kind={props.main ? "main" : "plain"} type="submit" busy={written.act.busy ? t(`${words}.sealing`) : null}>
        {t(`${words}.reply.send`)}
      </Button>
    </Form>
  );
}
