import { nowAt } from "@niuniu/matter/web/desk";
import { nextInLine } from "../../kind.ts";
import { dayOf } from "@niuniu/owe";
import { standingOn, unableOn } from "@niuniu/committee";
import { activeMembers, nameOf } from "@niuniu/roster";
import { CheckMark, ClockLine, ClockStep, formatDay, Pill, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { closingOf, type Closing } from "../closing.ts";
import { type OnRecord, isSaid, SealMark } from "@niuniu/matter/web";
import type { Desk } from "./desk.ts";
import { dueWords } from "@niuniu/matter/web/owed";
import type { MessageLetter } from "../../letters.ts";
import { entryWords } from "./entry-words.ts";
import { nextWords } from "./case-row.tsx";
import type { OpenedCase, OpenedEntry } from "./open-case.ts";

/** Everything that happened, oldest first, and what is owed now with what happens if it is missed. */
export function CaseTimeline(props: {
  readonly desk: Desk;
  readonly opened: OpenedCase;
  /** Null until the public record was looked at. */
  readonly onRecord: OnRecord | null;
  /** The number of the first entry to be drawn; what came before it follows in a moment. */
  readonly from: number;
}): JSX.Element {
  const { desk, opened, onRecord, from } = props;
  const lastOwed = opened.entries.findLast(({ entry }) => entry.kind === "owed")?.entry.number;
  // What is owed now has a step of its own, with the exact time.
  const past = opened.entries.filter(
    ({ entry }) => entry.number >= from && (opened.header.owed === null || entry.number !== lastOwed),
  );
  const entries = opened.entries.map(({ entry }) => entry);
  const closing = closingOf(entries, opened.state, dayOf(nowAt(desk), desk.calendar));
  return (
    <section class="stack close" aria-label={t("cases.desk.timeline")}>
      {from > 1 && <p class="soft small">{t("cases.desk.older")}</p>}
      <ClockLine label={t("cases.desk.timeline")}>
        {past.map((one) => (
          <Step key={one.entry.number} desk={desk} one={one} closing={closing} onRecord={onRecord} />
        ))}
        <OwedStep desk={desk} opened={opened} />
      </ClockLine>
    </section>
  );
}

function Step(props: {
  readonly desk: Desk;
  readonly one: OpenedEntry;
  readonly closing: Closing | null;
  readonly onRecord: OnRecord | null;
}): JSX.Element | null {
  const { desk, one, closing, onRecord } = props;
  const now = nowAt(desk);
  const speaker = { nameOf: (id: string) => nameOf(desk.roster, id), me: desk.me, now, closing };
  const words = entryWords(one.entry, speaker);
  if (words === null) return null;
  const { state, title, aside } = words;
  return (
    <ClockStep
      state={state}
      title={title}
      when={words.dated === true ? undefined : formatDay(one.entry.date, now)}
      mark={one.signed ? <CheckMark>{t("cases.desk.signed")}</CheckMark> : undefined}
    >
      {one.entry.kind === "note" && <Pill>{t("cases.desk.readers-only")}</Pill>}
      {aside !== null && <span class="soft small block">{aside}</span>}
      {one.letter !== null && <Said letter={one.letter} nameOf={speaker.nameOf} />}
      {one.hidden !== null && <p class="soft small">{t(`cases.desk.hidden.${one.hidden}`)}</p>}
      {onRecord !== null && isSaid(onRecord.standings, one.entry.number - 1, "by" in one.entry) && (
        <SealMark
          words="cases.record"
          standing={onRecord.standings[one.entry.number - 1]}
          view={onRecord.view}
          zone={desk.calendar.offset}
        />
      )}
    </ClockStep>
  );
}

/** What was written with it: the finding stands above the text, whom a note names beneath it. */
function Said(props: { readonly letter: MessageLetter; readonly nameOf: (id: string) => string }): JSX.Element {
  const { text, finding, mentions = [] } = props.letter;
  return (
    <>
      {finding !== undefined && <strong class="block">{t(`cases.desk.finding.${finding}`)}</strong>}
      {text !== "" && <p class="said">{text}</p>}
      {mentions.length > 0 && (
        <span class="soft small block">
          {t("cases.find.mentioned", { names: mentions.map(props.nameOf).join(t("cases.desk.comma")) })}
        </span>
      )}
    </>
  );
}

function OwedStep({ desk, opened }: { readonly desk: Desk; readonly opened: OpenedCase }): JSX.Element | null {
  const { owed } = opened.header;
  const { state } = opened;
  if (owed === null) return null;
  const mine = owed.owner === desk.me;
  const act = t(`cases.desk.act-name.${owed.act}`);
  return (
    <ClockStep
      state="owed"
      title={
        mine
          ? t("cases.desk.owed-now.you", { act })
          : t("cases.desk.owed-now.other", { act, name: nameOf(desk.roster, owed.owner) })
      }
      when={t("cases.desk.due", { date: dueWords(owed.due, nowAt(desk), desk.calendar) })}
    >
      <span class="block small">
        {t("cases.desk.if-missed", { next: nextWords(desk, { owed, next: nextOf(desk, opened) }) })}
      </span>
      {state !== null && owed.act !== "outcome" && (
        <span class="block soft small">
          {t(`cases.desk.${state.role === "review" ? "review-by" : "outcome-by"}`, {
            day: formatDay(state.outcomeBy, nowAt(desk)),
          })}
        </span>
      )}
    </ClockStep>
  );
}

/** Who it goes to by the rules as this browser runs them. */
function nextOf(desk: Desk, { state, absences, rules }: OpenedCase): string | null {
  if (state?.obligation == null) return null;
  const { due } = state.obligation;
  const day = dayOf(due, desk.calendar);
  const active = activeMembers(desk.roster, nowAt(desk));
  const absent = active.map(({ id }) => id).filter((id) => unableOn(standingOn(absences, day), id, day));
  try {
    return nextInLine(state, { ...rules, active, absent });
  } catch {
    return null;
  }
}
