import { sql } from "kysely";
import { textHash } from "../rules.ts";
import type { PeopleDb } from "./tables.ts";

/** The one-time code (its hash) and the name given at set-up. */
export interface SetupRow {
  readonly code: Buffer;
  readonly organisation: string | null;
}

/** The set-up row, or null once the line is open. `lock` holds it until the transaction ends. */
export async function loadSetup(db: PeopleDb, lock = false): Promise<SetupRow | null> {
  const query = db.selectFrom("people_setup").select(["code", "organisation"]);
  return (await (lock ? query.forUpdate() : query).executeTakeFirst()) ?? null;
}

/** Makes this the one code that is valid. */
export async function setSetupCode(db: PeopleDb, code: Uint8Array): Promise<void> {
  await db
    .insertInto("people_setup")
    .values({ code, organisation: null })
    .onConflict((conflict) => conflict.column("one").doUpdateSet({ code }))
    .execute();
}

export async function nameOrganisation(db: PeopleDb, organisation: string): Promise<void> {
  await db.updateTable("people_setup").set({ organisation }).execute();
}

/** Set-up is over: its code opens nothing any more. */
export async function removeSetup(db: PeopleDb): Promise<void> {
  await db.deleteFrom("people_setup").execute();
}

/** The chain, oldest first, as exact signed notes. */
export async function loadStatements(db: PeopleDb): Promise<readonly string[]> {
  const rows = await db.selectFrom("people_statements").select("note").orderBy("number").execute();
  return rows.map(({ note }) => note);
}

/** A short text that is different whenever any stored statement is: cheaper to read than the chain itself. */
export async function chainMark(db: PeopleDb): Promise<string> {
  const mark = sql<string | null>`encode(sha256(convert_to(string_agg(note, '' order by number), 'UTF8')), 'hex')`;
  const row = await db
    .selectFrom("people_statements")
    .select([mark.as("mark")])
    .executeTakeFirst();
  return row?.mark ?? "";
}

/** Lets one change of the committee happen after another, until the transaction ends. */
export async function lockCommittee(db: PeopleDb): Promise<void> {
  await db.selectFrom("people_statements").select("number").where("number", "=", 1).forUpdate().execute();
}

export async function addStatement(db: PeopleDb, number: number, note: string): Promise<void> {
  await db.insertInto("people_statements").values({ number, note }).execute();
}

/** An open draft and the signature lines it has gathered, by member. */
export interface DraftRow {
  readonly text: string;
  readonly proposer: string;
  /** From when it can no longer be completed (ms since epoch); null for statement 1. */
  readonly ends: number | null;
  /** Why, in the words of its proposer; null where none were given. */
  readonly reason: string | null;
  readonly lines: ReadonlyMap<string, string>;
}

/** The drafts that are open, in the order of their proposers. */
export async function loadDrafts(db: PeopleDb): Promise<readonly DraftRow[]> {
  const drafts = await db.selectFrom("people_drafts").selectAll().orderBy("proposer").execute();
  const signatures = await db.selectFrom("people_signatures").selectAll().orderBy("member").execute();
  return drafts.map(({ text, proposer, ends, reason }) => ({
    text,
    proposer,
    reason,
    ends: ends?.getTime() ?? null,
    lines: new Map(signatures.flatMap((each) => (each.proposer === proposer ? [[each.member, each.line]] : []))),
  }));
}

/** Holds the draft with this text until the transaction ends, so that its signatures are counted one by one. */
export async function lockDraft(db: PeopleDb, text: string): Promise<DraftRow | null> {
  const hash = textHash(text);
  await db.selectFrom("people_drafts").select("proposer").where("hash", "=", hash).forUpdate().execute();
  return (await loadDrafts(db)).find((draft) => draft.text === text) ?? null;
}

/** Opens a draft. False if its proposer has one already, or somebody the very same. */
export async function openDraft(db: PeopleDb, draft: Omit<DraftRow, "lines">): Promise<boolean> {
  const { text, proposer, ends, reason } = draft;
  const done = await db
    .insertInto("people_drafts")
    .values({ text, hash: textHash(text), proposer, reason, ends: ends === null ? null : new Date(ends) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return done.numInsertedOrUpdatedRows === 1n;
}

/** Adds a line to the draft of this proposer. */
export async function addSignatureLine(
  db: PeopleDb,
  proposer: string,
  signature: { readonly member: string; readonly line: string },
): Promise<void> {
  await db
    .insertInto("people_signatures")
    .values({ proposer, ...signature })
    .onConflict((conflict) => conflict.columns(["proposer", "member"]).doUpdateSet({ line: signature.line }))
    .execute();
}

/** Removes the draft of this proposer whose text has this hash. False if there was none. */
export async function removeDraft(db: PeopleDb, proposer: string, hash: string): Promise<boolean> {
  const own = db.deleteFrom("people_drafts").where("proposer", "=", proposer).where("hash", "=", hash);
  return (await own.executeTakeFirst()).numDeletedRows === 1n;
}

/** Removes every draft that can no longer be completed. Gives the hashes of their texts. */
export async function removePastDrafts(db: PeopleDb, now: number): Promise<readonly string[]> {
  const past = db.deleteFrom("people_drafts").where("ends", "<=", new Date(now)).returning("hash");
  return (await past.execute()).map(({ hash }) => hash);
}

/** Removes all drafts: a statement has taken force that none of them follows. Gives the hashes of their texts. */
export async function removeDrafts(db: PeopleDb): Promise<readonly string[]> {
  return (await db.deleteFrom("people_drafts").returning("hash").execute()).map(({ hash }) => hash);
}

/** A signed absence note and the days it names, both included. */
export interface AbsenceRow {
  readonly member: string;
  readonly from: string;
  readonly until: string;
  readonly note: string;
}

/** Numbers are given, and notes counted, one at a time: the account row is the lock. */
async function lockAccount(db: PeopleDb, member: string): Promise<void> {
  await db.selectFrom("people_accounts").select("id").where("id", "=", member).forUpdate().execute();
}

/** How many notes of this member cover `day` or lie ahead of it. No other note of this member is added meanwhile. */
export async function countAbsences(db: PeopleDb, member: string, day: string): Promise<number> {
  await lockAccount(db, member);
  const found = await db
    .selectFrom("people_absences")
    .select((of) => of.fn.countAll().as("count"))
    .where("member", "=", member)
    .where("last_day", ">=", day)
    .executeTakeFirstOrThrow();
  return Number(found.count);
}

/** Adds a note as the member's newest and gives its number. */
export async function addAbsence(db: PeopleDb, absence: AbsenceRow): Promise<number> {
  const { member, from, until, note } = absence;
  await lockAccount(db, member);
  const last = await db
    .selectFrom("people_absences")
    .select("number")
    .where("member", "=", member)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  const number = (last?.number ?? 0) + 1;
  await db.insertInto("people_absences").values({ member, number, first_day: from, last_day: until, note }).execute();
  return number;
}

/** Takes notes back that were not granted after all. */
export async function removeAbsences(db: PeopleDb, member: string, numbers: readonly number[]): Promise<void> {
  await db.deleteFrom("people_absences").where("member", "=", member).where("number", "in", numbers).execute();
}

/** Every note ever granted, by member and age: what was right when somebody was passed over stays provable. */
export async function loadEveryAbsence(db: PeopleDb): Promise<readonly AbsenceRow[]> {
  return db
    .selectFrom("people_absences")
    .select(["member", "first_day as from", "last_day as until", "note"])
    .orderBy("member")
    .orderBy("number")
    .execute();
}
