import type { Database, Host } from "@niuniu/host";
import { toBase64, toHex } from "@niuniu/note";
import { dayOf, type Day } from "@niuniu/owe";
import { REPORTER } from "@niuniu/seal";
import type { ParcelOf } from "@niuniu/wire";
import { fieldsIn } from "../../entry.ts";
import type { MatterState } from "../../state.ts";
import type { EntryAnswer, OlderHeader, Owed, SealedThread } from "../../thread.ts";
import { pageBefore, withThread, type PageSize } from "../paging.ts";
import { recordedOf } from "../recorded.ts";
import type { Link, SealedStore } from "./store.ts";

/** For whom a thread is put together: a member's id, or {@link REPORTER}. */
export interface Viewer {
  readonly reader: string;
  readonly absences: readonly string[];
  readonly now: number;
}

/** A sealed matter as its row tells of it; `auth`: the reporter's public key, null for a file sealed by hand. */
export interface Sealed {
  readonly id: string;
  readonly head: Uint8Array;
  readonly auth: Uint8Array | null;
  readonly readers: readonly string[];
  readonly state: Pick<MatterState, "obligation">;
  /** Hashes of the rules it began under, hex. */
  readonly policy: string;
  readonly calendar: string;
}

/** How a feature's sealed matters are handed out. */
export interface Handing<Row, More> {
  readonly store: SealedStore;
  /** What travels of a matter at once. */
  readonly page: PageSize;
  /** Whether what is sealed in entries of this kind is for the readers among themselves, and not for its reporter. */
  readonly isInternal: (kind: string) => boolean;
  /** What its feature says of a matter besides. */
  readonly more: (row: Row) => More;
}

type Shares = Pick<Handing<never, unknown>, "store" | "page" | "isInternal">;

/**
 * The thread of a sealed matter as this viewer may have it: the whole chain, the newest ciphertexts, the viewer's own wrap, and what the
 * record holds of it.
 */
export async function sealedThread<Row extends Sealed, More>(
  host: Pick<Host, "db" | "record" | "rules">,
  { store, page, isInternal, more }: Handing<Row, More>,
  { row, viewer }: { readonly row: Row; readonly viewer: Viewer },
): Promise<ParcelOf<SealedThread & More>> {
  const { db } = host;
  const [entries, wrap] = await Promise.all([store.readLinks(db, row.id), store.readWrap(db, row.id, viewer.reader)]);
  const parts: Uint8Array[] = wrap === null ? [] : [wrap];
  const [envelopes, recorded] = await Promise.all([
    store.readEnvelopes(db, row.id, withThread(sealedFor(entries, viewer.reader, isInternal), page)),
    recordedOf(host, entries),
  ]);
  const answers = entries.map(({ number, text, salt }): EntryAnswer => {
    const envelope = envelopes.get(number);
    return { text, salt: toBase64(salt), part: envelope === undefined ? -1 : parts.push(envelope) - 1 };
  });
  const today = dayOf(viewer.now, host.rules.of(row).calendar);
  const header = {
    ...more(row),
    case: row.id,
    owed: owedIn(row.state),
    entries: answers,
    head: toHex(row.head),
    readers: row.readers,
    wrap: wrap === null ? -1 : 0,
    absences: viewer.absences.filter(concerning(entries, viewer.reader, today)),
    auth: row.auth === null ? "" : toBase64(row.auth),
    rules: host.rules.textsOf(row),
    ...recorded,
    now: viewer.now,
  };
  return { header, parts };
}

/** What is owed on a matter, exact to the minute, or null when it is closed. */
export function owedIn({ obligation }: Pick<MatterState, "obligation">): Owed | null {
  if (obligation === null) return null;
  const { role, act, owner, due } = obligation;
  return { role, act, owner, due };
}

/** The page of ciphertexts before the entry `before` that this reader may have; what began the matter came with the thread. */
export async function olderOf(
  db: Database,
  { store, page, isInternal }: Shares,
  { id, reader, before }: { readonly id: string; readonly reader: string; readonly before: number },
): Promise<ParcelOf<OlderHeader>> {
  const sealed = sealedFor(await store.readLinks(db, id), reader, isInternal);
  const found = [...(await store.readEnvelopes(db, id, pageBefore(sealed, page, before)))];
  return {
    header: { case: id, entries: found.map(([number], part) => ({ number, part })) },
    parts: found.map(([, envelope]) => envelope),
  };
}

/** The entries with a ciphertext that this reader may have. */
const sealedFor = (entries: readonly Link[], reader: string, isInternal: Shares["isInternal"]): readonly Link[] =>
  entries.filter(({ size, text }) => size !== null && (reader !== REPORTER || !isInternal(kindOf(text))));

/**
 * Which signed absences belong to this matter: of people it passed over, for those who check why; and, for members, of people who
 * are or will be away. The rest of the committee's holidays is nobody's business here.
 */
function concerning(entries: readonly Link[], reader: string, today: Day): (note: string) => boolean {
  const passedOver = new Set(entries.flatMap(({ text }) => (text.includes('"skipped"') ? skippedIn(text) : [])));
  return (note) => {
    const { by, until } = fieldsIn(note) as { readonly by: string; readonly until: string };
    return passedOver.has(by) || (reader !== REPORTER && until >= today);
  };
}

function skippedIn(text: string): readonly string[] {
  return (fieldsIn(text) as { readonly skipped?: readonly string[] } | null)?.skipped ?? [];
}

/** The kind of an entry of our own chain, which was checked when it came. */
export const kindOf = (text: string): string => String(fieldsIn(text)?.["kind"]);
