import {
  concatBytes,
  fromBase64,
  publicKey,
  readVerifier,
  sha256,
  signBytes,
  toBase64,
  toHex,
  toUtf8,
  verifyBytes,
  type Seed,
  type Verify,
} from "@niuniu/note";
import {
  day,
  fieldsOf,
  hash,
  instantOf,
  listOf,
  malformed,
  matching,
  named,
  parsed,
  shown,
  sized,
  whole,
  type Named,
} from "./fields.ts";

/** One person of the committee as the statement names them. `recipient`, `key` and `self` are base64. */
export type Member = Named & {
  /** The age recipient of the member, 1,216 raw bytes. */
  readonly recipient: string;
  /** The Ed25519 key of the member, 32 raw bytes. */
  readonly key: string;
  /** The signature of `key` over id, recipient and key: whoever holds the key wants to be this member. */
  readonly self: string;
};

/** What a statement says, once its shape has been checked. Who signed it is another matter: see `checkChain`. */
export type Statement = {
  readonly niuniu: "roster v1";
  readonly number: number;
  /** Hash of the text of the statement before, lower-case hexadecimal; null in statement 1. */
  readonly previous: string | null;
  readonly organisation: string;
  /** The day it was drawn up, "YYYY-MM-DD". */
  readonly date: string;
  /** From when it holds, as "2026-03-01T08:00:00.000Z". */
  readonly effective: string;
  /** The last day on which it needs no renewal, "YYYY-MM-DD" in UTC. */
  readonly validUntil: string;
  /** How many members must sign the next statement. */
  readonly quorum: number;
  /** SHA-256 of the policy and of the calendar, lower-case hexadecimal. */
  readonly policy: string;
  readonly calendar: string;
  /** Who watches the log: each the key, possibly one space and the address to reach it. `@niuniu/record` reads them. */
  readonly witnesses: readonly string[];
  /** The key of the log this house keeps its record in, as C2SP writes it; absent in statements older than the record. */
  readonly log?: string | undefined;
  readonly members: readonly Member[];
};

const INSTANT = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{12}Z$/;
const LONGEST_TEXT = 900_000;
const MOST_MEMBERS = 64;
const MOST_WITNESSES = 16;
// A key with its name, and for a witness an address.
const LONGEST_KEY_LINE = 300;

/** A key as C2SP writes it has one spelling only; whether the point is sound is for the rules. */
function logKey(value: unknown): string {
  const text = shown(value, 1, "log", LONGEST_KEY_LINE);
  try {
    readVerifier(text);
  } catch (cause) {
    throw malformed("log", cause);
  }
  return text;
}

function readMember(value: unknown): Member {
  const fields = fieldsOf(value, "member");
  return {
    ...named(fields),
    recipient: sized(fields["recipient"], 1216, "recipient"),
    key: sized(fields["key"], 32, "key"),
    self: sized(fields["self"], 64, "self"),
  };
}

/** The text of a statement: one line of JSON, its fields in the order of the specification. */
export function writeStatement(statement: Statement): string {
  const { niuniu, number, previous, organisation, date, effective, validUntil, ...rest } = statement;
  const { quorum, policy, calendar, witnesses, log } = rest;
  const members = rest.members.map(({ id, name, role, side, unit, recipient, key, self }) => {
    return { id, name, role, side, unit, recipient, key, self };
  });
  const head = { niuniu, number, previous, organisation, date, effective, validUntil };
  return `${JSON.stringify({ ...head, quorum, policy, calendar, witnesses, log, members })}\n`;
}

/**
 * Reads the text of a statement. It checks the shape only and trusts nobody: signatures, numbers and the rules about
 * members are the work of `checkChain`. A statement has exactly one spelling; unknown or repeated fields, another
 * order, white space or any bad value are RosterError "roster/malformed" (roster.md §1).
 */
export function readStatement(text: string): Statement {
  const { niuniu, previous, ...fields } = parsed(text, LONGEST_TEXT, "statement");
  if (niuniu !== "roster v1") throw malformed("not a roster statement");
  const statement: Statement = {
    niuniu,
    number: whole(fields["number"], "number"),
    previous: previous === null ? null : hash(previous, "previous"),
    organisation: shown(fields["organisation"], 1, "organisation"),
    date: day(fields["date"], "date"),
    effective: instantOf(matching(fields["effective"], INSTANT, "effective"), "effective"),
    validUntil: day(fields["validUntil"], "validUntil"),
    quorum: whole(fields["quorum"], "quorum"),
    policy: hash(fields["policy"], "policy"),
    calendar: hash(fields["calendar"], "calendar"),
    witnesses: listOf(fields["witnesses"], MOST_WITNESSES, "witnesses", (item) => {
      return shown(item, 1, "witness", LONGEST_KEY_LINE);
    }),
    ...(fields["log"] === undefined ? {} : { log: logKey(fields["log"]) }),
    members: listOf(fields["members"], MOST_MEMBERS, "members", readMember),
  };
  // JSON has many spellings of one value and readers disagree about repeated fields; only ours is accepted.
  if (writeStatement(statement) !== text) throw malformed("another spelling");
  return statement;
}

/** SHA-256 of the text of a statement, lower-case hexadecimal: what `previous` holds and what is printed as words. */
export function statementHash(text: string): string {
  return toHex(sha256(toUtf8(text)));
}

/** SHA-256 of key and recipient, 32 bytes: what two people compare in person before one signs for the other. */
export function fingerprint(member: Pick<Member, "key" | "recipient">): Uint8Array {
  return sha256(concatBytes(fromBase64(member.key), fromBase64(member.recipient)));
}

function selfText({ id, recipient, key }: Pick<Member, "id" | "recipient" | "key">): Uint8Array {
  return toUtf8(`niuniu key v1\n${id}\n${recipient}\n${key}\n`);
}

/**
 * The three public fields of a member's keys: recipient, key and the signature that binds both to the id. Only the
 * holder of the seed can make them, and only for the id they agreed to (roster.md §2).
 */
export function selfSign(id: string, recipient: Uint8Array, seed: Seed): Pick<Member, "recipient" | "key" | "self"> {
  const keys = { id, recipient: toBase64(recipient), key: toBase64(publicKey(seed)) };
  return { recipient: keys.recipient, key: keys.key, self: toBase64(signBytes(seed, selfText(keys))) };
}

/**
 * Says whether the holder of the member's key signed for exactly this id and recipient. Fields that are not base64 are
 * NoteError "note/not-base64"; whether the key itself is sound is for `isPublicKey` to say (roster.md §2).
 */
export function isSelfSigned(
  member: Pick<Member, "id" | "recipient" | "key" | "self">,
  verify: Verify = verifyBytes,
): boolean {
  return verify(fromBase64(member.key), selfText(member), fromBase64(member.self));
}
