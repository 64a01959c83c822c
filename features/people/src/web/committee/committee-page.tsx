import { waitingMembers } from "@niuniu/roster";
import { formatDate, formatDay, Notice, Pill, t, useLoad, useAct } from "@niuniu/ui";
import type { JSX } from "preact";
import { committee as committeeRoute, withdraw } from "../../routes.ts";
import type { Unlocked } from "../desk/gate.tsx";
import { DraftReview } from "../signing/draft-review.tsx";
import { MemberCard } from "../signing/member-card.tsx";
import { Trouble } from "../trouble.tsx";
import { ChangeCard } from "./change-card.tsx";
import { DraftCard } from "./draft-card.tsx";
import { InviteCard } from "./invite-card.tsx";
import { daysLeft, WARN_DAYS } from "./proposal.ts";

const EVERY = 10_000;

/** Who the members are, whose keys still wait, what is waiting for signatures, and how to change any of it. */
export function CommitteePage({ desk }: { readonly desk: Unlocked }): JSX.Element {
  const { house, me, ask } = desk;
  const { roster, zone } = house;
  const now = Date.now() + house.ahead;
  const { value: committee, error, again } = useLoad(() => ask(committeeRoute, undefined), "committee", EVERY);
  const act = useAct();
  const waiting = new Map(waitingMembers(roster, now).map(({ member, from }) => [member.id, from]));
  const changed = (): void => {
    again();
    desk.refresh();
  };
  const { newest } = roster;
  return (
    <main>
      <h1>{t("people.committee.title")}</h1>
      <p class="lead">
        {t("people.committee.lead", {
          number: newest.number,
          organisation: newest.organisation,
          day: formatDay(newest.date, now),
        })}
      </p>
      <Validity left={daysLeft(roster, now)} day={formatDay(newest.validUntil, now)} />
      <Trouble error={error ?? act.error} again={again} />
      {committee?.draft !== undefined && committee.draft !== null && (
        <DraftCard
          draft={committee.draft}
          mine={committee.draft.by === me.member}
          by={newest.members.find(({ id }) => id === committee.draft?.by)?.name ?? committee.draft.by}
          busy={act.busy}
          onWithdraw={() =>
            void act.run(async () => {
              await ask(withdraw, undefined);
              changed();
            })
          }
        >
          <DraftReview
            before={roster}
            draft={committee.draft}
            ask={ask}
            id={me.member}
            keys={desk.keys}
            onSigned={changed}
          />
        </DraftCard>
      )}
      <section class="stack" aria-labelledby="members">
        <h2 id="members">{t("people.committee.members", { count: newest.members.length })}</h2>
        <ul class="stack columns">
          {newest.members.map((member) => {
            const from = waiting.get(member.id);
            return (
              <MemberCard key={member.id} member={member} mine={member.id === me.member}>
                {from !== undefined && (
                  <Pill tone="owed">{t("people.committee.waits", { date: formatDate(from, now, zone) })}</Pill>
                )}
              </MemberCard>
            );
          })}
        </ul>
        {waiting.size > 0 && <p class="soft small">{t("people.committee.waits-why")}</p>}
      </section>
      {committee !== null && committee.draft === null && (
        <ChangeCard desk={desk} newcomers={committee.newcomers} now={now} onProposed={changed} />
      )}
      {committee !== null && <InviteCard ask={ask} invited={committee.invited} onInvited={again} />}
    </main>
  );
}

function Validity(props: { readonly left: number; readonly day: string }): JSX.Element {
  const { left, day } = props;
  if (left < 0) {
    return (
      <Notice tone="missed" title={t("people.committee.expired", { day })}>
        {t("people.committee.expired-why")}
      </Notice>
    );
  }
  if (left <= WARN_DAYS) return <Notice tone="owed">{t("people.committee.ending", { day, left })}</Notice>;
  return <p class="soft">{t("people.committee.valid", { day })}</p>;
}
