import { nextInLine, type EntryOf } from "@niuniu/matter";
import { dueWords } from "@niuniu/matter/web/owed";
import type { OpenThread, ReadOpen } from "@niuniu/matter/web/open";
import { readAlarm } from "@niuniu/committee";
import { orNull } from "@niuniu/note";
import { dayOf } from "@niuniu/owe";
import { activeMembers, nameOf, RosterError, type Roster } from "@niuniu/roster";
import { CheckMark, ClockLine, ClockStep, formatDay, More, Notice, t, type ClockState } from "@niuniu/ui";
import type { JSX } from "preact";
import { doubtsIn } from "../doubts.ts";
import { factsOf } from "../facts.ts";
import { isFork } from "../fork.ts";
import { upkeepKind } from "../kind.ts";
import type { Begun, Reviewer, Settled, Upkeep, UpkeepAct } from "../terms.ts";
import { actOf, hashWords } from "./words.ts";

/** One of what the committee owes, as it came and as this browser has checked it. */
export interface Told {
  readonly thread: OpenThread;
  readonly read: ReadOpen<Upkeep>;
  readonly roster: Roster;
  /** The text of the calendar that its newest statement names. */
  readonly calendar: string;
  /** The server's clock, or this device's where nothing is known of that (ms since epoch). */
  readonly now: number;
}

/** Everything that happened to it, oldest first; what is owed now, by whom and by when; and whatever does not match. */
export function Story({ told }: { readonly told: Told }): JSX.Element {
  const { read, thread, now } = told;
  const last = read.entries.findLast(({ entry }) => entry.kind === "owed")?.entry.number;
  const past = read.entries.filter(({ entry }) => thread.owed === null || entry.number !== last);
  return (
    <section class="stack close" aria-label={t("upkeep.story")}>
      <Doubts told={told} />
      <Shown told={told} />
      <ClockLine label={t("upkeep.story")}>
        {past.map(({ entry, signed }) => {
          const said = wordsOf(entry, told);
          return (
            said !== null && (
              <ClockStep
                key={entry.number}
                state={said.state}
                title={said.title}
                when={formatDay(entry.date, now)}
                mark={signed ? <CheckMark>{t("upkeep.signed")}</CheckMark> : undefined}
              >
                {said.text !== "" && <p class="said">{said.text}</p>}
              </ClockStep>
            )
          );
        })}
        <OwedNow told={told} />
      </ClockLine>
    </section>
  );
}

/** What a step is called by. */
type Step = Settled["how"] | UpkeepAct["kind"] | "alarm" | "begun" | "signed" | "missed" | "owed" | "left";

interface Words {
  readonly state: ClockState;
  readonly title: string;
  readonly text: string;
}

const plain = (key: Step, values: Record<string, string | number> = {}, state: ClockState = "done"): Words => {
  return { state, title: t(`upkeep.step.${key}`, values), text: "" };
};

function begunWords({ until, alarm }: Begun, { roster, now }: Pick<Told, "roster" | "now">): Words {
  const day = formatDay(until, now);
  const raised = alarmIn(alarm, roster);
  if (raised === null) return plain("begun", { day });
  return { ...plain("alarm", { name: raised.by.name, day }, "missed"), text: raised.says };
}

function wordsOf(entry: EntryOf<Upkeep>, { roster, now }: Told): Words | null {
  const name = (id: string): string => nameOf(roster, id);
  switch (entry.kind) {
    case "begun":
      return begunWords(entry, { roster, now });
    case "signed":
      return plain("signed", { name: name(entry.who) });
    case "settled":
      return plain(entry.how);
    case "missed":
      return plain("missed", { name: name(entry.person) }, "missed");
    case "owed":
      return plain("owed", { name: name(entry.owner), day: formatDay(entry.due, now) });
    case "closed":
      return entry.why === "left" ? plain("left", {}, "missed") : null;
    case "done":
      return { ...plain("done", { name: name(entry.by) }), text: doneWords(entry, now) };
    case "confirm":
      return plain("confirm", { name: name(entry.by) });
    case "return":
      return { ...plain("return", { name: name(entry.by) }, "missed"), text: entry.text };
    case "hand-over":
      return plain("hand-over", { name: name(entry.by), to: name(entry.to) });
  }
}

/** What was done; of the first hours, who read which texts on which day, and what the two asked to be changed. */
function doneWords({ text, reviewed }: Extract<UpkeepAct, { readonly kind: "done" }>, now: number): string {
  if (reviewed === undefined) return text;
  const who = ({ name, profession }: Reviewer): string =>
    t("upkeep.read.who", { name: name ?? t("upkeep.read.unnamed"), profession });
  const { day, medical, legal, texts } = reviewed;
  const values = { day: formatDay(day, now), medical: who(medical), legal: who(legal), hash: hashWords(texts) };
  return `${t("upkeep.read.by", values)}\n${t("upkeep.read.asked-for", { text })}`;
}

/** What a witness raised, where one did; what nobody may have signed is told among the doubts. */
const alarmIn = (note: string | undefined, { statements }: Roster) =>
  note === undefined
    ? null
    : orNull(
        () =>
          readAlarm(
            note,
            statements.flatMap(({ witnesses }) => witnesses),
          ),
        RosterError,
      );

/** The checkpoints that a witness was shown, for whoever compares, and whether they prove a lie by themselves. */
function Shown({ told: { read, roster } }: { readonly told: Told }): JSX.Element | null {
  const { saw = [] } = alarmIn(read.state?.alarm, roster) ?? {};
  const logs = roster.statements.flatMap(({ log }) => log ?? []);
  if (saw.length === 0) return null;
  return (
    <>
      {isFork(saw, logs) && <Notice tone="missed">{t("upkeep.alarm.fork")}</Notice>}
      <More title={t("upkeep.alarm.saw", { count: saw.length })}>
        {saw.map((note) => (
          <pre key={note} class="said small">
            {note}
          </pre>
        ))}
      </More>
    </>
  );
}

function OwedNow({ told: { thread, read, roster, now } }: { readonly told: Told }): JSX.Element | null {
  const { owed } = thread;
  const { state, rules } = read;
  if (owed === null) return null;
  const watch = { ...rules, active: activeMembers(roster, now), absent: [] };
  const next = state === null ? null : nextInLine(upkeepKind, state, watch);
  const late = owed.due <= now;
  return (
    <ClockStep
      state={late ? "missed" : "owed"}
      title={t(`upkeep.now.${actOf(owed.act)}`, { name: nameOf(roster, owed.owner) })}
      when={dueWords(owed.due, now, rules.calendar)}
    >
      {next !== null && next !== owed.owner && (
        <span class="soft small block">{t("upkeep.now.next", { name: nameOf(roster, next) })}</span>
      )}
    </ClockStep>
  );
}

/** What does not match. A wrong clock looks the same, and is named first. */
function Doubts({ told: { read, roster, calendar, now } }: { readonly told: Told }): JSX.Element | null {
  const { alarms, differences, rules, entries } = read;
  const known = { facts: factsOf(roster, calendar), hashes: roster.hashes, rules };
  const found = [
    ...doubtsIn(
      entries.map(({ entry }) => entry),
      known,
    ),
    ...alarms.map(({ code, number }) => ({ code, number })),
    ...differences.map((one) => ({ code: one.code, number: "number" in one ? one.number : 0 })),
  ];
  if (found.length === 0) return null;
  return (
    <Notice tone="missed" title={t("upkeep.doubt.title")}>
      <p>{t("upkeep.doubt.clock", { day: formatDay(dayOf(now, rules.calendar), now) })}</p>
      <More title={t("upkeep.doubt.more", { count: found.length })}>
        <ul class="facts stack close">
          {found.map(({ code, number }) => (
            <li key={`${code} ${number}`}>
              {t(number === 0 ? "upkeep.doubt.whole" : "upkeep.doubt.entry", { number })} <code>{code}</code>
            </li>
          ))}
        </ul>
      </More>
    </Notice>
  );
}
