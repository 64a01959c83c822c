import { COUNTERSIGNED_WITHIN, isLater, NoteError, openPutBack, readVerifier, type PutBack } from "@niuniu/note";
import { SLOT } from "@niuniu/record";
import type { Roster } from "@niuniu/roster";
import { HostLied } from "../trouble.ts";
import type { Values } from "../words.ts";
import { hashOf } from "./facts.ts";
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

/** Whether a record of that size has signed nothing since it was put back, and may still wait for its witnesses. */
export const isStill = (said: PutBack, size: number, now: number): boolean => size <= said.kept && isRecent(said, now);

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
  const verifier = readVerifier(log);
  // The one that led to this log: to be put back once more gives the committee's word no more time.
  const led = said.find(({ origin }) => origin !== verifier.name);
  if (led === undefined || !isLater(verifier, readVerifier(named))) return null;
  if (now > until(led)) throw new HostLied("lie.put-back-late", timesOf(led), { "put-back.txt": led.note });
  return led;
}

/** How a chain of statements that does not go on from what was seen is explained. */
export type Explained = { readonly said: Said; readonly how: "waits" | "signed-anew" };

/**
 * The word that explains it, where everything that the copy held is still there: the statements after it are gone, or
 * others were signed in their place since. `at`: the place of the first that is not what was seen. Null if there is none;
 * an explanation that waits is good for as long as the committee has.
 */
export function explained(said: readonly Said[], roster: Roster, at: number, now: number): Explained | null {
  for (const one of said.filter(({ statements }) => at >= statements && at > 0)) {
    const next = roster.statements[at];
    if (next === undefined && now <= until(one)) return { said: one, how: "waits" };
    if (next !== undefined && next.effective > one.at) return { said: one, how: "signed-anew" };
  }
  return null;
}
