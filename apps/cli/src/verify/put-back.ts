import {
  COUNTERSIGNED_WITHIN,
  isLater,
  MOST_WORDS,
  NoteError,
  openPutBack,
  readVerifier,
  unsignedIn,
  type PutBack,
} from "@niuniu/note";
import { SLOT } from "@niuniu/record";
import type { Roster } from "@niuniu/roster";
import { HostLied } from "../trouble.ts";
import type { Values } from "../words.ts";
import { hashOf, type Facts } from "./facts.ts";
import type { Head } from "./json.ts";
import { verifySignature } from "./signature.ts";
import type { Reached } from "./state.ts";

/** How far the host's clock may run ahead of ours (ms). */
const AHEAD = 10 * 60_000;

/** Something the log says of its server: with the note that it signed. */
export interface Said extends PutBack {
  readonly note: string;
}

/**
 * What the log says of having been put back, newest first: signed by its key, and not of a time that has not come. Whether
 * it is said to everybody is for `checkSaid`, once the record has been read.
 */
export function putBacksIn({ log, putBack }: Head, now: number): readonly Said[] {
  try {
    const verifier = readVerifier(log);
    const said = putBack.map((note): Said => ({ note, ...openPutBack(note, verifier, verifySignature) }));
    return said.filter(({ at }) => Date.parse(at) <= now + AHEAD).sort((a, b) => b.times - a.times);
  } catch (cause) {
    if (cause instanceof NoteError) throw new HostLied("lie.put-back", {}, { "put-back.txt": putBack.join("\n") });
    throw cause;
  }
}

/** Each stands in the record for everybody to read, unless the record has signed nothing since. */
export function checkSaid(said: readonly Said[], { facts, leaves }: Reached): void {
  const known = new Set(facts.putBacks);
  for (const { note, at } of said) {
    const grown = leaves.lastSlot !== null && leaves.lastSlot * SLOT > Date.parse(at);
    if (grown && !known.has(hashOf(note)))
      throw new HostLied("lie.put-back-unpublished", { at }, { "put-back.txt": note });
  }
}

/** Until when (ms since epoch) being put back explains something that no quorum has signed for. */
const until = ({ at }: PutBack): number => Date.parse(at) + COUNTERSIGNED_WITHIN;

/** Whether the committee may still have to sign for it. */
export const isRecent = (said: PutBack, now: number): boolean => now <= until(said);

/**
 * Whether a record of that size has signed nothing since it was put back, and may still wait for its witnesses: for the
 * days of the first time, however often it is put back meanwhile.
 */
export function isStill(said: readonly PutBack[], size: number, now: number): boolean {
  const first = said.findLast(({ kept }) => size <= kept);
  return first !== undefined && isRecent(first, now);
}

const day = (time: number): string => new Date(time).toISOString().slice(0, 16).replace("T", " ") + " UTC";

/** When it was, for a sentence. */
export function timesOf(said: PutBack): Values {
  return { of: day(Date.parse(said.of)), at: day(Date.parse(said.at)), until: day(until(said)) };
}

/**
 * The word that explains why another log is served than the committee names: the same key under a later name. Null if
 * there is none. HostLied where the committee should have signed long ago.
 */
export function awaited(said: readonly Said[], { log }: Head, named: string, now: number): Said | null {
  const [verifier, signedFor] = [readVerifier(log), readVerifier(named)];
  // The first that led away from what the committee named: one more new log gives its word no more time.
  const led = unsignedIn(said, verifier, signedFor);
  const first = led.at(-1);
  if (first === undefined || !isLater(verifier, signedFor)) return null;
  if (now > until(first) || led.length >= MOST_WORDS)
    throw new HostLied("lie.put-back-late", timesOf(first), { "put-back.txt": first.note });
  return first;
}

/** How a chain of statements that does not go on from what was seen is explained. */
export type Explained = { readonly said: Said; readonly how: "waits" | "signed-anew" };

/**
 * The word that explains it, where everything that the copy held is still there: the statements after it are gone, or
 * others were signed in their place since. `at`: the place of the first that is not what was seen; `seen`: what the record
 * held then. A word that stood in that record beside the statement came before its loss and explains nothing. Null if there
 * is none; an explanation that waits has the days of the first time that the statement can have been lost.
 */
export function explained(
  said: readonly Said[],
  roster: Roster,
  { at, seen, now }: { readonly at: number; readonly seen: Facts | null; readonly now: number },
): Explained | null {
  const before = new Set((seen?.statements.length ?? 0) > at ? seen?.putBacks : []);
  const could = said.filter(({ statements, note }) => at >= statements && at > 0 && !before.has(hashOf(note)));
  const first = could.at(-1);
  if (first === undefined) return null;
  const next = roster.statements[at];
  if (next === undefined) return now <= until(first) ? { said: first, how: "waits" } : null;
  const anew = could.find((one) => next.effective > one.at);
  return anew === undefined ? null : { said: anew, how: "signed-anew" };
}
