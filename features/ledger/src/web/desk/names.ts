import { splitNote, toHex, type KeysOn } from "@niuniu/note";
import { openTombstone, RecordError } from "@niuniu/record";
import { nameIn } from "@niuniu/people";
import { fingerprint, inOffice, readStatement, statementHash, type Roster, type Statement } from "@niuniu/roster";
import type { Entry } from "@niuniu/wire/record";
import type { Read } from "../entries/shown.ts";

/** The member at this desk, with the public parts (base64) of the keys that are unlocked here. */
export interface Own {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly recipient: string;
}

/** A statement as the record holds it. */
export interface Recorded {
  readonly index: number;
  readonly hash: string;
  readonly note: string;
  readonly statement: Statement;
}

/** One way in which the statements of the record are not what this desk must find there. */
export type Alarm =
  /** A statement names other keys under this member's id or name. `keys`: their fingerprint, hex. */
  | {
      readonly code: "other-keys";
      readonly number: number;
      readonly date: string;
      readonly name: string;
      readonly keys: string;
      readonly note: string;
      /** In the record; null for one that the server shows and the record does not hold. */
      readonly index: number | null;
    }
  /** The record holds a statement that the server does not show among the committee's. */
  | {
      readonly code: "hidden";
      readonly number: number;
      readonly date: string;
      readonly index: number;
      readonly note: string;
    }
  /** The server shows a statement that the record does not hold. */
  | {
      readonly code: "unrecorded";
      readonly number: number;
      readonly date: string;
      readonly index: null;
      readonly note: string;
    }
  /**
   * A statement took effect, as it says, more than a day before the record can have held it; or the server does not prove since
   * when the record holds it.
   */
  | {
      readonly code: "backdated" | "unproven";
      readonly number: number;
      readonly date: string;
      readonly index: number;
      readonly note: string;
    }
  /** What the record lists cannot be read as what it says it is: it could be a statement. */
  | { readonly code: "unreadable"; readonly index: number; readonly note: string }
  /** A text is not shown, and no member signed for taking it away: it could be a statement. */
  | { readonly code: "gone"; readonly index: number; readonly note: string };

/** What the record lists as statements, oldest first. */
export function statementsIn(read: readonly Read[]): readonly Recorded[] {
  return read.flatMap(({ shown, entry }) => (shown.kind === "roster" ? [{ index: entry.index, ...shown }] : []));
}

/**
 * Entries behind which a statement could be hidden: they cannot be read, or their text is gone without a member's
 * signature and without having been lost in public.
 */
export function hiddenIn(read: readonly Read[], roster: Roster): readonly Alarm[] {
  const office = inOffice(roster);
  const lost = new Set(read.flatMap(({ shown }) => (shown.kind === "lost" ? shown.texts : [])));
  const origin = roster.newest.log === undefined ? null : nameIn(roster.newest.log);
  return read.flatMap(({ shown, entry }): readonly Alarm[] => {
    const { index } = entry;
    if (shown.kind === "unreadable") return [{ code: "unreadable", index, note: entry.text ?? entry.tombstone ?? "" }];
    if (entry.text !== null || lost.has(index) || isVouched(entry, office, origin)) return [];
    return [{ code: "gone", index, note: entry.tombstone ?? "" }];
  });
}

/** True if a member who was in office that day has signed for this gap. */
function isVouched({ tombstone, index }: Entry, office: KeysOn, origin: string | null): boolean {
  try {
    const says = openTombstone(tombstone ?? "", office);
    return says.index === index && (origin ?? says.origin) === says.origin;
  } catch (error) {
    if (error instanceof RecordError) return false;
    throw error;
  }
}

/** The statements the server shows, in the form of those the record holds. */
function servedIn(notes: readonly string[]): readonly Omit<Recorded, "index">[] {
  return notes.map((note) => {
    const { text } = splitNote(note);
    return { hash: statementHash(text), note, statement: readStatement(text) };
  });
}

/**
 * Compares the statements of the record with those the server shows and with the keys unlocked here. `roster`: the checked chain of
 * `notes`. `known`: fingerprints (hex) that this member has said to be their own earlier keys, or of somebody of their name.
 */
export function compareStatements(given: {
  readonly recorded: readonly Recorded[];
  readonly notes: readonly string[];
  readonly roster: Roster;
  readonly own: Own;
  readonly known: ReadonlySet<string>;
}): readonly Alarm[] {
  const { recorded, roster, own, known } = given;
  const inRecord = new Set(recorded.map(({ hash }) => hash));
  const shown = new Set(roster.hashes);
  const unrecorded = servedIn(given.notes).filter(({ hash }) => !inRecord.has(hash));
  const seen = new Set<string>();
  const others = [...recorded, ...unrecorded.map((one) => ({ ...one, index: null }))].flatMap((one) =>
    otherKeysIn(one, own).filter(({ keys }) => !known.has(keys) && seen.size < seen.add(keys).size),
  );
  return [
    ...others,
    ...recorded
      .filter(({ hash }) => !shown.has(hash))
      .map(({ index, note, statement }): Alarm => ({ code: "hidden", index, note, ...datesOf(statement) })),
    ...unrecorded.map(({ note, statement }): Alarm => ({
      code: "unrecorded",
      index: null,
      note,
      ...datesOf(statement),
    })),
  ];
}

const datesOf = ({ number, date }: Statement) => ({ number, date });

type OtherKeys = Extract<Alarm, { readonly code: "other-keys" }>;

function otherKeysIn(
  { statement, index, note }: Omit<Recorded, "index" | "hash"> & { readonly index: number | null },
  own: Own,
): readonly OtherKeys[] {
  return statement.members
    .filter(({ id, name }) => id === own.id || plain(name) === plain(own.name))
    .filter(({ key, recipient }) => key !== own.key || recipient !== own.recipient)
    .map((member) => ({
      ...{ code: "other-keys" as const, index, note, name: member.name, keys: toHex(fingerprint(member)) },
      ...datesOf(statement),
    }));
}

/** A name as people take it for the same: however it is spaced, spelt in code points or capitalised. */
const plain = (name: string): string => name.normalize("NFKC").toLowerCase().replaceAll(/\s/g, "");
