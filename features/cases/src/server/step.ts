import type { Decision } from "../terms.ts";
import { writeEvent } from "@niuniu/matter";
import { sha256, utcDay, type Host, type Tx } from "@niuniu/host";
import { type Act, type ServerEvent } from "../events.ts";
import { parseEvent } from "../parse.ts";
import type { CaseState } from "../state.ts";
import { commit } from "@niuniu/record";
import { dayOf, daysBetween, type Calendar } from "@niuniu/owe";
import { DUE } from "./settled.ts";
import type { CaseRow, NewEntry } from "./store-case.ts";
import { changesOf, saveChanges, summed } from "./store-count.ts";
import { saveTallies, type Tally } from "./store-figures.ts";
import { saveCases, saveMoved } from "./store-step.ts";
import type { Moved } from "./tables.ts";

/** A signed act as it came: the exact note, what it says, and its ciphertext. */
export interface SignedAct {
  readonly text: string;
  readonly act: Act;
  readonly envelope: Uint8Array | null;
  /** 32 bytes; the first of a case comes from the receipt, all others are random. */
  readonly salt: Uint8Array;
}

/**
 * The text of an event of ours, once the pages' own parser has read it and would write the same. A chain is for good: one
 * event that no page can read would make its whole case unreadable, so this stops hard, whatever led to it.
 */
function textOf(event: ServerEvent): string {
  const text = writeEvent(event);
  if (writeEvent(readBack(text)) !== text) throw new Error("cases/own-event-malformed");
  return text;
}

function readBack(text: string): ServerEvent {
  try {
    return parseEvent(JSON.parse(text));
  } catch {
    // Not the Refused of the parser: nobody's request is at fault, and nobody is told to mend it.
    throw new Error("cases/own-event-malformed");
  }
}

/** What a decision makes of a chain: the links to add, and the head after them. */
export function linked(
  before: { readonly head: Uint8Array },
  signed: SignedAct | null,
  events: readonly ServerEvent[],
  random: (count: number) => Uint8Array,
): { readonly entries: readonly NewEntry[]; readonly head: Uint8Array } {
  const entries: NewEntry[] = events.map((event) => {
    return { number: event.number, text: textOf(event), salt: random(32), envelope: null };
  });
  if (signed !== null) {
    const { text, salt, envelope } = signed;
    entries.unshift({ number: signed.act.number, text, salt, envelope });
  }
  return { entries, head: entries.reduce((head, { salt, text }) => commit(salt, text, head, sha256), before.head) };
}

/** The columns that repeat the state for lists and counts. */
export function columnsOf(
  state: CaseState,
): Pick<
  CaseRow,
  "state" | "entries" | "stage" | "waiting" | "opened" | "overdue" | "missed" | "owner" | "due" | "readers"
> {
  return {
    state,
    entries: state.entries,
    stage: state.stage,
    waiting: state.waiting,
    opened: state.opened.length > 0,
    overdue: state.late !== null,
    missed: state.missed,
    owner: state.obligation?.owner ?? null,
    due: state.obligation?.due ?? null,
    readers: state.readers,
  };
}

/** What was decided of a case that is held. */
export interface Step {
  readonly row: CaseRow;
  readonly decision: Decision;
  readonly signed: SignedAct | null;
  readonly calendar: Calendar;
}

/** One step, as `takeSteps` takes many. */
export async function takeStep(tx: Tx, host: StepPorts, step: Step, now: number): Promise<CaseRow> {
  const [after = step.row] = await takeSteps(tx, host, [step], now);
  return after;
}

type StepPorts = Pick<Host, "random" | "timers" | "record">;

/**
 * Makes what was decided of some cases durable with the transaction: the chains, the cases, their timers, the counts, and
 * the new heads' places in the record. Everything that changes a case goes through here.
 */
export async function takeSteps(
  tx: Tx,
  host: StepPorts,
  steps: readonly Step[],
  now: number,
): Promise<readonly CaseRow[]> {
  if (steps.length === 0) return [];
  const fresh = utcDay(now);
  const taken = steps.map((step) => {
    const { entries, head } = linked(step.row, step.signed, step.decision.events, host.random);
    return { ...step, entries, after: becomes(step, head, now) };
  });
  await saveCases(tx, taken, fresh);
  await saveDates(tx, host, taken);
  await saveTallies(
    tx,
    taken.flatMap(({ row, signed, decision, calendar }) => talliesOf(row, signed, decision, dayOf(now, calendar))),
  );
  await saveMoved(
    tx,
    taken.flatMap(({ decision, signed }) => [...movedOn(decision.events), ...toldOf(decision.events, signed)]),
    fresh,
  );
  await saveChanges(tx, summed(taken.flatMap(({ row, after }) => changesOf(row, after))));
  const heads = taken.flatMap(({ entries, after }) => (entries.length > 0 ? [after.head] : []));
  if (heads.length > 0) await host.record.place(tx, heads);
  return taken.map(({ after }) => after);
}

function becomes({ row, decision, calendar }: Step, head: Uint8Array, now: number): CaseRow {
  return {
    ...row,
    ...columnsOf(decision.state),
    head,
    closedOn: decision.obligation === null ? (row.closedOn ?? dayOf(now, calendar)) : null,
  };
}

async function saveDates(
  tx: Tx,
  { timers }: Pick<Host, "timers">,
  taken: readonly { readonly row: CaseRow; readonly after: CaseRow }[],
): Promise<void> {
  const moved = taken.flatMap(({ row, after }) => (after.due === row.due ? [] : [{ key: row.id, due: after.due }]));
  await timers.set(tx, ...moved.flatMap(({ key, due }) => (due === null ? [] : [{ kind: DUE, key, due }])));
  for (const { key, due } of moved) if (due === null) await timers.cancel(tx, { kind: DUE, key });
}

/** What is counted of a step. What the rules call settled or missed counts; how a text was meant nobody here can know. */
function talliesOf(row: CaseRow, signed: SignedAct | null, { state }: Decision, day: string): readonly Tally[] {
  const counts = { missed: state.missed - row.state.missed, met: state.met - row.state.met };
  const said = signed === null ? null : state.obligation === null ? ending[signed.act.kind] : named[signed.act.kind];
  const reopened = state.reopened && !row.state.reopened;
  return [
    ...(counts.missed > 0 ? [{ day, what: "missed", days: -1 } as const] : []),
    ...(counts.met > 0 ? [{ day, what: "met", days: -1 } as const] : []),
    ...(said == null ? [] : [{ day, what: said, days: -1 }]),
    ...(reopened ? [{ day, what: "reopened", days: -1 } as const] : []),
    ...(isFirstAnswer(row, signed)
      ? [{ day, what: "answered", days: Math.max(0, daysBetween(row.begun, day)) } as const]
      : []),
  ];
}

const named: Readonly<Partial<Record<Act["kind"], Tally["what"]>>> = { contest: "contested" };
/** That nobody can open a report sets it aside as well, once it has ended the case; nobody would call it a date met. */
const ending: typeof named = { junk: "junk", "cannot-open": "junk" };
const answering: readonly Act["kind"][] = ["answer", "stage", "outcome"];

/** Setting a report aside is an outcome, but nobody would call it an answer. */
function isFirstAnswer({ state }: CaseRow, signed: SignedAct | null): boolean {
  return signed !== null && answering.includes(signed.act.kind) && state.messages.length === 0;
}

/** A missed date for everybody it is said of: who held it for the greater part, and who held it last. */
function movedOn(events: readonly ServerEvent[]): readonly Moved[] {
  const missed = events.find((event) => event.kind === "missed");
  const owed = events.findLast((event) => event.kind === "owed");
  if (missed === undefined || owed === undefined) return [];
  const { case: case_id, number, date: day, person, last, act } = missed;
  const away = [person, last].flatMap((member) => (member === undefined || member === owed.owner ? [] : [member]));
  return away.map((member) => ({ member, case_id, day, number, act, next: owed.owner }));
}

/** For the second person: that somebody closed a case nobody had answered. */
function toldOf(events: readonly ServerEvent[], signed: SignedAct | null): readonly Moved[] {
  const closed = events.find((event) => event.kind === "closed");
  if (closed?.told === undefined || signed === null) return [];
  const { case: case_id, number, date: day, told: member } = closed;
  return [{ member, case_id, day, number, act: "closed", next: signed.act.by }];
}
