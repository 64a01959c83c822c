import { fromBase64, NoteError } from "@niuniu/note";
import type { Source } from "../source.ts";
import { CannotCheck } from "../trouble.ts";
import { fieldsOf, listOf, objectAt, type Fields } from "./json.ts";

/** A public entry as it is served beside the log; nothing about it has been checked. */
export interface ServedEntry {
  readonly index: number;
  readonly salt: Uint8Array;
  readonly text: string | null;
  readonly tombstone: string | null;
}

interface Page {
  readonly entries: readonly ServedEntry[];
  readonly more: boolean;
}

const MOST_ON_A_PAGE = 100;

function readEntry(value: unknown): ServedEntry | null {
  const { index, salt, text, tombstone } = fieldsOf(value) ?? {};
  if (typeof index !== "number" || !Number.isSafeInteger(index) || typeof salt !== "string") return null;
  const given = (part: unknown): part is string | null => part === null || typeof part === "string";
  if (!given(text) || !given(tombstone)) return null;
  try {
    return { index, salt: fromBase64(salt), text, tombstone };
  } catch (cause) {
    if (!(cause instanceof NoteError)) throw cause;
    return null;
  }
}

function readPage({ entries, more }: Fields): Page | null {
  const list = listOf(entries)?.map(readEntry);
  if (list === undefined || typeof more !== "boolean" || list.length > MOST_ON_A_PAGE) return null;
  const read = list.filter((entry) => entry !== null);
  return read.length === list.length && (read.length > 0 || !more) ? { entries: read, more } : null;
}

/** The served path of the page that follows an index. */
function pagePath(after: number): string {
  return `/record/entries/${after}`;
}

/**
 * The public entries from an index on, a page at a time and in order. Pages are always asked for at the same places, so
 * that a folder of files can answer: `page` is where the page with the last entry began.
 */
export class Texts {
  readonly #source: Source;
  readonly #from: number;
  #after: number;
  #queue: ServedEntry[] = [];
  #done = false;
  /** Where to go on the next time. */
  page: number;

  constructor(source: Source, page: number, from: number) {
    this.#source = source;
    this.#from = from;
    this.#after = page;
    this.page = page;
  }

  /** The next entry, or null when the host has no more. */
  async next(): Promise<ServedEntry | null> {
    while (this.#queue.length === 0 && !this.#done) await this.#turn();
    return this.#queue.shift() ?? null;
  }

  async #turn(): Promise<void> {
    // Pages are shorter once a text in them was taken away: then a copy has none that begins where one did.
    if (this.#after !== -1 && (await this.#source.get(pagePath(this.#after))) === null) this.#after = -1;
    const path = pagePath(this.#after);
    const { entries, more } = await objectAt(this.#source, path, readPage);
    let last = this.#after;
    for (const { index } of entries) {
      if (index <= last) throw new CannotCheck("not-understood", { host: this.#source.name, path });
      last = index;
    }
    this.page = this.#after;
    this.#after = last;
    this.#done = !more;
    this.#queue = entries.filter(({ index }) => index >= this.#from);
  }
}
