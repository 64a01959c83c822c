import type { ParcelOf } from "@niuniu/wire";
import { fieldsIn } from "../entry.ts";
import type { EntryAnswer, OlderHeader } from "../thread.ts";

/** A thread as it came: where each ciphertext is among its parts. */
interface Header {
  readonly entries: readonly EntryAnswer[];
}

/** A thread with its older ciphertexts. Those of entries from the number `from` on were asked for, and no others. */
type Paged<H extends Header> = ParcelOf<H> & { readonly from: number };

/** What is needed to bring older ciphertexts along. */
export interface Older {
  /** Whether what is sealed in entries of this kind is for this reader. */
  readonly isFor: (kind: unknown) => boolean;
  /** Ciphertexts that came before, by the exact text of their entry: none is asked for twice. */
  readonly kept: Map<string, Uint8Array>;
  /** The page before an entry; null where it could not be asked for, and what there is then has to do. */
  readonly ask: (before: number) => Promise<ParcelOf<OlderHeader> | null>;
}

/** So many bytes of one matter are held at the most: 64 of the largest messages. */
const MOST = 64 * 262_144;

/**
 * Asks, page by page, for the ciphertexts that this reader may have and that did not come with the thread, newest first.
 * It trusts nothing that comes: what each of them is, the hash in its entry's act says. A page with nothing new is the last.
 */
export async function withOlder<H extends Header>(
  { header, parts: given }: ParcelOf<H>,
  { isFor, kept, ask }: Older,
): Promise<Paged<H>> {
  const { entries } = header;
  const parts = [...given];
  const places = entries.map(({ text, part }) => {
    const known = part === -1 ? kept.get(text) : undefined;
    return known === undefined ? part : parts.push(known) - 1;
  });
  const wanted = entries.map(({ text }, at) => at > 0 && isSealedFor(text, isFor));
  let from = 1;
  for (;;) {
    const lacking = places.findLastIndex((part, at) => part === -1 && wanted[at] === true);
    if (lacking === -1) break;
    const full = parts.reduce((sum, { length }) => sum + length, 0) > MOST;
    const page = full ? null : await ask(lacking + 2);
    if (page === null) from = lacking + 2;
    if (page === null || !takePage(page, { places, parts })) break;
  }
  for (const [at, { text }] of entries.entries()) {
    const envelope = parts[places[at] ?? -1];
    if (wanted[at] === true && envelope !== undefined) kept.set(text, envelope);
  }
  return {
    header: { ...header, entries: entries.map((entry, at) => ({ ...entry, part: places[at] ?? -1 })) },
    parts,
    from,
  };
}

/** Whether the page brought anything new. */
function takePage(
  { header, parts: came }: ParcelOf<OlderHeader>,
  { places, parts }: { readonly places: number[]; readonly parts: Uint8Array[] },
): boolean {
  const before = parts.length;
  for (const { number, part } of header.entries) {
    const envelope = came[part];
    if (envelope !== undefined && places[number - 1] === -1) places[number - 1] = parts.push(envelope) - 1;
  }
  return parts.length > before;
}

function isSealedFor(text: string, isFor: Older["isFor"]): boolean {
  const said = fieldsIn(text);
  return typeof said?.["envelope"] === "string" && isFor(said["kind"]);
}
