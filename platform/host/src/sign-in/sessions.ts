import { sha256, toHex, toUtf8 } from "@niuniu/note";
import type { Database, Tx } from "../database.ts";
import type { Random } from "../random.ts";
import { addSession, extendSession, loadSession, sweepSessions, type Subject } from "./store-sessions.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** How long a session lasts without use, and in any case (ms). */
export const SESSION_IDLE = HOUR;
export const SESSION_LONGEST = 12 * HOUR;
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

/** Opens a session and forgets those that are over. Resolves with its token. */
export async function startSession(
  db: Database | Tx,
  whose: Subject,
  { now, random }: { readonly now: number; readonly random: Random },
): Promise<string> {
  const token = newToken(random);
  await sweepSessions(db, now);
  const ends = Math.floor((now + SESSION_LONGEST) / COARSE) * COARSE;
  const { audience, subject } = whose;
  await addSession(db, { hash: hashToken(token), audience, subject, ends, idleEnds: now + SESSION_IDLE });
  return token;
}

/** Who holds this token, and the session's name (its hash, hex); null if it has ended. `using` it keeps it alive. */
export async function findSession(
  db: Database | Tx,
  audience: Subject["audience"],
  token: string,
  { now, using }: { readonly now: number; readonly using: boolean },
): Promise<{ readonly subject: string; readonly session: string } | null> {
  const found = await loadSession(db, audience, hashToken(token), now);
  if (found === null) return null;
  // Once a minute is often enough, and spares a write for every request.
  if (using && found.idleEnds < now + SESSION_IDLE - MINUTE) await extendSession(db, found.hash, now + SESSION_IDLE);
  return { subject: found.subject, session: toHex(found.hash) };
}
