import type { Host, Tx } from "@niuniu/host";
import type { Decision } from "../append.ts";
import { writeEvent, type Act, type ServerEvent } from "../events.ts";
import { parseEvent } from "../parse.ts";
import type { CaseState } from "../state.ts";
import { commit } from "@niuniu/record";
import { dayOf, daysBetween, type Calendar } from "@niuniu/owe";
import { DUE } from "./coarsen.ts";
import { saveCase, saveMoved, type CaseRow, type NewEntry } from "./store-case.ts";
import { saveTally, type Tally } from "./store-figures.ts";

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
  return { entries, head: entries.reduce((head, { salt, text }) => commit(salt, text, head), before.head) };
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

/**
 * Makes what was decided durable with the transaction: the chain, the case, its timer, the counts, and the new head's
 * place in the record. Everything that changes a case goes through here.
 */
export async function takeStep(
  tx: Tx,
  host: Pick<Host, "random" | "timers" | "record">,
  row: CaseRow,
  step: {
    readonly decision: Decision;
    readonly signed: SignedAct | null;
    readonly now: number;
    readonly calendar: Calendar;
  },
): Promise<CaseRow> {
  const { decision, signed, now, calendar } = step;
  const { entries, head } = linked(row, signed, decision.events, host.random);
  const after: CaseRow = {
    ...row,
    ...columnsOf(decision.state),
    head,
    closedOn: decision.obligation === null ? (row.closedOn ?? dayOf(now, calendar)) : null,
  };
  await saveCase(tx, after, entries);
  if (after.due !== row.due) {
    const timer = { kind: DUE, key: row.id };
    await (after.due === null ? host.timers.cancel(tx, timer) : host.timers.set(tx, { ...timer, due: after.due }));
  }
  for (const tally of talliesOf(row, signed, decision, dayOf(now, calendar))) await saveTally(tx, tally);
  await saveMovedOn(tx, decision.events);
  if (entries.length > 0) await host.record.place(tx, [head]);
  return after;
}

/** What is counted of a step. What the rules call settled or missed counts; how a text was meant nobody here can know. */
function talliesOf(row: CaseRow, signed: SignedAct | null, { state }: Decision, day: string): readonly Tally[] {
  const counts = { missed: state.missed - row.state.missed, met: state.met - row.state.met };
  const said = signed === null ? null : named[signed.act.kind];
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

const named: Readonly<Partial<Record<Act["kind"], Tally["what"]>>> = { junk: "junk", contest: "contested" };
const answering: readonly Act["kind"][] = ["answer", "stage", "outcome"];

/** Setting a report aside is an outcome, but nobody would call it an answer. */
function isFirstAnswer({ state }: CaseRow, signed: SignedAct | null): boolean {
  return signed !== null && answering.includes(signed.act.kind) && state.messages.length === 0;
}

/** Remembers a missed date for everybody it is said of: who held it for the greater part, and who held it last. */
async function saveMovedOn(tx: Tx, events: readonly ServerEvent[]): Promise<void> {
  const missed = events.find((event) => event.kind === "missed");
  const owed = events.findLast((event) => event.kind === "owed");
  if (missed === undefined || owed === undefined) return;
  const { case: id, number, date: day, person, last, act } = missed;
  for (const member of [person, last]) {
    if (member === undefined || member === owed.owner) continue;
    await saveMoved(tx, { member, id, day, number, act, next: owed.owner });
  }
}
