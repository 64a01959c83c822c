import type { Entry } from "@niuniu/wire/record";

/** Asks for the public entries after an index, oldest first, a page at a time. */
export type AskEntries = (after: number) => Promise<{ readonly entries: readonly Entry[]; readonly more: boolean }>;

/** The public entries of a stretch of the record, newest first; before `from` (an index of the log) nothing was read. */
export interface Stretch {
  readonly entries: readonly Entry[];
  readonly from: number;
}

/** The leaves of thirty days: one each ten seconds, and one a day. */
const MONTH = 30 * 8_641;
/** Among so few leaves there are no more public entries than one page holds. */
const PAGE = 100;

/**
 * The newest public entries before an index. The record answers from the oldest, so a stretch is guessed and halved until
 * it is whole, or followed by an older one if it is empty: few requests, however long the record is.
 */
export async function readBefore(ask: AskEntries, before: number, span = MONTH): Promise<Stretch> {
  let [until, width] = [before, span];
  for (;;) {
    const from = Math.max(0, until - width);
    const { entries, more } = await ask(from - 1);
    const inside = entries.filter(({ index }) => index >= from && index < until);
    if (more && inside.length === entries.length && width > PAGE) width = Math.ceil(width / 2);
    else if (inside.length === 0 && from > 0) [until, width] = [from, width * 4];
    else return { entries: inside.toSorted((one, other) => other.index - one.index), from };
  }
}

/** Every public entry after an index, oldest first. */
export async function readAfter(ask: AskEntries, after: number): Promise<readonly Entry[]> {
  const read: Entry[] = [];
  for (let last = after; ;) {
    const { entries, more } = await ask(last);
    read.push(...entries);
    const next = entries.at(-1)?.index ?? last;
    if (!more || next <= last) return read;
    last = next;
  }
}
