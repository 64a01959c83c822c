import { checkReason, signVote, type Vote } from "@niuniu/committee";
import { RosterError } from "@niuniu/roster";
import { Button, Choices, Dialog, Form, formatDate, Notice, settle, t, TextArea, useAct } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { resolution as resolutionRoute, vote as voteRoute } from "../../routes.ts";
import type { Unlocked } from "../desk/gate.tsx";
import { deskLine } from "../house.ts";
import { Trouble } from "../trouble.tsx";
import { LONGEST_REASON } from "../../limits.ts";
import { keepOwn } from "./kept.ts";
import type { Seen } from "./read.ts";

type Says = Vote["says"];
const limits = { most: LONGEST_REASON.toLocaleString("en") };
const SAYS: readonly Says[] = ["for", "against", "aside"];

/** One spelling and one line, as a vote demands. */
const tidy = (text: string): string => text.normalize("NFC").replace(/\s+/gu, " ").trim();

/** What is wrong with a reason, as a key of a sentence; null where nothing is. */
function faultIn(says: Says, reason: string): string | null {
  if (says === "against" && reason === "") return "people.vote.no-reason";
  if (reason.length > LONGEST_REASON) return "people.vote.long";
  try {
    checkReason({ resolution: "", by: "", says, reason });
    return null;
  } catch (error) {
    if (error instanceof RosterError) return "people.vote.unclear";
    throw error;
  }
}

/** The one vote of this member: for, against with a reason, or aside. What follows is said before it is signed. */
export function VoteCard(props: {
  readonly desk: Unlocked;
  readonly seen: Seen;
  readonly now: number;
  readonly onVoted: () => void;
}): JSX.Element {
  const { desk, seen, now } = props;
  const [says, setSays] = useState<Says | null>(null);
  const [typed, setTyped] = useState("");
  const [tried, setTried] = useState(false);
  const [asking, setAsking] = useState(false);
  const act = useAct();
  const reason = says === "for" ? "" : tidy(typed);
  const fault = says === null ? null : faultIn(says, reason);
  const submit = (): void => {
    setTried(true);
    if (says !== null && fault === null) setAsking(true);
  };
  const send = (): void =>
    void act.run(async () => {
      if (says === null) return;
      const { name } = seen;
      const note = signVote({ resolution: name, by: desk.me.member, says, reason }, desk.keys.signing);
      await settle(
        () => desk.ask(voteRoute, { resolution: name, vote: note }),
        async () => (await desk.ask(resolutionRoute, undefined, { parameters: { name } })).votes.includes(note),
      );
      keepOwn(deskLine, name, note);
      setAsking(false);
      props.onVoted();
    });
  return (
    <Form onSubmit={submit}>
      <Choices
        label={t("people.vote.title")}
        value={says ?? ("" as Says)}
        choices={SAYS.map((value) => ({
          value,
          title: t(`people.vote.${value}`),
          hint: t(`people.vote.${value}-hint`),
        }))}
        onChoose={setSays}
      />
      <Reason says={says} typed={typed} fault={tried ? fault : null} onType={setTyped} />
      {tried && says === null && <Notice tone="missed">{t("people.vote.choose")}</Notice>}
      <p class="soft small">{t("people.vote.until", { date: formatDate(seen.ends, now, desk.house.zone) })}</p>
      <Button kind="main" type="submit">
        {t("people.vote.go")}
      </Button>
      <Dialog open={asking} title={t("people.vote.confirm")} onClose={() => setAsking(false)}>
        {says !== null && <Before says={says} reason={reason} lacking={seen.lacking} />}
        <Trouble error={act.error} />
        <div class="pair">
          <Button onClick={() => setAsking(false)}>{t("people.cancel")}</Button>
          <Button kind="main" onClick={send} busy={act.busy ? t("people.working") : null}>
            {t("people.vote.sign")}
          </Button>
        </div>
      </Dialog>
    </Form>
  );
}

/** What is about to be signed, and what follows. */
function Before(props: { readonly says: Says; readonly reason: string; readonly lacking: number }): JSX.Element {
  const { says, reason } = props;
  return (
    <>
      <p>{t(`people.vote.${says}`)}</p>
      {reason !== "" && <q class="said block">{reason}</q>}
      <p>{t("people.vote.once")}</p>
      {says === "for" && props.lacking <= 1 && <p>{t("people.vote.last")}</p>}
    </>
  );
}

/** Why, where that is asked for. */
function Reason(props: {
  readonly says: Says | null;
  readonly typed: string;
  readonly fault: string | null;
  readonly onType: (typed: string) => void;
}): JSX.Element | null {
  const { says, fault } = props;
  if (says === null || says === "for") return null;
  return (
    <TextArea
      label={t("people.vote.reason")}
      optional={says === "aside"}
      rows={3}
      hint={t("people.vote.reason-hint", limits)}
      value={props.typed}
      error={fault === null ? null : t(fault, limits)}
      onInput={props.onType}
    />
  );
}
