import { fromBase64, NoteError, toBase64, type Verify } from "@niuniu/note";
import { addDays, dayOf, type Calendar, type Day, type Instant } from "@niuniu/owe";
import { chain, checkEvent, RecordError, SLOT } from "@niuniu/record";
import {
  endOfSlot,
  witnessedBy,
  type Checked,
  type Exhibit,
  type Finding,
  type RecordView,
  type Witnessed,
} from "@niuniu/trust";
import { fieldsIn } from "../entry.ts";
import type { Recorded, SaltedText } from "../thread.ts";
import { KEPT_WITHIN, PROMISE_GRACE, readPromise, sealedBy, type EnteredEvent } from "./promised.ts";

/** How an entry of a matter stands in the public record. */
export type Standing =
  | { readonly state: "sealed"; readonly seal: Seal }
  /** Promised, and still within the time of the promise: sealed from `at` on. */
  | { readonly state: "promised"; readonly at: Instant }
  | { readonly state: "none" };

/** A place in the record, proven here. */
export interface Seal {
  /** Since when at the latest it stands there: the end of its slot, or of its day in UTC where only that is kept. */
  readonly since: Instant;
  readonly exact: boolean;
  readonly index: number;
  /** Of the checkpoint it was proven against. */
  readonly size: number;
  readonly root: string;
  readonly note: string;
  readonly witnessed: readonly Witnessed[];
}

/** Every entry's standing, in order, and everything that does not fit. */
export interface Seals extends Checked {
  readonly standings: readonly Standing[];
}

/** What is read. */
export interface SealReading {
  readonly thread: Recorded;
  readonly view: RecordView;
  readonly calendar: Calendar;
  /** This device's own clock. */
  readonly now: Instant;
  /** Checks what the log signed, where something faster than the pure code is at hand. */
  readonly verify?: Verify | undefined;
}

const DAY = 86_400_000;
/** Of a longer matter only the steps among the newest entries come with proofs of their own. */
export const NEWEST = 256;

/** When something was sealed at the earliest and at the latest. */
interface Window {
  readonly from: Instant;
  readonly until: Instant;
}

/** What is known of one entry number: its standing, and the time it was sealed in or is to be. */
interface Mark {
  readonly number: number;
  readonly standing: Standing;
  readonly window: Window;
}

/**
 * Checks every proof and promise of a matter against its chain. A proof stands for its entry and for all before it back
 * to the previous proof, because the chain covers them; the days they bear must fit the time they were sealed. It
 * trusts the log's key and this device's clock. Never throws: what does not hold is a finding.
 */
export function readSeals(reading: SealReading): Seals {
  const { entries } = reading.thread;
  const commitments = commitmentsOf(entries);
  const findings: Finding[] = [];
  const exhibits: Exhibit[] = [];
  const marks = [...provenIn(reading, commitments, findings), ...promisedIn(reading, commitments, findings)];
  const standings = entries.map((entry, at) => {
    const mark = earliest(marks.filter(({ number }) => number > at));
    const own = at >= entries.length - NEWEST;
    const date = mark === null || !own ? null : misdated(entry.text, mark.window, reading.calendar);
    if (mark !== null && date !== null) {
      findings.push({ code: "misdated", number: at + 1, date, at: mark.window.until });
      exhibits.push({ title: `entry ${at + 1}`, text: entry.text });
    }
    return mark?.standing ?? ({ state: "none" } as const);
  });
  const bare = standings.findIndex(({ state }) => state === "none");
  if (bare >= 0) findings.push({ code: "unsealed", number: bare + 1 });
  return { standings, findings, exhibits };
}

const earliest = (marks: readonly Mark[]): Mark | null =>
  marks.reduce<Mark | null>((least, mark) => (least === null || mark.number < least.number ? mark : least), null);

function commitmentsOf(entries: readonly SaltedText[]): readonly Uint8Array[] {
  try {
    return chain(entries.map(({ text, salt }) => ({ event: text, salt: fromBase64(salt) })));
  } catch (error) {
    if (isOurs(error)) return [];
    throw error;
  }
}

const isOurs = (error: unknown): boolean => error instanceof RecordError || error instanceof NoteError;

function provenIn(reading: SealReading, commitments: readonly Uint8Array[], findings: Finding[]): readonly Mark[] {
  const { thread, view, verify } = reading;
  const above = witnessesAbove(view, findings);
  return thread.proofs.flatMap(({ number, proof }) => {
    try {
      const entered = checkEvent(proof, commitmentAt(commitments, number), view.log, { verify });
      const seal = sealOf(entered, view, above);
      return [{ number, standing: { state: "sealed", seal }, window: windowOf(entered) } as const];
    } catch (error) {
      if (!isOurs(error)) throw error;
      const forged = error instanceof RecordError && error.code === "record/bad-cosignature";
      findings.push(forged ? { code: "forged-witness" } : { code: "bad-proof", number });
      return [];
    }
  });
}

function promisedIn(reading: SealReading, commitments: readonly Uint8Array[], findings: Finding[]): readonly Mark[] {
  const { thread, view, now, verify } = reading;
  return thread.promises.flatMap(({ number, promise }) => {
    try {
      const slot = readPromise(promise, commitmentAt(commitments, number), view.log, verify);
      const at = endOfSlot(slot);
      if (at > now + PROMISE_GRACE) throw new RecordError("record/not-this-event", "promised for a time far off");
      const window = { from: at - SLOT, until: at };
      // Whatever this device's clock says: a record that has passed the slot without it has broken the promise.
      if (Math.max(now, view.until) > at + KEPT_WITHIN) findings.push({ code: "broken-promise", number, at });
      return [{ number, standing: { state: "promised", at }, window } as const];
    } catch (error) {
      if (!isOurs(error)) throw error;
      findings.push({ code: "bad-promise", number });
      return [];
    }
  });
}

function commitmentAt(commitments: readonly Uint8Array[], number: number): Uint8Array {
  const commitment = commitments[number - 1];
  if (commitment === undefined) throw new RecordError("record/not-this-event", "there is no such entry");
  return commitment;
}

function witnessesAbove({ checkpoint, witnesses }: RecordView, findings: Finding[]): readonly Witnessed[] {
  try {
    return witnessedBy(checkpoint, witnesses);
  } catch (error) {
    if (!isOurs(error)) throw error;
    findings.push({ code: "forged-witness" });
    return [];
  }
}

function sealOf(
  { note, checkpoint, index, when }: EnteredEvent,
  { size, witnesses }: RecordView,
  above: readonly Witnessed[],
): Seal {
  const own = witnessedBy(note, witnesses);
  return {
    since: sealedBy({ when }),
    exact: "slot" in when,
    index,
    size: checkpoint.size,
    root: toBase64(checkpoint.root),
    note,
    // What a witness saw of the newest milestone holds for everything under it.
    witnessed: own.length > 0 || index >= size ? own : above,
  };
}

function windowOf({ when }: Pick<EnteredEvent, "when">): Window {
  const until = sealedBy({ when });
  return { from: until - ("slot" in when ? SLOT : DAY), until };
}

/**
 * The day an entry bears, where it is not one it can have been sealed on. What people sign bears a day of their own
 * device, which the rules let be one off.
 */
function misdated(text: string, { from, until }: Window, calendar: Calendar): Day | null {
  const said = dateIn(text);
  if (said === null) return null;
  const slack = said.act ? 1 : 0;
  const first = addDays(dayOf(from - PROMISE_GRACE, calendar), -slack);
  const last = addDays(dayOf(until + PROMISE_GRACE, calendar), slack);
  return said.date < first || said.date > last ? said.date : null;
}

/** The day in an entry's first line; null for an entry that is none, which other checks call by its name. */
function dateIn(text: string): { readonly date: Day; readonly act: boolean } | null {
  const { niuniu, date } = fieldsIn(text) ?? {};
  return typeof date === "string" ? { date, act: niuniu === "act v1" } : null;
}
