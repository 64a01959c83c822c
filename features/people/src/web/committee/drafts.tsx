import { readStatement, type Statement } from "@niuniu/roster";
import { Button, Card, Notice, settle, t, useAct } from "@niuniu/ui";
import type { JSX } from "preact";
import { withdraw, type Committee, type Draft } from "../../routes.ts";
import type { Unlocked } from "../desk/gate.tsx";
import { DraftReview, draftKey } from "../signing/draft-review.tsx";
import { isWithdrawn } from "../taken.ts";
import { Trouble } from "../trouble.tsx";
import { names } from "./rules-change.ts";
import { RulesChanges } from "./rules-changes.tsx";

/** The changes that gather signatures, each with who proposed it and who signed. Only its proposer can take one back. */
export function Drafts(props: {
  readonly desk: Unlocked;
  readonly committee: Pick<Committee, "drafts" | "newcomers" | "rules">;
  readonly now: number;
  readonly onChanged: () => void;
}): JSX.Element {
  const { committee, ...rest } = props;
  const { drafts, newcomers, rules } = committee;
  const several = drafts.length > 1;
  return (
    <>
      {several && <p class="soft">{t("people.draft.several", { count: drafts.length })}</p>}
      {drafts.map((draft) => (
        <DraftCard
          key={draftKey(draft)}
          {...rest}
          draft={draft}
          newcomers={newcomers}
          rules={rules}
          several={several}
        />
      ))}
    </>
  );
}

/** What a draft would change about the rules: shown in full, or, where this server does not give their text, warned of. */
function DraftRules(props: {
  readonly house: Unlocked["house"];
  readonly draft: Draft;
  readonly rules: Committee["rules"];
}): JSX.Element | null {
  const { house, rules } = props;
  const statement = statementIn(props.draft);
  if (statement === null || names(statement, house)) return null;
  if (!names(statement, rules)) return <Notice tone="missed">{t("people.rules.unknown")}</Notice>;
  return <RulesChanges before={house} after={rules} />;
}

function statementIn({ note }: Draft): Statement | null {
  try {
    return readStatement(note.slice(0, note.indexOf("\n") + 1));
  } catch {
    // A draft that cannot be read is told below, with the advice not to sign it.
    return null;
  }
}

function DraftCard(props: {
  readonly desk: Unlocked;
  readonly draft: Draft;
  readonly newcomers: Committee["newcomers"];
  readonly rules: Committee["rules"];
  readonly now: number;
  readonly several: boolean;
  readonly onChanged: () => void;
}): JSX.Element {
  const { desk, draft, newcomers, now, onChanged } = props;
  const { house, me, ask, keys } = desk;
  const act = useAct();
  const mine = draft.by === me.member;
  const name = house.roster.newest.members.find(({ id }) => id === draft.by)?.name ?? draft.by;
  const takeBack = (): void =>
    void act.run(async () => {
      await settle(
        () => ask(withdraw, undefined),
        () => isWithdrawn(ask, me.member),
      );
      onChanged();
    });
  return (
    <Card title={t(props.several ? "people.draft.title-of" : "people.draft.title", { name })} tone="owed">
      <p class="soft">{t(mine ? "people.draft.by-you" : "people.draft.by", { name })}</p>
      <DraftRules house={house} draft={draft} rules={props.rules} />
      <DraftReview
        before={house.roster}
        draft={draft}
        newcomers={newcomers}
        now={now}
        ask={ask}
        id={me.member}
        keys={keys}
        onSigned={onChanged}
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
