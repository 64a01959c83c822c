import { readVerifier, toBase64, type Verifier } from "@niuniu/note";
import { checkLeaf, checkPublic, RecordError, SLOT, writePublic, type Entered } from "@niuniu/record";
import type { Statement } from "@niuniu/roster";
import type { Head } from "@niuniu/wire/record";

/** The public record as this page may believe it. */
export interface RecordView {
  readonly log: Verifier;
  /** The log's key as C2SP writes it. */
  readonly vkey: string;
  /** The committee's newest statement names the key; else it is taken as the server gives it, and only this device can tell a change. */
  readonly named: boolean;
  /** The newest milestone: the exact signed note with the witnesses' lines, and what it says. */
  readonly checkpoint: string;
  readonly size: number;
  /** base64 */
  readonly root: string;
  /** Where the committee's newest statement stands in it. */
  readonly statementAt: number;
  /** End of the newest sealed slot in it (ms since epoch): until then the record is known to have grown. */
  readonly until: number;
  /** By this device's clock it should have grown since, or claims a time that has not come. */
  readonly stale: boolean;
  /** The witnesses as the committee names them: `witnessedBy` tells which of them have signed this checkpoint. */
  readonly witnesses: readonly string[];
  /** That the server was put back from a copy, as its log says; null where it was not, or no part of this page asked. */
  readonly putBack: PutBackView | null;
}

/** What a page may believe of a server that was put back. Instants are ms since epoch. */
export interface PutBackView {
  /** The moment of the copy, and when it was put in place. */
  readonly of: number;
  readonly at: number;
  /** Until then it explains what is missing, and nothing after; Infinity once the committee has signed for the log since. */
  readonly until: number;
  /** The record was begun anew, and the committee has not signed for that yet. */
  readonly awaiting: boolean;
  /** Nothing was signed since it was put back. */
  readonly still: boolean;
  /** What the log signed. */
  readonly note: string;
  /** Every time that it was put back, newest first, and until when each explains what it lost. */
  readonly each: readonly {
    readonly of: number;
    readonly at: number;
    readonly ends: number;
    readonly note: string;
  }[];
}

/** Reads what the head says of being put back, given the committee's newest statement. */
export type ReadPutBack = (head: Head, statement: Statement, now: number) => PutBackView | null;

/** The end of a slot (ms since epoch): from then on it can be sealed. */
export const endOfSlot = (slot: number): number => (slot + 1) * SLOT;

/** A milestone is made every five minutes. Older than this, and the record has stopped growing or is held back. */
const OLDEST = 8 * 60_000;
/** How far the record's clock may run ahead of this device's. */
const AHEAD = 10 * 60_000;

/**
 * Checks where the record stands and that the newest statement stands in it. It trusts the statement, which its caller
 * has checked, for the log's key and the witnesses. Throws RecordError or NoteError: then the committee must not be taken.
 */
export function readRecord(
  head: Head,
  { statement, note }: { readonly statement: Statement; readonly note: string },
  now: number,
  readPutBack: ReadPutBack | null = null,
): RecordView {
  const putBack = readPutBack?.(head, statement, now) ?? null;
  const vkey = putBack?.awaiting === true ? head.log : (statement.log ?? head.log);
  if (head.log !== vkey) throw new RecordError("record/wrong-origin", "not the log that the committee names");
  const log = readVerifier(vkey);
  const { leaf, ...last } = checkLeaf(head.last, log);
  if (leaf.kind !== "slot") throw new RecordError("record/not-this-event", "the newest leaf is no slot");
  if (head.roster === null) throw new RecordError("record/not-this-event", "the newest statement is not in the record");
  const text = writePublic({ kind: "roster", date: statement.date, body: note });
  const entered = checkPublic(head.roster, text, log);
  const [root, other] = [last, entered].map(({ checkpoint }) => `${checkpoint.size} ${toBase64(checkpoint.root)}`);
  if (root !== other) throw new RecordError("record/inclusion", "two checkpoints for one head");
  return {
    log,
    vkey,
    named: statement.log !== undefined,
    putBack,
    statementAt: entered.index,
    ...standing(last, statement.witnesses, leaf.slot, now),
  };
}

function standing(
  { note, checkpoint }: Entered,
  witnesses: readonly string[],
  slot: number,
  now: number,
): Omit<RecordView, "log" | "vkey" | "named" | "putBack" | "statementAt"> {
  const until = endOfSlot(slot);
  return {
    checkpoint: note,
    size: checkpoint.size,
    root: toBase64(checkpoint.root),
    until,
    stale: now - until > OLDEST || until - now > AHEAD,
    witnesses,
  };
}
