import type { PeopleDb } from "./tables.ts";

/** A session as stored: the hash of its token, whose it is, and when it ends (ms since epoch). Not when it began. */
export interface SessionRow {
  readonly hash: Uint8Array;
  readonly member: string;
  readonly ends: number;
  readonly idleEnds: number;
}

export async function addSession(db: PeopleDb, { hash, member, ends, idleEnds }: SessionRow): Promise<void> {
  await db
    .insertInto("people_sessions")
    .values({ hash, member, ends: new Date(ends), idle_ends: new Date(idleEnds) })
    .execute();
}

/** The session with this hash that has not ended, or null. */
export async function loadSession(db: PeopleDb, hash: Uint8Array, now: number): Promise<SessionRow | null> {
  const row = await db
    .selectFrom("people_sessions")
    .selectAll()
    .where("hash", "=", Buffer.from(hash))
    .where("ends", ">", new Date(now))
    .where("idle_ends", ">", new Date(now))
    .executeTakeFirst();
  if (row === undefined) return null;
  return { hash: row.hash, member: row.member, ends: row.ends.getTime(), idleEnds: row.idle_ends.getTime() };
}

export async function extendSession(db: PeopleDb, hash: Uint8Array, idleEnds: number): Promise<void> {
  await db
    .updateTable("people_sessions")
    .set({ idle_ends: new Date(idleEnds) })
    .where("hash", "=", Buffer.from(hash))
    .execute();
}

export async function removeSession(db: PeopleDb, hash: Uint8Array): Promise<void> {
  await db.deleteFrom("people_sessions").where("hash", "=", Buffer.from(hash)).execute();
}

/** Ends all sessions of a member but one. */
export async function removeOtherSessions(db: PeopleDb, member: string, kept: Uint8Array): Promise<void> {
  await db.deleteFrom("people_sessions").where("member", "=", member).where("hash", "!=", Buffer.from(kept)).execute();
}

/** Ends a session if it is this member's; false if they have none of that name. */
export async function removeSessionOf(db: PeopleDb, member: string, hash: Uint8Array): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("people_sessions")
    .where("member", "=", member)
    .where("hash", "=", Buffer.from(hash))
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** The sessions of a member but this one that are open, the newest first. */
export async function otherSessions(
  db: PeopleDb,
  member: string,
  own: Uint8Array,
  now: number,
): Promise<readonly SessionRow[]> {
  const rows = await db
    .selectFrom("people_sessions")
    .selectAll()
    .where("member", "=", member)
    .where("hash", "!=", Buffer.from(own))
    .where("ends", ">", new Date(now))
    .where("idle_ends", ">", new Date(now))
    .orderBy("ends", "desc")
    .orderBy("hash")
    .execute();
  return rows.map(({ hash, ends, idle_ends }) => ({
    ...{ hash, member, ends: ends.getTime(), idleEnds: idle_ends.getTime() },
  }));
}

/** Forgets the sessions that have ended. */
export async function sweepSessions(db: PeopleDb, now: number): Promise<void> {
  const at = new Date(now);
  await db
    .deleteFrom("people_sessions")
    .where((where) => where.or([where("ends", "<=", at), where("idle_ends", "<=", at)]))
    .execute();
}
