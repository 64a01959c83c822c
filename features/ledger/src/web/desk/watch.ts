import { fromHex, NoteError, readVerifier, toBase64 } from "@niuniu/note";
import { roster as rosterRoute } from "@niuniu/people";
import { checkLeaf, RecordError } from "@niuniu/record";
import { checkChain, type Held, type Roster } from "@niuniu/roster";
import { endOfSlot } from "@niuniu/trust";
import { heldIn, recordOf } from "@niuniu/trust/held";
import { call, CallError, device } from "@niuniu/ui";
import { head as headRoute } from "@niuniu/wire/record";
import type { RosterAnswer } from "@niuniu/wire";
import { readAfter } from "../entries/paging.ts";
import { readEntry, type Read } from "../entries/shown.ts";
import { askEntries } from "../explorer/use-entries.ts";
import { backdatedIn, heldOnce, type Newest } from "./backdated.ts";
import { knownKeys } from "./known-keys.ts";
import { compareStatements, hiddenIn, statementsIn, type Alarm, type Own } from "./names.ts";

/** What this desk has read of the record: every public entry, oldest first. */
export interface Memory {
  readonly read: readonly Read[];
  /** Since when the record holds the statements that had to be asked for, by index. */
  readonly held: Map<number, Held>;
}

/** What watching led to. */
export interface Watched extends Memory {
  readonly alarms: readonly Alarm[];
  /** How many statements of the record were compared. */
  readonly statements: number;
}

const TRIES = 4;
/** A statement is sealed into the record about a second after it is in force. */
const BETWEEN = 1_500;

async function readOn({ read, held }: Memory): Promise<Memory> {
  const more = await readAfter(askEntries, read.at(-1)?.entry.index ?? -1);
  return { read: [...read, ...more.map(readEntry)], held };
}

/**
 * Reads what is new in the record, then the statements the server shows, and compares both with the keys unlocked here. The record
 * is asked as anybody asks it, so the server cannot tell a member's desk from a visitor. Throws CallError, and RosterError
 * where the statements do not hold together.
 */
export async function watchNames(memory: Memory, own: Own): Promise<Watched> {
  for (let left = TRIES; ; left--) {
    const { read, held } = await readOn(memory);
    // In this order: whatever the record holds must be shown by now.
    const { statements: notes }: RosterAnswer = await call(rosterRoute, undefined);
    const roster = checkChain(notes);
    const recorded = statementsIn(read);
    const found = compareStatements({ recorded, notes, roster, own, known: knownKeys(device) });
    const early = found.some(({ code }) => code === "unrecorded") && left > 0;
    if (!early) {
      const newest = await newestOf(roster);
      const late = await backdatedIn(
        recorded,
        newest,
        heldOnce(held, (index) => heldIn(index, newest, recordOf(call))),
      );
      return { read, held, alarms: [...found, ...late, ...hiddenIn(read, roster)], statements: recorded.length };
    }
    await new Promise((resolve) => setTimeout(resolve, BETWEEN));
  }
}

/** Where the record stands, the same for everybody for five minutes; nothing where it cannot be told, which others say. */
async function newestOf({ newest }: Roster): Promise<Newest> {
  try {
    const { log, last } = await call(headRoute, undefined);
    const { leaf, checkpoint } = checkLeaf(last, readVerifier(newest.log ?? log));
    return leaf.kind === "slot"
      ? { size: checkpoint.size, root: toBase64(checkpoint.root), until: endOfSlot(leaf.slot) }
      : NOTHING;
  } catch (error) {
    if (error instanceof CallError || error instanceof RecordError || error instanceof NoteError) return NOTHING;
    throw error;
  }
}

const NOTHING: Newest = { size: 0, root: "", until: 0 };

/** The keys of a member as statements name them. */
export const publicPart = (key: Uint8Array, recipient: Uint8Array): Pick<Own, "key" | "recipient"> => ({
  key: toBase64(key),
  recipient: toBase64(recipient),
});

/** A fingerprint as six words, to be read out to somebody. */
export async function fingerprintWords(keys: string): Promise<string> {
  const { hashWords } = await import("@niuniu/seal/words");
  return hashWords(fromHex(keys), 6);
}
