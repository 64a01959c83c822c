import { concatBytes, dayText, jsonLine, readJsonLine, readNote, sha256, signNote, splitNote } from "@niuniu/note";
import { toUtf8, wellFormed, type KeysOn, type Signer, type Verify } from "@niuniu/note";
import { malformed, sized, strictly, whole } from "./spelling.ts";
import type { Hash } from "./tree.ts";

const WRITTEN = ["roster", "policy", "calendar", "release", "figures"] as const;
const OF_THE_LOG = ["downtime", "succession", "lost", "tombstone", "put-back"] as const;
/** The kinds of text that the record itself knows. The list is closed (record.md §8). */
export const KINDS = [...WRITTEN, ...OF_THE_LOG] as const;

/** The kind of a text that a feature publishes: its name, a slash and a word, such as "learning/course". */
export type FeatureKind = `${string}/${string}`;
export type PublicKind = (typeof KINDS)[number] | FeatureKind;

/** True for the kind of a feature as it is spelled (record.md §8.3). Who knows no such feature can check its texts all the same. */
export function isFeatureKind(kind: string): kind is FeatureKind {
  return /^[a-z]+\/[a-z-]+$/.test(kind);
}

/** A text that anybody may read; the log holds its commitment. */
export type PublicEntry = {
  readonly kind: PublicKind;
  /** The organisation's day on which it was published, "YYYY-MM-DD". */
  readonly date: string;
  /** The exact text of what is published: a signed note, a policy, a line of JSON. */
  readonly body: string;
};

/** A member's word that the text at an index of this log was taken away, on which ground and when. */
export type Tombstone = {
  readonly origin: string;
  readonly index: number;
  readonly ground: string;
  /** The id of the member who signs. */
  readonly by: string;
  readonly date: string;
};

/** The text of a public entry: one line of JSON. A bad value is RecordError "record/malformed". */
export function writePublic({ kind, date, body }: PublicEntry): string {
  if (!isFeatureKind(kind) && !KINDS.includes(kind)) throw malformed("kind of public entry");
  return strictly(() => jsonLine({ niuniu: "public v1", kind, date: dayText(date), body: wellFormed(body) }));
}

/** Reads a public entry, which has one spelling. It trusts nobody: `checkPublic` tells whether it stands in the log. */
export function readPublic(text: string): PublicEntry {
  const { kind, date, body } = strictly(() => readJsonLine(text, writePublic));
  return { kind, date, body };
}

/** SHA-256(salt ‖ UTF-8 of the text): what the log holds of a public text. The salt has 32 bytes, drawn for this text. */
export function publicCommitment(salt: Uint8Array, text: string, hash: Hash = sha256): Uint8Array {
  return strictly(() => hash(concatBytes(sized(salt, "salt"), toUtf8(text))));
}

function writeTombstoneText({ origin, index, ground, by, date }: Tombstone): string {
  for (const text of [origin, ground, by]) wellFormed(text);
  return jsonLine({ niuniu: "tombstone v1", origin, index: whole(index, "index"), ground, by, date: dayText(date) });
}

/** A tombstone, signed by the member it names. A bad value is RecordError "record/malformed". */
export function writeTombstone(tombstone: Tombstone, member: Signer): string {
  if (member.name !== tombstone.by) throw malformed("a tombstone in another's name");
  return strictly(() => signNote(writeTombstoneText(tombstone), [member]));
}

/**
 * The tombstone in a note. It trusts what `keysOn` answers for its signer on its day: without a good signature by one it is
 * RecordError "record/unsigned". Whether it lies at its own index, in its own log, is for the caller to compare (record.md §8).
 */
export function openTombstone(note: string, keysOn: KeysOn, verify?: Verify): Tombstone {
  return strictly(() => {
    const { origin, index, ground, by, date } = readJsonLine(splitNote(note).text, writeTombstoneText);
    const keys = keysOn(by, date).filter(({ name }) => name === by);
    readNote(note, keys, verify);
    return { origin, index, ground, by, date };
  });
}
