import { alarmName, readAlarm, readAnswered } from "@niuniu/committee";
import { NoteError, orNull } from "@niuniu/note";
import { addDays, endOf, startOf, type Day } from "@niuniu/owe";
import { RosterError } from "@niuniu/roster";
import type { EntryOf, Rules } from "@niuniu/matter";
import type { Facts } from "./facts.ts";
import { firstHoursDue } from "./first-hours.ts";
import { isBorneOut } from "./over.ts";
import type { Policy } from "./policy.ts";
import type { Begun, Settled, Upkeep, What } from "./terms.ts";
import { dueWithin, ROUNDS, wantedOf } from "./wanted.ts";

/** Something that the server says of one of them, and statements and rules do not bear out. */
export interface Doubt {
  readonly code:
    /** An end that no statement, and no witness, shows. */
    | "not-borne-out"
    /** It is none of those that the committee owes, or no witness said so. */
    | "not-owed"
    /** Its first date is not the one that the rules give for the day on which it began. */
    | "other-date"
    /** It began so late that its first date is another. */
    | "begun-late"
    /** It goes by rules that a newer statement had replaced. */
    | "old-statement";
  readonly number: number;
}

/** What is known without the server; `rules`: those named by the statement under which it began. */
interface Known {
  readonly facts: Facts;
  /** Hashes of the statements, as they stand in `facts`. */
  readonly hashes: readonly string[];
  readonly rules: Rules<Policy>;
}

/**
 * Days. A server looks once an hour, and a statement may be signed a day after it says that it holds: what begins later than this after its time
 * was kept quiet, or its server was off.
 */
const LATE = 3;

/** What is not borne out of how one began and ended, whose entries these are. The rest, its rules tell (`replay`). */
export function doubtsIn(entries: readonly EntryOf<Upkeep>[], known: Known): readonly Doubt[] {
  const [begun] = entries;
  if (begun?.kind !== "begun") return [];
  const ends = entries.filter((entry): entry is Settled => entry.kind === "settled");
  return [
    ...beginning(begun, known).map((code) => ({ code, number: begun.number })),
    ...ends.flatMap((settled): readonly Doubt[] =>
      isShown(begun, settled, known.facts) ? [] : [{ code: "not-borne-out", number: settled.number }],
    ),
  ];
}

function beginning(begun: Begun, { facts, hashes, rules }: Known): readonly Doubt["code"][] {
  const at = hashes.indexOf(begun.statement);
  // Which rules it goes by, its reader asks before: nothing is reckoned by others.
  if (at < 0) return [];
  const next = facts.statements[at + 1];
  if (next !== undefined && addDays(next.from, LATE) < begun.date) return ["old-statement"];
  const then = { statements: facts.statements.slice(0, at + 1), calendar: rules.calendar };
  if (begun.what === "alarm" && saidBy(begun.alarm, begun.subject, facts) === null) return ["not-owed"];
  if (begun.what === "first-hours") {
    const given = firstHoursDue(begun, then, rules.policy.firstHours);
    return given === null ? ["not-owed"] : given === begun.until ? [] : ["other-date"];
  }
  return HOUSE.has(begun.what) ? within(begun, rules) : owedBy(begun, then, rules);
}

/** What statements do not tell of. */
const HOUSE: ReadonlySet<What> = new Set(["countersign", "way", "alarm"]);

/** By the statements alone. */
function owedBy(begun: Begun, facts: Facts, rules: Rules<Policy>): readonly Doubt["code"][] {
  const until = (day: Day): Day | undefined =>
    wantedOf(facts, { ...rules, now: startOf(day, rules.calendar) }).find(
      ({ what, subject }) => what === begun.what && subject === begun.subject,
    )?.until;
  const given = until(begun.date);
  if (given === undefined) return ["not-owed"];
  if (given !== begun.until) return ["other-date"];
  const before = addDays(begun.date, -LATE);
  // What comes round may have waited for the one before it.
  if (ROUNDS.has(begun.what) || (facts.statements.at(-1)?.from ?? begun.date) > before) return [];
  const first = until(before);
  return first !== undefined && first < begun.until ? ["begun-late"] : [];
}

/** What the house alone knows of is due within so many working days; when signatures are taken no more, it may be sooner. */
function within({ what, date, until }: Begun, { policy, calendar }: Rules<Policy>): readonly Doubt["code"][] {
  const workingDays = what === "countersign" ? policy.sign : policy.way;
  const [first, last] = [startOf(date, calendar), endOf(date, calendar)].map((now) =>
    dueWithin(workingDays, { calendar, now }),
  );
  if (first === undefined || last === undefined) return [];
  return until > last || (what !== "countersign" && until < first) ? ["other-date"] : [];
}

/** Whose alarm this is, by a key that a statement has named; null where it is nobody's, or another. */
function saidBy(note: string | undefined, subject: string, facts: Facts) {
  if (note === undefined) return null;
  const said = orNull(() => readAlarm(note, everyWitness(facts)), RosterError, NoteError);
  return said !== null && alarmName(note) === subject ? said.by : null;
}

const everyWitness = ({ statements }: Facts): readonly string[] => statements.flatMap(({ witnesses }) => witnesses);

function isShown(begun: Begun, settled: Settled, facts: Facts): boolean {
  if (begun.what !== "alarm") return isBorneOut(begun, settled, facts);
  const [by, { word }] = [saidBy(begun.alarm, begun.subject, facts), settled];
  if (by === null || word === undefined || settled.how !== "answered") return false;
  const answered = orNull(() => readAnswered(word, everyWitness(facts)), RosterError, NoteError);
  return answered?.alarm === begun.subject && answered.by.name === by.name && isSame(answered.by.key, by.key);
}

const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);
