import { readStatement, type Member, type Roster, type Statement } from "@niuniu/roster";
import { Button, Card, formatDate, Notice, settle, t, useAct } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { withdraw, type Committee, type Draft } from "../../routes.ts";
import { textHash } from "../../rules.ts";
import type { Unlocked } from "../desk/gate.tsx";
import { DraftReview, draftKey } from "../signing/draft-review.tsx";
import { useSignDraft } from "../signing/use-sign-draft.tsx";
import { isWithdrawn } from "../taken.ts";
import type { Offer } from "../resolutions/read.ts";
import { Trouble } from "../trouble.tsx";
import { DraftRules } from "./draft-rules.tsx";
import { ReasonGiven } from "./remove-card.tsx";

/** The changes that gather signatures, each with who proposed it and who signed. Only its proposer can take one back. */
export function Drafts(props: {
  readonly desk: Unlocked;
  readonly committee: Pick<Committee, "drafts" | "newcomers" | "rules">;
  readonly offers: readonly Offer[];
  readonly now: number;
  readonly onChanged: () => void;
}): JSX.Element {
  const { committee, ...rest } = props;
  const { drafts, newcomers, rules } = committee;
  const several = drafts.length > 1;
  const signing = useDeskSigning(props.desk, drafts, props.onChanged);
  return (
    <>
      {several && <p class="soft">{t("people.draft.several", { count: drafts.length })}</p>}
      {drafts.map((draft) => (
        <DraftCard
          key={draft.by}
          {...rest}
          draft={draft}
          newcomers={newcomers}
          rules={rules}
          several={several}
          onSign={signing.sign}
        />
      ))}
      {signing.dialog}
    </>
  );
}

/** Signing at a desk: see {@link useSignDraft}. */
export function useDeskSigning(
  { house, ask, me, keys }: Unlocked,
  drafts: readonly Draft[],
  onSigned: () => void,
): ReturnType<typeof useSignDraft> {
  return useSignDraft({ before: house.roster, drafts, ask, id: me.member, keys, onSigned });
}

/** Whom this statement would name no more. */
const leavingIn = ({ newest }: Roster, { members }: Statement): readonly Member[] =>
  newest.members.filter(({ id }) => !members.some((member) => member.id === id));

/** The statement that a draft would be; null for one that cannot be read. */
export function statementIn({ note }: Draft): Statement | null {
  try {
    return readStatement(note.slice(0, note.indexOf("\n") + 1));
  } catch {
    // A draft that cannot be read is told below, with the advice not to sign it.
    return null;
  }
}

/** One of them: what it changes, who has signed, until when, and to sign it or take it back. To be keyed by who proposed it. */
export function DraftCard(props: {
  readonly desk: Unlocked;
  readonly draft: Draft;
  readonly newcomers: Committee["newcomers"];
  readonly rules: Committee["rules"];
  readonly offers: readonly Offer[];
  readonly now: number;
  readonly several: boolean;
  readonly onSign: (draft: Draft) => void;
  readonly onChanged: () => void;
}): JSX.Element {
  const { desk, draft, newcomers, now, onChanged } = props;
  const { house, me, ask } = desk;
  const [first] = useState(draftKey(draft));
  const act = useAct();
  const statement = statementIn(draft);
  const mine = draft.by === me.member;
  const name = house.roster.newest.members.find(({ id }) => id === draft.by)?.name ?? draft.by;
  const takeBack = (): void =>
    void act.run(async () => {
      await settle(
        () => ask(withdraw, { draft: textHash(`${draftKey(draft)}\n`) }),
        () => isWithdrawn(ask, me.member),
      );
      onChanged();
    });
  return (
    <Card title={t(props.several ? "people.draft.title-of" : "people.draft.title", { name })} tone="owed">
      <p class="soft">{t(mine ? "people.draft.by-you" : "people.draft.by", { name })}</p>
      {draftKey(draft) !== first && <Notice tone="missed">{t("people.draft.replaced", { name })}</Notice>}
      {draft.ends !== null && (
        <p class="soft">{t("people.draft.ends", { date: formatDate(draft.ends, now, house.zone) })}</p>
      )}
      {statement !== null && (
        <ReasonGiven by={name} reason={draft.reason} leaving={leavingIn(house.roster, statement)} />
      )}
      {statement !== null && (
        <DraftRules house={house} statement={statement} offers={props.offers} brought={props.rules} now={now} />
      )}
      <DraftReview
        key={draftKey(draft)}
        before={house.roster}
        draft={draft}
        newcomers={newcomers}
        now={now}
        id={me.member}
        onSign={props.onSign}
      />
      <Trouble error={act.error} />
      {mine && (
        <Button kind="quiet" onClick={takeBack} busy={act.busy ? t("people.working") : null}>
          {t("people.draft.withdraw")}
        </Button>
      )}
    </Card>
  );
}
