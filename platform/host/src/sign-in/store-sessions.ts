import type { Database, Tx } from "../database.ts";

/** Whose session: the audience, and who it is there. */
export interface Subject {
  readonly audience: "member" | "employee";
  readonly subject: string;
}

/** A session as stored: the hash of its token, whose it is, and when it ends (ms since epoch). Not when it began. */
export interface SessionRow extends Subject {
  readonly hash: Uint8Array;
  readonly ends: number;
  readonly idleEnds: number;
}

export async function addSession(db: Database | Tx, session: SessionRow): Promise<void> {
  const { hash, audience, subject, ends, idleEnds } = session;
  const values = { hash, audience, subject, ends: new Date(ends), idle_ends: new Date(idleEnds) };
  await db.insertInto("host_session").values(values).execute();
}

/** The session of this audience with this hash that has not ended, or null. */
export async function loadSession(
  db: Database | Tx,
  audience: Subject["audience"],
  hash: Uint8Array,
  now: number,
): Promise<SessionRow | null> {
  const row = await db
    .selectFrom("host_session")
    .selectAll()
    .where("hash", "=", Buffer.from(hash))
    .where("audience", "=", audience)
    .where("ends", ">", new Date(now))
    .where("idle_ends", ">", new Date(now))
    .executeTakeFirst();
  if (row === undefined) return null;
  const { subject, ends, idle_ends } = row;
  return { hash: row.hash, audience, subject, ends: ends.getTime(), idleEnds: idle_ends.getTime() };
}

export async function extendSession(db: Database | Tx, hash: Uint8Array, idleEnds: number): Promise<void> {
  const idle_ends = new Date(idleEnds);
  await db.updateTable("host_session").set({ idle_ends }).where("hash", "=", Buffer.from(hash)).execute();
}

/** Ends a session of somebody; false if they have none of that name. */
export async function endSession(
  db: Database | Tx,
  { audience, subject }: Subject,
  hash: Uint8Array,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("host_session")
    .where("audience", "=", audience)
    .where("subject", "=", subject)
    .where("hash", "=", Buffer.from(hash))
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Ends all sessions of somebody but one. */
export async function endOtherSessions(
  db: Database | Tx,
  { audience, subject }: Subject,
  kept: Uint8Array,
): Promise<void> {
  await db
    .deleteFrom("host_session")
    .where("audience", "=", audience)
    .where("subject", "=", subject)
    .where("hash", "!=", Buffer.from(kept))
    .execute();
}

/** Ends every session of an audience. */
export async function endAllSessions(db: Database | Tx, audience: Subject["audience"]): Promise<void> {
  await db.deleteFrom("host_session").where("audience", "=", audience).execute();
}

/** The sessions of somebody but this one that are open, the newest first. */
export async function otherSessions(
  db: Database | Tx,
  { audience, subject }: Subject,
  own: Uint8Array,
  now: number,
): Promise<readonly SessionRow[]> {
  const rows = await db
    .selectFrom("host_session")
    .selectAll()
    .where("audience", "=", audience)
    .where("subject", "=", subject)
    .where("hash", "!=", Buffer.from(own))
    .where("ends", ">", new Date(now))
    .where("idle_ends", ">", new Date(now))
    .orderBy("ends", "desc")
    .orderBy("hash")
    .execute();
  return rows.map(({ hash, ends, idle_ends }) => {
    return { hash, audience, subject, ends: ends.getTime(), idleEnds: idle_ends.getTime() };
  });
}

/** Forgets the sessions that have ended. */
export async function sweepSessions(db: Database | Tx, now: number): Promise<void> {
  const at = new Date(now);
  await db
    .deleteFrom("host_session")
    .where((where) => where.or([where("ends", "<=", at), where("idle_ends", "<=", at)]))
    .execute();
}
