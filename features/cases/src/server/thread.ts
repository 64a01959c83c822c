import type { Host } from "@niuniu/host";
import { pageBefore, recordedOf, withThread } from "@niuniu/matter/server";
import { toBase64, toHex } from "@niuniu/note";
import { dayOf, type Day } from "@niuniu/owe";
import { REPORTER } from "@niuniu/seal";
import type { ParcelOf } from "@niuniu/wire";
import { fieldsIn, type EntryAnswer, type OlderHeader, type Owed } from "@niuniu/matter";
import type { ThreadHeader } from "../routes.ts";
import type { Context } from "./context.ts";
import { LARGEST_MESSAGE } from "./sizes.ts";
import { readEnvelopes, readLinks, readWrap, type CaseRow, type Link } from "./store-case.ts";

/** For whom a thread is put together: a member's id, or {@link REPORTER}. */
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

/** The thread of a case as this viewer may have it: the whole chain, the newest ciphertexts, the viewer's own wrap. */
export async function threadOf(
  { host, rulebook }: Pick<Context, "host" | "rulebook">,
  row: CaseRow,
  viewer: Viewer,
): Promise<ParcelOf<ThreadHeader>> {
  const { db } = host;
  const [entries, wrap] = await Promise.all([readLinks(db, row.id), readWrap(db, row.id, viewer.reader)]);
  const parts: Uint8Array[] = wrap === null ? [] : [wrap];
  const [envelopes, recorded] = await Promise.all([
    readEnvelopes(db, row.id, withThread(sealedFor(entries, viewer.reader), PAGE)),
    recordedOf(host, entries),
  ]);
  const answers = entries.map(({ number, text, salt }): EntryAnswer => {
    const envelope = envelopes.get(number);
    return { text, salt: toBase64(salt), part: envelope === undefined ? -1 : parts.push(envelope) - 1 };
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
    absences: viewer.absences.filter(concerning(entries, viewer.reader, dayOf(viewer.now, rulebook.of(row).calendar))),
    auth: row.auth === null ? "" : toBase64(row.auth),
    rules: rulebook.textsOf(row),
    ...recorded,
    now: viewer.now,
  };
  return { header, parts };
}

/** What travels of a case at once: four of the largest messages. */
export const PAGE = { count: 64, bytes: 4 * LARGEST_MESSAGE } as const;

/** The entries with a ciphertext that this reader may have: notes are for readers alone. */
const sealedFor = (entries: readonly Link[], reader: string): readonly Link[] =>
  entries.filter(({ size, text }) => size !== null && (reader !== REPORTER || !isNote(text)));

/** The page of ciphertexts before the entry `before` that this reader may have; the report came with the thread. */
export async function olderOf(
  db: Host["db"],
  id: string,
  { reader, before }: { readonly reader: string; readonly before: number },
): Promise<ParcelOf<OlderHeader>> {
  const sealed = sealedFor(await readLinks(db, id), reader);
  const envelopes = await readEnvelopes(db, id, pageBefore(sealed, PAGE, before));
  const found = [...envelopes];
  return {
    header: { case: id, entries: found.map(([number], part) => ({ number, part })) },
    parts: found.map(([, envelope]) => envelope),
  };
}

/**
 * Which signed absences belong to this case: of people it passed over, for those who check why; and, for members, of people who
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

/** True for the signed act `note`: a message among the readers. */
function isNote(text: string): boolean {
  return kindOf(text) === "note";
}

/** The kind of an entry of our own chain, which was checked when it came. */
export function kindOf(text: string): string {
  return String(fieldsIn(text)?.["kind"]);
}
