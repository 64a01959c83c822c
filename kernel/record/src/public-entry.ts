import { concatBytes, readNote, sha256, signNote, splitNote, toUtf8 } from "@niuniu/note";
import type { Signer, Verifier, Verify } from "@niuniu/note";
import { RecordError } from "./record-error.ts";
import { malformed, sized, strictly, whole } from "./spelling.ts";
import type { Hash } from "./tree.ts";

/** Every kind of text the record publishes. The list is closed (record.md §8). */
export const KINDS = [
  "roster",
  "policy",
  "calendar",
  "release",
  "figures",
  "downtime",
  "succession",
  "lost",
  "tombstone",
] as const;

/** A text that anybody may read; the log holds its commitment. */
export type PublicEntry = {
  readonly kind: (typeof KINDS)[number];
  /** The day it was published, "YYYY-MM-DD" in UTC. */
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

const LONGEST = 1_000_000;

function checkTexts(...texts: readonly unknown[]): void {
  const sound = texts.every((text) => typeof text === "string" && text.isWellFormed() && text.length < LONGEST);
  if (!sound) throw malformed("a field is no text");
}

function checkDay(text: string): void {
  const day = new Date(`${text}T00:00:00.000Z`);
  if (text.length !== 10 || Number.isNaN(day.getTime()) || !day.toISOString().startsWith(text)) throw malformed("day");
}

/** The fields of a line of JSON, whatever they are: writing them again tells whether they were spelt as T. */
function fieldsOf<T>(line: string): T {
  return strictly("line of JSON", () => (JSON.parse(line) ?? {}) as T);
}

/** The text of a public entry: one line of JSON. A bad value is RecordError "record/malformed". */
export function writePublic({ kind, date, body }: PublicEntry): string {
  checkTexts(date, body);
  checkDay(date);
  if (!KINDS.includes(kind)) throw malformed("kind of public entry");
  return `${JSON.stringify({ niuniu: "public v1", kind, date, body })}\n`;
}

/** Reads a public entry, which has one spelling. It trusts nobody: `checkPublic` tells whether it stands in the log. */
export function readPublic(text: string): PublicEntry {
  const { kind, date, body } = fieldsOf<PublicEntry>(text);
  if (writePublic({ kind, date, body }) !== text) throw malformed("another spelling");
  return { kind, date, body };
}

/** SHA-256(salt ‖ UTF-8 of the text): what the log holds of a public text. The salt has 32 bytes, drawn for this text. */
export function publicCommitment(salt: Uint8Array, text: string, hash: Hash = sha256): Uint8Array {
  return hash(
    concatBytes(
      sized(salt, 32, "salt"),
      strictly("public text", () => toUtf8(text)),
    ),
  );
}

function tombstoneText({ origin, index, ground, by, date }: Tombstone): string {
  checkTexts(origin, ground, by, date);
  checkDay(date);
  return `${JSON.stringify({ niuniu: "tombstone v1", origin, index: whole(index, "index"), ground, by, date })}\n`;
}

/** A tombstone, signed by the member it names. A bad value is RecordError "record/malformed". */
export function writeTombstone(tombstone: Tombstone, member: Signer): string {
  if (member.name !== tombstone.by) throw malformed("a tombstone in another's name");
  return strictly("tombstone", () => signNote(tombstoneText(tombstone), [member]));
}

/**
 * The tombstone in a note. It trusts the members given: without a good signature of the one it names it is RecordError
 * "record/unsigned". Whether it lies at its own index, in its own log, is for the caller to compare (record.md §8).
 */
export function openTombstone(note: string, members: readonly Verifier[], verify?: Verify): Tombstone {
  const { text } = strictly("tombstone", () => splitNote(note));
  const { origin, index, ground, by, date } = fieldsOf<Tombstone>(text);
  if (tombstoneText({ origin, index, ground, by, date }) !== text) throw malformed("another spelling");
  const { signers } = strictly("tombstone", () => readNote(note, members, verify));
  if (!signers.includes(by)) throw new RecordError("record/unsigned", "not signed by the member it names");
  return { origin, index, ground, by, date };
}
