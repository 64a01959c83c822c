import { sha256, toHex, toUtf8 } from "@niuniu/note";
import type { Session } from "../routes.ts";
import { SESSION_IDLE, SESSION_LONGEST } from "../rules.ts";
import { addSession, extendSession, loadSession, sweepSessions } from "./store-sessions.ts";
import type { PeopleDb } from "./tables.ts";

type Random = (count: number) => Uint8Array;

const MINUTE = 60_000;
/** The end of a session would otherwise tell to the millisecond when somebody signed in. */
const COARSE = 15 * MINUTE;

/** What is kept of a secret that somebody else holds: its SHA-256, useless to whoever reads the database. */
export function hashToken(token: string): Uint8Array {
  return sha256(toUtf8(token));
}

/** A token nobody can guess: 32 random bytes, 43 characters of base64url. */
export function newToken(random: Random): string {
  return Buffer.from(random(32)).toString("base64url");
}

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A code a person can type: 80 random bits as four groups of Crockford base32. */
export function newSetupCode(random: Random): string {
  const letters = Array.from(random(16), (byte) => CROCKFORD.charAt(byte & 31)).join("");
  return letters.replace(/(.{4})(?=.)/g, "$1-");
}

/** The one spelling of a typed code: capitals, no hyphens, O as 0, I and L as 1. */
export function plainCode(typed: string): string {
  return typed.toUpperCase().replaceAll("-", "").replaceAll("O", "0").replace(/[IL]/g, "1");
}

/** Opens a session for a member and forgets those that are over. */
export async function startSession(
  db: PeopleDb,
  member: string,
  given: { now: number; random: Random },
): Promise<Session> {
  const token = newToken(given.random);
  await sweepSessions(db, given.now);
  const ends = Math.floor((given.now + SESSION_LONGEST) / COARSE) * COARSE;
  await addSession(db, { hash: hashToken(token), member, ends, idleEnds: given.now + SESSION_IDLE });
  return { token, member };
}

/** Who holds this token, and the session's name (its hash, hex); null if it has ended. `using` it keeps it alive. */
export async function findSession(
  db: PeopleDb,
  token: string,
  { now, using }: { readonly now: number; readonly using: boolean },
): Promise<{ readonly member: string; readonly session: string } | null> {
  const found = await loadSession(db, hashToken(token), now);
  if (found === null) return null;
  // Once a minute is often enough, and spares a write for every request.
  if (using && found.idleEnds < now + SESSION_IDLE - MINUTE) await extendSession(db, found.hash, now + SESSION_IDLE);
  return { member: found.member, session: toHex(found.hash) };
}
