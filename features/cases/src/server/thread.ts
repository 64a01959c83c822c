import type { Database, Tx } from "@niuniu/host";
import { toBase64, toHex } from "@niuniu/note";
import { MOST_PARTS } from "@niuniu/seal/parcel";
import type { ParcelOf } from "@niuniu/wire";
import type { EntryAnswer, Owed, ThreadHeader } from "../routes.ts";
import { readEntries, readWrap, type CaseRow, type NewEntry } from "./store-case.ts";

/** For whom a thread is put together: a member's id, or "reporter". */
export interface Viewer {
  readonly reader: string;
  readonly absences: readonly string[];
  readonly now: number;
}

/** What is owed on a case, exact to the minute, or null when it is closed. */
export function owedOf({ state }: Pick<CaseRow, "state">): Owed | null {
  if (state.obligation === null) return null;
  const { role, act, owner, due } = state.obligation;
  return { role, act, owner, due };
}

/** The whole thread of a case as this viewer may have it: the chain, the ciphertexts, the viewer's own wrap. */
export async function threadOf(db: Database | Tx, row: CaseRow, viewer: Viewer): Promise<ParcelOf<ThreadHeader>> {
  const [entries, wrap] = await Promise.all([readEntries(db, row.id), readWrap(db, row.id, viewer.reader)]);
  const parts: Uint8Array[] = wrap === null ? [] : [wrap];
  const withParts = given(entries, viewer.reader, MOST_PARTS - parts.length);
  const answers = entries.map((entry): EntryAnswer => {
    const part = withParts.has(entry.number) && entry.envelope !== null ? parts.push(entry.envelope) - 1 : -1;
    return { text: entry.text, salt: toBase64(entry.salt), part };
  });
  const header: ThreadHeader = {
    case: row.id,
    class: row.class,
    stage: row.stage,
    waiting: row.waiting,
    owed: owedOf(row),
    entries: answers,
    head: toHex(row.head),
    readers: row.readers,
    wrap: wrap === null ? -1 : 0,
    absences: viewer.absences,
    auth: row.auth === null ? "" : toBase64(row.auth),
    now: viewer.now,
  };
  return { header, parts };
}

/** Whose ciphertext travels: the report and the newest, as many as a parcel takes; notes are for readers alone. */
function given(entries: readonly NewEntry[], reader: string, most: number): ReadonlySet<number> {
  const sealed = entries.filter((entry) => entry.envelope !== null && (reader !== "reporter" || !isNote(entry.text)));
  const [first, ...later] = sealed.map(({ number }) => number);
  return new Set(first === undefined ? [] : [first, ...later.slice(Math.max(0, later.length - most + 1))]);
}

/** True for the signed act `note`: a message among the readers. */
function isNote(text: string): boolean {
  return kindOf(text) === "note";
}

/** The kind of an entry of our own chain: its first line is JSON that was checked when it came. */
export function kindOf(text: string): string {
  const { kind } = JSON.parse(text.slice(0, text.indexOf("\n"))) as { readonly kind: string };
  return kind;
}
