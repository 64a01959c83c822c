import { sql } from "kysely";
import type { FounderSeat, Seat } from "../routes.ts";
import type { PeopleDb } from "./tables.ts";

/** A seat, with the public keys of the person in it once they exist. */
export interface SeatRow extends FounderSeat {
  readonly id: string;
  readonly recipient: Buffer | null;
  readonly key: Buffer | null;
  readonly self: Buffer | null;
  /** The member's signed invitation, and what its link's key signed for the keys. */
  readonly note: string | null;
  readonly link: Buffer | null;
  /** True while somebody may still accept the invitation. */
  readonly invited: boolean;
}

/** Every seat ever given, in the order of their ids. */
export async function loadSeats(db: PeopleDb, now: number): Promise<readonly SeatRow[]> {
  const rows = await db
    .selectFrom("people_seats as seat")
    .leftJoin("people_accounts as account", "account.id", "seat.id")
    .select(["seat.id", "name", "role", "side", "unit", "recipient", "key", "self"])
    .select(["note", "link", "line", "serves", "appointed", "term_from", "term_until", "invitation_ends"])
    .orderBy("seat.id")
    .execute();
  return rows.map(({ invitation_ends: ends, serves, appointed, term_from: from, term_until: until, ...row }) => {
    const term = { appointed: appointed ?? undefined, from: from ?? undefined, until: until ?? undefined };
    return { ...row, ...term, serves: serves ?? undefined, invited: ends !== null && ends.getTime() > now };
  });
}

/** An invitation as it is stored: the hash of its token and when it ends (ms since epoch). */
export interface Invitation {
  readonly hash: Uint8Array;
  readonly ends: number;
}

/** Adds a seat with its invitation, and the note of the member who invited. False if its id or token was given before. */
export async function addSeat(
  db: PeopleDb,
  seat: FounderSeat & { readonly id: string },
  { hash, ends, note }: Invitation & { readonly note: string | null },
): Promise<boolean> {
  const { id, name, role, side, unit, line = "", serves = null, appointed = null, from = null, until = null } = seat;
  const term = { appointed, term_from: from, term_until: until };
  const done = await db
    .insertInto("people_seats")
    .values({
      id,
      name,
      role,
      side,
      unit,
      line,
      serves,
      ...term,
      invitation: hash,
      invitation_ends: new Date(ends),
      note,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return done.numInsertedOrUpdatedRows === 1n;
}

/**
 * Closes the invitation of a seat, or of every seat (null): its link opens nothing from now on, and whoever opens it is told so for as long as
 * it would have held.
 */
export async function closeInvitation(db: PeopleDb, id: string | null, now: number): Promise<void> {
  await db.deleteFrom("people_closed_invitations").where("ends", "<=", new Date(now)).execute();
  const open = await db
    .selectFrom("people_seats")
    .select(["id", "invitation", "invitation_ends"])
    .where("invitation_ends", ">", new Date(now))
    .$if(id !== null, (query) => query.where("id", "=", id))
    .forUpdate()
    .execute();
  for (const { id: seat, invitation: hash, invitation_ends: ends } of open) {
    if (hash === null || ends === null) continue;
    await db.insertInto("people_closed_invitations").values({ hash, ends }).execute();
    await db
      .updateTable("people_seats")
      .set({ invitation: null, invitation_ends: null })
      .where("id", "=", seat)
      .execute();
  }
}

/** Whether this is the hash of an invitation that was taken back or replaced before its time. */
export async function isClosed(db: PeopleDb, hash: Uint8Array, now: number): Promise<boolean> {
  const query = db.selectFrom("people_closed_invitations").select("ends").where("hash", "=", Buffer.from(hash));
  return (await query.where("ends", ">", new Date(now)).executeTakeFirst()) !== undefined;
}

/** Whether a member's note has named this link (the hash of its token, hex) for somebody else: a link is for one person, for good. */
export async function isLinkKnown(db: PeopleDb, token: string, id: string): Promise<boolean> {
  const query = db.selectFrom("people_seats").select("id").where("id", "!=", id);
  return (await query.where("note", "like", `%"token":"${token}"%`).executeTakeFirst()) !== undefined;
}

/** Gives a seat a new invitation; the one it had is closed. `now` in ms since epoch. */
export async function replaceInvitation(
  db: PeopleDb,
  id: string,
  invitation: Invitation & { readonly now: number },
): Promise<void> {
  await closeInvitation(db, id, invitation.now);
  await db
    .updateTable("people_seats")
    .set({ invitation: invitation.hash, invitation_ends: new Date(invitation.ends) })
    .where("id", "=", id)
    .execute();
}

/** The seat an invitation opens, or null if it is used, replaced, over or never was. */
export async function seatOfInvitation(
  db: PeopleDb,
  hash: Uint8Array,
  now: number,
): Promise<(Seat & { readonly id: string; readonly note: string | null }) | null> {
  const row = await db
    .selectFrom("people_seats")
    .select(["id", "name", "role", "side", "unit", "note"])
    .where("invitation", "=", Buffer.from(hash))
    .where("invitation_ends", ">", new Date(now))
    .executeTakeFirst();
  return row ?? null;
}

/** Uses an invitation up. False if somebody else did so first. */
export async function spendInvitation(db: PeopleDb, id: string, hash: Uint8Array): Promise<boolean> {
  const done = await db
    .updateTable("people_seats")
    .set({ invitation: null, invitation_ends: null })
    .where("id", "=", id)
    .where("invitation", "=", Buffer.from(hash))
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Removes all seats and everything behind them, and closes their invitations: set-up begins anew. */
export async function clearSeats(db: PeopleDb, now: number): Promise<void> {
  await closeInvitation(db, null, now);
  await db.deleteFrom("people_drafts").execute();
  await db.deleteFrom("people_seats").execute();
}

/** What an account holds. `password` is the argon2id text. */
export interface Account {
  readonly id: string;
  readonly recipient: Uint8Array;
  readonly key: Uint8Array;
  readonly self: Uint8Array;
  readonly phraseFile: Uint8Array;
  readonly password: string;
}

/** Adds an account, with what the link it was made with signed. False if one of its keys is somebody's already. */
export async function addAccount(
  db: PeopleDb,
  account: Account & { readonly link: Uint8Array | null },
): Promise<boolean> {
  const { id, recipient, key, self, phraseFile, password, link } = account;
  const done = await db
    .insertInto("people_accounts")
    .values({ id, recipient, key, self, phrase_file: phraseFile, password, link })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return done.numInsertedOrUpdatedRows === 1n;
}

/** Removes what was made for a seat, passkeys included; the seat stays. */
export async function removeAccount(db: PeopleDb, id: string): Promise<void> {
  await db.deleteFrom("people_accounts").where("id", "=", id).execute();
}

export async function loadAccount(db: PeopleDb, id: string): Promise<(Account & Seat) | null> {
  const row = await db
    .selectFrom("people_accounts as account")
    .innerJoin("people_seats as seat", "seat.id", "account.id")
    .select(["account.id", "recipient", "key", "self", "phrase_file as phraseFile", "password"])
    .select(["name", "role", "side", "unit"])
    .where("account.id", "=", id)
    .executeTakeFirst();
  return row ?? null;
}

/** The stored password of a member, or null if there is no such account. */
export async function passwordOf(db: PeopleDb, id: string): Promise<string | null> {
  const row = await db.selectFrom("people_accounts").select("password").where("id", "=", id).executeTakeFirst();
  return row?.password ?? null;
}

export async function setPassword(db: PeopleDb, id: string, password: string): Promise<void> {
  await db.updateTable("people_accounts").set({ password }).where("id", "=", id).execute();
}

/** A registered passkey. `file` holds the member's keys sealed to the passkey's own secret. */
export interface Passkey {
  readonly id: string;
  readonly member: string;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly label: string;
  readonly file: Uint8Array | null;
}

/** Adds a passkey. False if this credential is registered already. */
export async function addPasskey(db: PeopleDb, passkey: Passkey): Promise<boolean> {
  const { publicKey, ...rest } = passkey;
  const done = await db
    .insertInto("people_passkeys")
    .values({ ...rest, transports: [...rest.transports], public_key: publicKey })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return done.numInsertedOrUpdatedRows === 1n;
}

export async function loadPasskeys(db: PeopleDb, member: string): Promise<readonly Passkey[]> {
  const rows = await db
    .selectFrom("people_passkeys")
    .select(["id", "member", "public_key as publicKey", "counter", "transports", "label", "file"])
    .where("member", "=", member)
    .orderBy("label")
    .orderBy("id")
    .execute();
  return rows.map((row) => ({ ...row, counter: Number(row.counter) }));
}

export async function loadPasskey(db: PeopleDb, id: string): Promise<Passkey | null> {
  const row = await db
    .selectFrom("people_passkeys")
    .select(["id", "member", "public_key as publicKey", "counter", "transports", "label", "file"])
    .where("id", "=", id)
    .executeTakeFirst();
  return row === undefined ? null : { ...row, counter: Number(row.counter) };
}

/** Moves a passkey's counter on. False if it has moved on meanwhile: then one of two uses was a copy. */
export async function advanceCounter(db: PeopleDb, passkey: Passkey, counter: number): Promise<boolean> {
  const done = await db
    .updateTable("people_passkeys")
    .set({ counter })
    .where("id", "=", passkey.id)
    .where("counter", "=", sql<string>`${passkey.counter}::bigint`)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Removes a passkey of this member. False if there was none. */
export async function removePasskey(db: PeopleDb, member: string, id: string): Promise<boolean> {
  const done = await db
    .deleteFrom("people_passkeys")
    .where("member", "=", member)
    .where("id", "=", id)
    .executeTakeFirst();
  return done.numDeletedRows === 1n;
}

/** Remembers that a challenge was answered. False if it was answered before. Forgets those that are over. */
export async function spendChallenge(
  db: PeopleDb,
  hash: Uint8Array,
  span: { now: number; ends: number },
): Promise<boolean> {
  await db.deleteFrom("people_spent_challenges").where("ends", "<=", new Date(span.now)).execute();
  const done = await db
    .insertInto("people_spent_challenges")
    .values({ hash, ends: new Date(span.ends) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return done.numInsertedOrUpdatedRows === 1n;
}
