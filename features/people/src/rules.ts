import { sha256, toHex, toUtf8 } from "@niuniu/note";
import { readWitness, RecordError } from "@niuniu/record";
import { employersAlone, isClear, isOffice, looksLike, type RosterError } from "@niuniu/roster";
import { Refused } from "@niuniu/wire";
import { INVITATION_DAYS, LONGEST_PASSWORD, SHORTEST_PASSWORD } from "./limits.ts";
import type { refusals } from "./refusals.ts";
import type { FounderSeat, SetupState } from "./routes.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long an invitation can be used (ms). */
export const INVITATION_LASTS = INVITATION_DAYS * DAY;
/** How long the challenge of a passkey ceremony can be answered (ms). */
export const CHALLENGE_LASTS = 5 * MINUTE;
/** How many invitations may wait at once, and how many passkeys one person may have. */
export const MOST_INVITATIONS = 30;
export const MOST_PASSKEYS = 10;

const FREE_FAILURES = 3;
/**
 * Work a password try shows, in bits: a few seconds on a slow phone; up to eight times as much while more tries come than
 * can be checked.
 */
export const WORK = { least: 16, most: 19 } as const;
/** A statement may date its effect this far back, for clocks that differ, and this far ahead. */
const EFFECT_BACK = 10 * MINUTE;
export const EFFECT_AHEAD = 7 * DAY;
/** So long after its effect a proposal can still be completed. */
const COMPLETED_WITHIN = DAY;

/**
 * Founders can hold a line only if nobody holds it alone and somebody stands outside the hierarchy: at least two
 * people, one on the employees' side, one outside, and no duty the employer's alone. Refused with people/too-few-seats,
 * people/no-employees-seat, people/no-outside-seat or people/served-by-one-side.
 */
export function checkSeats(seats: readonly Pick<FounderSeat, "side" | "serves">[]): void {
  if (seats.length < 2) throw new Refused("people/too-few-seats");
  if (!seats.some(({ side }) => side === "employees")) throw new Refused("people/no-employees-seat");
  if (!seats.some(({ side }) => side === "outside")) throw new Refused("people/no-outside-seat");
  if (employersAlone(seats).length > 0) throw new Refused("people/served-by-one-side");
}

const unclear: Readonly<Partial<Record<RosterError["code"], keyof typeof refusals>>> = {
  "roster/unclear-organisation": "people/unclear-organisation",
  "roster/unclear-name": "people/unclear-name",
  "roster/unclear-role": "people/unclear-role",
  "roster/unclear-unit": "people/unclear-unit",
  "roster/unclear-line": "people/unclear-line",
  "roster/unclear-appointed": "people/unclear-appointed",
  "roster/unclear-holder": "people/unclear-appointed",
  "roster/serves": "people/served-by-one-side",
  "roster/unclear-witness": "people/bad-witness",
  "roster/same-name": "people/same-name",
};

/** The refusal that names the field, for what the roster's rules say of new names; null for its other rules. */
export function unclearCode({ code }: RosterError): keyof typeof refusals | null {
  return unclear[code] ?? null;
}

/**
 * What founders are called can be read, and told apart. Refused with people/unclear-organisation, people/unclear-name,
 * people/unclear-role, people/unclear-unit, people/unclear-line, people/unclear-appointed, people/bad-term or people/same-name.
 */
export function checkNames(organisation: string, seats: readonly Omit<FounderSeat, "side">[]): void {
  if (!isClear(organisation)) throw new Refused("people/unclear-organisation");
  for (const [at, { name, role, unit, line = "" }] of seats.entries()) {
    if (!isClear(name)) throw new Refused("people/unclear-name");
    if (!isClear(role)) throw new Refused("people/unclear-role");
    if (unit !== "" && !isOffice(unit)) throw new Refused("people/unclear-unit");
    if (line !== "" && !isOffice(line)) throw new Refused("people/unclear-line");
    checkTerm(seats[at] ?? {});
    if (seats.slice(0, at).some((other) => looksLike(other.name, name))) throw new Refused("people/same-name");
  }
}

/** An appointing office is one, and has a term of days that exist. Refused with people/unclear-appointed or people/bad-term. */
function checkTerm({ appointed, from, until }: Pick<FounderSeat, "appointed" | "from" | "until">): void {
  if (appointed === undefined && from === undefined && until === undefined) return;
  if (appointed === undefined || !isOffice(appointed)) throw new Refused("people/unclear-appointed");
  if (!(dayNumber(from ?? "") <= dayNumber(until ?? ""))) throw new Refused("people/bad-term");
}

/** Set-up may begin, or begin anew, until statement 1 is in force: nobody has been promised anything before. */
export function checkMayBegin(stage: SetupState["stage"]): void {
  if (stage === "open") throw new Refused("people/already-open");
}

/** Where set-up stands. A draft exists exactly when every seat has keys. */
export function setupStage(facts: {
  readonly seats: number;
  readonly draft: boolean;
  readonly statements: number;
}): SetupState["stage"] {
  if (facts.statements > 0) return "open";
  if (facts.draft) return "signing";
  return facts.seats > 0 ? "inviting" : "empty";
}

/**
 * A member id for a person: the name in plain letters ("Lin Wei" → "lin-wei"), or `member-N` where the name has none.
 * Always new among `taken`, never one of the reserved names.
 */
export function memberId(name: string, taken: ReadonlySet<string>): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 34)
    .replace(/^-|-$/g, "");
  const slug = plain.length < 2 || reserved.has(plain) ? "member" : plain;
  if (slug !== "member" && !taken.has(slug)) return slug;
  for (let number = slug === "member" ? 1 : 2; ; number++) {
    const id = `${slug}-${number}`;
    if (!taken.has(id)) return id;
  }
}
const reserved: ReadonlySet<string> = new Set(["reporter", "server", "setup"]);

/** Length is what makes a password hard to guess; nothing else is asked of it. Refused with people/weak-password. */
export function checkNewPassword(password: string): void {
  const length = Array.from(password).length;
  if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD) throw new Refused("people/weak-password");
}

/** An invitation is dated the day it is made, on clocks that may differ by one. Refused with people/unsound-invitation. */
export function checkInvitedOn(date: string, today: string): void {
  if (!areDaysApart(date, today, 1)) throw new Refused("people/unsound-invitation");
}

/** True for two days that exist and lie at most so many apart. */
export function areDaysApart(one: string, other: string, most: number): boolean {
  return Math.abs(dayNumber(one) - dayNumber(other)) <= most;
}

/** How many must sign the next statement: a majority, and never fewer than two. */
export function quorumOf(members: number): number {
  return Math.max(2, Math.floor(members / 2) + 1);
}

/** The hash by which a statement names a policy or a calendar: SHA-256 of the exact text, lower-case hexadecimal. */
export function textHash(text: string): string {
  return toHex(sha256(toUtf8(text)));
}

/**
 * The work (bits) that the next password for a name shows after so many failures in a row. It does not grow: somebody who
 * fails on purpose pays for each try, and the handler whose name it is still gets in within seconds.
 */
export function workAfter(failures: number): number {
  return failures < FREE_FAILURES ? 0 : WORK.least;
}

/** The work (bits) asked of a try that was turned away for want of room, having shown `proven`: heavier ones go first. */
export function workForRoom(proven: number): number {
  return Math.min(WORK.most, Math.max(WORK.least, proven + 1));
}

/** What the work of a password try is done over (32 bytes): each name and each guess needs work of its own. */
export function triedHash(member: string, password: string): Uint8Array {
  return sha256(toUtf8(`niuniu password try v1\n${JSON.stringify([member, password])}\n`));
}

/**
 * A statement may not date its own effect back: the waiting period of a new key would be over before anybody had
 * seen it. Refused with people/wrong-effect.
 */
export function checkEffect(effective: number, now: number): void {
  if (!(effective >= now - EFFECT_BACK && effective <= now + EFFECT_AHEAD)) throw new Refused("people/wrong-effect");
}

/** From when a proposal can no longer be completed, so that its proposer may make another (ms since epoch). */
export function draftEnds(effective: number): number {
  return effective + COMPLETED_WITHIN;
}

/** What a person has in common with the statement that names them. Keys are base64. */
export interface KeyedMember {
  readonly id: string;
  readonly recipient: string;
  readonly key: string;
}

/**
 * Everybody a statement names holds, on this server, exactly the keys it names; a seat without keys, or with others,
 * could neither sign nor open. Refused with people/unknown-keys.
 */
export function checkKeysKnown(named: readonly KeyedMember[], accounts: readonly KeyedMember[]): void {
  const held = new Map(accounts.map((account) => [account.id, account]));
  for (const { id, recipient, key } of named) {
    const account = held.get(id);
    if (account?.recipient !== recipient || account.key !== key)
      throw new Refused("people/unknown-keys", { member: id });
  }
}

/**
 * Every line names a witness, none of them a second time under another name or address: whoever counts cosignatures must
 * be able to read them all. Refused with people/bad-witness or people/witness-twice, with the line.
 */
export function checkWitnesses(lines: readonly string[]): void {
  const keys = new Set<string>();
  for (const line of lines) {
    const key = witnessKey(line);
    if (key === null) throw new Refused("people/bad-witness", { witness: line });
    if (keys.has(key)) throw new Refused("people/witness-twice", { witness: line });
    keys.add(key);
  }
}

function witnessKey(line: string): string | null {
  try {
    return toHex(readWitness(line).key);
  } catch (error) {
    if (error instanceof RecordError) return null;
    throw error;
  }
}

/**
 * A statement names a record that somebody keeps: the one named so far or this server's own (`known`), or none. Another one
 * would make every page say that the record does not match. Refused with people/unknown-record.
 */
export function checkRecordKnown(log: string | undefined, known: readonly (string | undefined)[]): void {
  if (log !== undefined && !known.includes(log)) throw new Refused("people/unknown-record");
}

/** What a person may do here: act as a member, wait for a statement that names them, or nothing any more. */
export type Standing = "member" | "newcomer" | "former";

/** `active` may act now, `named` stand in the newest statement, `ever` in any. */
export function standingOf(
  member: string,
  roster: {
    readonly active: ReadonlySet<string>;
    readonly named: ReadonlySet<string>;
    readonly ever: ReadonlySet<string>;
  },
): Standing {
  if (roster.active.has(member)) return "member";
  if (roster.named.has(member) || !roster.ever.has(member)) return "newcomer";
  return "former";
}

/** The number of a day (days since epoch); NaN for one that does not exist. */
export function dayNumber(day: string): number {
  const at = Date.parse(`${day}T00:00:00Z`);
  // 30 February parses as 2 March: a day that does not exist is no day.
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day ? Number.NaN : at / DAY;
}
