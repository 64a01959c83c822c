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
import { DUTIES, type Duty } from "./duties.ts";
import {
  day,
  fieldsBy,
  hash,
  idOf,
  instant,
  listOf,
  malformed,
  matching,
  maybe,
  NAMED,
  parsed,
  shown,
  sized,
  whole,
  type Named,
  type Reader,
} from "./fields.ts";

/** What somebody's keys are published as: `recipient`, `key` and `self` are base64. */
export type Keyed = {
  readonly id: string;
  /** The age recipient, 1,216 raw bytes. */
  readonly recipient: string;
  /** The Ed25519 key, 32 raw bytes. */
  readonly key: string;
  /** The signature of `key` over id, recipient and key: whoever holds the key wants to stand here. */
  readonly self: string;
};

/** One person of the committee as the statement names them. What is optional stands in "roster v2" only. */
export type Member = Named &
  Keyed & {
    /** The office they report to, so that a reporter can see a conflict of interest; empty where there is none. Never absent in v2. */
    readonly line?: string | undefined;
    /** What they are asked to do, in the order of `DUTIES`. Never absent in v2. */
    readonly serves?: readonly Duty[] | undefined;
    /** How they came here: SHA-256 of the record entry's text that says they were elected, or the office that appointed them. */
    readonly elected?: string | undefined;
    readonly appointed?: string | undefined;
    /** The first and the last day for which they were, "YYYY-MM-DD"; both, or neither. Nobody loses keys by a day passing. */
    readonly from?: string | undefined;
    readonly until?: string | undefined;
    /** They hold keys and wait for a seat: nothing is sealed to them, and they sign no statement. */
    readonly alternate?: true | undefined;
  };

/** Somebody who holds a part of what brings lost keys back: an office with keys of its own, and no seat. */
export type Holder = Pick<Member, "name"> & Keyed;

/** What a statement says, once its shape has been checked. Who signed it is another matter: see `checkChain`. */
export type Statement = {
  readonly niuniu: "roster v1" | "roster v2";
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
  /** Keys of the second issuer of voices, as C2SP writes them: more than one only while one takes the place of another. */
  readonly issuers?: readonly string[] | undefined;
  readonly members: readonly Member[];
  readonly recovery?: readonly Holder[] | undefined;
};

const LONGEST_TEXT = 900_000;
const MOST_MEMBERS = 64;
const MOST_WITNESSES = 16;
const MOST_ISSUERS = 4;
const MOST_HOLDERS = 16;
// A key with its name, and for a witness an address.
const keyText = shown(1, 300);
// An office has a name; what needs more is a story, and everybody reads this.
const LONGEST_OFFICE = 100;
const office = shown(1, LONGEST_OFFICE);

/** A key as C2SP writes it has one spelling only; whether the point is sound is for the rules. */
const keyLine: Reader<string> = (value, what) => {
  const text = keyText(value, what);
  readVerifier(text);
  return text;
};

/** Left out where there is none: an empty list would be a second spelling of that. */
function some<T>(most: number, read: Reader<T>): Reader<readonly T[] | undefined> {
  return maybe((value, what) => {
    const list = listOf(most, read)(value, what);
    if (list.length === 0) throw malformed(what);
    return list;
  });
}

/** What is read in another order, or as something else than it is, has another spelling: that is refused at the end. */
const duties: Reader<readonly Duty[]> = (value, what) => {
  const listed = listOf(DUTIES.length, (duty) => duty)(value, what);
  return DUTIES.filter((duty) => listed.includes(duty));
};
const yes: Reader<true | undefined> = maybe(() => true);

// The order of the fields is the order in which they are written. Those of the second version stand between others'.
const KEYS = { recipient: sized(1216), key: sized(32), self: sized(64) };
const TERM = { elected: maybe(hash), appointed: maybe(office), from: maybe(day), until: maybe(day) };
const FIRST = { ...NAMED, ...KEYS };
const SECOND = { ...NAMED, line: shown(0, LONGEST_OFFICE), serves: duties, ...TERM, alternate: yes, ...KEYS };
const HEAD = {
  niuniu: matching(/^roster v[12]$/) as Reader<Statement["niuniu"]>,
  number: whole,
  previous: ((value, what) => (value === null ? null : hash(value, what))) as Reader<string | null>,
  organisation: shown(),
  date: day,
  effective: instant,
  validUntil: day,
  quorum: whole,
  policy: hash,
  calendar: hash,
  witnesses: listOf(MOST_WITNESSES, keyText),
  log: maybe(keyLine),
};

/** How somebody came to sit here has three parts, and one of two beginnings: all of it is said, or nothing. */
const secondMember: Reader<Member> = (value, what) => {
  const member = fieldsBy(SECOND)(value, what);
  const { elected, appointed, from, until } = member;
  const parts = [elected ?? appointed, from, until].filter((part) => part !== undefined).length;
  if (parts % 3 > 0 || (elected !== undefined && appointed !== undefined)) throw malformed("term");
  return member;
};

const FIRST_STATEMENT = { ...HEAD, members: listOf(MOST_MEMBERS, fieldsBy(FIRST)) };
const SECOND_STATEMENT = {
  ...HEAD,
  issuers: some(MOST_ISSUERS, keyLine),
  members: listOf(MOST_MEMBERS, secondMember),
  recovery: some(MOST_HOLDERS, fieldsBy({ id: idOf, name: office, ...KEYS })),
};
const ORDER = Object.keys({ ...SECOND_STATEMENT, ...SECOND });

/** The text of a statement: one line of JSON, its fields in the order of the specification. */
export function writeStatement(statement: Statement): string {
  return `${JSON.stringify(statement, ORDER)}\n`;
}

/**
 * Reads the text of a statement, of either version. It checks the shape only and trusts nobody: signatures, numbers and the rules
 * about members are the work of `checkChain`. A statement has exactly one spelling; unknown or repeated fields, another
 * order, white space or any bad value are RosterError "roster/malformed" (roster.md §1).
 */
export function readStatement(text: string): Statement {
  const statement: Statement = parsed(text, LONGEST_TEXT, "statement", (value, what) => {
    const { niuniu } = fieldsBy({ niuniu: HEAD.niuniu })(value, what);
    return fieldsBy<typeof FIRST_STATEMENT>(niuniu === "roster v1" ? FIRST_STATEMENT : SECOND_STATEMENT)(value, what);
  });
  // JSON has many spellings of one value and readers disagree about repeated fields; only ours is accepted.
  if (writeStatement(statement) !== text) throw malformed("another spelling");
  return statement;
}

/** The members who hold a seat: who reads, decides and signs. The others are alternates. */
export const seatsOf = ({ members }: Pick<Statement, "members">): readonly Member[] =>
  members.filter(({ alternate }) => alternate === undefined);

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
