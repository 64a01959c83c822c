import { seatsOf } from "@niuniu/roster";
import { Button, Card, Check, Form, Notice, t, TextArea } from "@niuniu/ui";
import { draftsGone, KeptHere, useDraft, useDraftChoice } from "@niuniu/ui/area";
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { WAIT_HOURS } from "../../limits.ts";
import { quorumOf } from "../../rules.ts";
import type { Unlocked } from "../desk/gate.tsx";
import { Trouble } from "../trouble.tsx";
import { sayObstacle } from "./obstacle-words.ts";
import { obstacleOf, type Plan } from "./proposal.ts";
import { ProposeDialog } from "./propose-dialog.tsx";
import { useProposing } from "./use-proposing.ts";

type Names = readonly { readonly name: string }[];
/** Under which name what is written here is kept until it is proposed. */
const DRAFT = "people/remove";
const namesOf = (people: Names): string => people.map(({ name }) => name).join(t("people.comma"));

/**
 * Proposes that the next statement names somebody no more. It stands apart from every other change, asks why, which the others read beside
 * the proposal, and says what follows before it is signed.
 */
export function RemoveCard(props: {
  readonly desk: Unlocked;
  readonly now: number;
  readonly onProposed: () => void;
}): JSX.Element {
  const { desk, now } = props;
  const { roster, zone } = desk.house;
  const [reason, setReason] = useDraft(DRAFT);
  const [chosen, setChosen] = useDraftChoice(DRAFT);
  const remove = chosen.split(" ");
  const [tried, setTried] = useState(false);
  const refusal = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const forget = (): void => {
    setReason("");
    setChosen("");
    setTried(false);
  };
  const proposing = useProposing(desk, now, () => {
    forget();
    // Nobody who is told that it is proposed finds it here again.
    void draftsGone().then(props.onProposed);
  });
  const { members } = roster.newest;
  const leaving = members.filter(({ id }) => remove.includes(id));
  const plan: Plan = { add: [], remove: leaving.map(({ id }) => id) };
  const obstacle = leaving.length === 0 ? null : obstacleOf(roster, plan);
  const lacks = { who: tried && leaving.length === 0, why: tried && reason.trim() === "" };
  const look = (): void => {
    setTried(true);
    if (leaving.length > 0 && obstacle === null && reason.trim() !== "") proposing.look(plan, reason.trim());
    else if (leaving.length === 0 || obstacle !== null) refusal.current?.focus();
  };
  return (
    <Card title={t("people.remove.title")}>
      <p class="soft">{t("people.remove.lead")}</p>
      <Form onSubmit={look}>
        <div class="stack close">
          {members.map(({ id, name, role }) => (
            <Check
              key={id}
              checked={remove.includes(id)}
              onChange={(yes) => setChosen(toggled(remove, id, yes))}
              title={`${name} · ${role}`}
            />
          ))}
        </div>
        <div ref={refusal} tabIndex={-1}>
          {lacks.who && <Notice tone="missed">{t("people.remove.who")}</Notice>}
          {obstacle !== null && <Notice tone="missed">{sayObstacle(obstacle)}</Notice>}
        </div>
        <TextArea
          label={t("people.remove.reason")}
          hint={t("people.remove.reason-hint")}
          rows={3}
          value={reason}
          onInput={setReason}
          areaRef={area}
          error={lacks.why ? t("people.remove.reason-missing") : null}
        />
        <KeptHere of={DRAFT} area={area} onDiscard={forget} />
        <Button type="submit">{t("people.remove.look")}</Button>
      </Form>
      {proposing.asked === null && <Trouble error={proposing.act.error} />}
      <ProposeDialog
        proposing={proposing}
        title={t("people.remove.confirm", { names: namesOf(proposing.asked?.comparison.gone ?? []) })}
        go={t("people.remove.go")}
        danger
        zone={zone}
        now={now}
      >
        {proposing.asked !== null && (
          <>
            <Follows leaving={proposing.asked.comparison.gone} staying={seatsOf(proposing.asked.statement)} />
            <p>{t("people.remove.reason-yours")}</p>
            <blockquote class="said">{proposing.asked.reason}</blockquote>
            <p class="soft small">
              {t("people.remove.reason-seen", { names: namesOf(proposing.asked.comparison.gone) })}
            </p>
          </>
        )}
      </ProposeDialog>
    </Card>
  );
}

const toggled = (ids: readonly string[], id: string, yes: boolean): string =>
  [...ids.filter((one) => one !== "" && one !== id), ...(yes ? [id] : [])].join(" ");

/** Who goes, what becomes of their cases, who takes over, and how many sign from then on. */
function Follows({ leaving, staying }: { readonly leaving: Names; readonly staying: Names }): JSX.Element {
  const names = namesOf(leaving);
  return (
    <ul class="facts stack close">
      <li>{t("people.remove.leaves", { names, wait: WAIT_HOURS })}</li>
      <li>{t("people.remove.cases", { names })}</li>
      <li>{t("people.remove.takes-over", { names: namesOf(staying) })}</li>
      <li>{t("people.remove.quorum", { quorum: quorumOf(staying.length), of: staying.length })}</li>
    </ul>
  );
}

/** Why somebody is to leave, as the server passes on what the proposer wrote, or that nobody said why. Nothing where nobody leaves. */
export function ReasonGiven(props: {
  readonly by: string;
  readonly reason: string | null;
  readonly leaving: Names;
}): JSX.Element | null {
  const { by, reason, leaving } = props;
  if (leaving.length === 0) return null;
  if (reason === null) return <Notice tone="owed">{t("people.remove.no-reason", { names: namesOf(leaving) })}</Notice>;
  return (
    <div class="stack close">
      <p>{t("people.remove.reason-by", { name: by })}</p>
      <blockquote class="said">{reason}</blockquote>
      <p class="soft small">{t("people.remove.reason-unsigned", { name: by })}</p>
    </div>
  );
}
