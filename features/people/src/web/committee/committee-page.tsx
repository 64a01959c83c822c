import { seatsOf, waitingMembers } from "@niuniu/roster";
import { dayIn, formatDate, formatDay, Notice, Pill, t, useLoad } from "@niuniu/ui";
import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { WAIT_HOURS } from "../../limits.ts";
import { committee as committeeRoute } from "../../routes.ts";
import type { Unlocked } from "../desk/gate.tsx";
import { MemberCard } from "../signing/member-card.tsx";
import { offersIn } from "../resolutions/read.ts";
import { Trouble } from "../trouble.tsx";
import { CalendarWords } from "./calendar-words.tsx";
import { Coinciding } from "./coinciding.tsx";
import { ChangeCard } from "./change-card.tsx";
import { Drafts } from "./drafts.tsx";
import { Elected } from "./elected.tsx";
import { InviteCard } from "./invite-card.tsx";
import { OthersCard } from "./others-card.tsx";
import { daysLeft, WARN_DAYS } from "./proposal.ts";
import { RecordCard } from "./record-card.tsx";
import { RemoveCard } from "./remove-card.tsx";

const EVERY = 10_000;

/** Who the members are, whose keys still wait, what is waiting for signatures, and how to change any of it. */
export function CommitteePage({ inside: desk }: { readonly inside: Unlocked }): JSX.Element {
  const { house, me, ask } = desk;
  const { roster, zone } = house;
  const now = Date.now() + house.ahead;
  const { value: committee, error, again } = useLoad(() => ask(committeeRoute, undefined), "committee", EVERY);
  const waiting = new Map(waitingMembers(roster, now).map(({ member, from }) => [member.id, from]));
  const changed = (): void => {
    again();
    desk.refresh();
  };
  const { newest } = roster;
  const offers = useMemo(() => offersIn(roster, committee?.adopted ?? []), [roster, committee]);
  const none = committee?.drafts.length === 0;
  useEffect(() => {
    // A change that waited and is gone has taken force, perhaps: what is in force is not shown a minute late.
    if (none) desk.refresh();
  }, [none]);
  return (
    <div class="stack place">
      <h1>{t("people.committee.title")}</h1>
      <p class="lead">
        {t("people.committee.lead", {
          number: newest.number,
          organisation: newest.organisation,
          day: formatDay(newest.date, now),
        })}
      </p>
      <Validity left={daysLeft(roster, now)} day={formatDay(newest.validUntil, now)} />
      <Trouble error={error} again={again} />
      <CalendarWords text={house.calendar} />
      {committee !== null && <Drafts desk={desk} committee={committee} offers={offers} now={now} onChanged={changed} />}
      <section class="stack" aria-labelledby="members">
        <h2 id="members">{t("people.committee.members", { count: seatsOf(newest).length })}</h2>
        <ul class="stack columns">
          {newest.members.map((member) => {
            const from = waiting.get(member.id);
            const mine = member.id === me.member;
            return (
              <MemberCard key={member.id} member={member} mine={mine} folded={!mine && from === undefined}>
                {from !== undefined && (
                  <Pill tone="owed">{t("people.committee.waits", { date: formatDate(from, now, zone) })}</Pill>
                )}
              </MemberCard>
            );
          })}
        </ul>
        {waiting.size > 0 && <p class="soft small">{t("people.committee.waits-why", { wait: WAIT_HOURS })}</p>}
        {newest.niuniu !== "roster v1" && <Coinciding people={seatsOf(newest)} />}
        {newest.members.map((member) => (
          <Elected key={member.id} member={member} record={house.record} />
        ))}
        {newest.members
          .filter(({ until }) => until !== undefined && until < dayIn(now, zone))
          .map(({ id, name, until = "" }) => (
            <Notice key={id} tone="owed">
              {t("people.committee.term-over", { name, day: formatDay(until, now) })}
            </Notice>
          ))}
      </section>
      {committee !== null && !committee.drafts.some(({ by }) => by === me.member) && (
        <ChangeCard
          desk={desk}
          newcomers={committee.newcomers}
          rules={committee.rules}
          offers={offers}
          now={now}
          onProposed={changed}
        />
      )}
      {committee !== null && (
        <RecordCard
          key={newest.number}
          desk={desk}
          log={committee.log}
          now={now}
          drafts={committee.drafts}
          onProposed={changed}
        />
      )}
      {committee !== null && <InviteCard desk={desk} committee={committee} now={now} onInvited={again} />}
      {committee !== null && !committee.drafts.some(({ by }) => by === me.member) && (
        <>
          <OthersCard key={`others ${newest.number}`} desk={desk} now={now} onProposed={changed} />
          <RemoveCard key={`remove ${newest.number}`} desk={desk} now={now} onProposed={changed} />
        </>
      )}
    </div>
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
