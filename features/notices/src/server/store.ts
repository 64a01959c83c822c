import { sql } from "kysely";
import type { Kind } from "../kinds.ts";
import { PLAINEST, type Language, type Slots } from "../message.ts";
import type { Quiet } from "../hours.ts";
import type { Failing } from "../moments.ts";
import type { Mine, Result, Standing } from "../routes.ts";
import type { NoticesDb } from "./tables.ts";

/** A channel as it is stored. */
export interface StoredChannel {
  readonly id: string;
  readonly member: string;
  readonly kind: Kind;
  readonly address: Uint8Array;
  readonly standing: Exclude<Standing, "lost">;
}

/** What a member has chosen besides their channels. */
export interface Chosen extends Pick<Mine, "language" | "quiet" | "phoneFirst" | "calendar"> {
  readonly member: string;
}

/** A member's channels in the order of their choice. */
export async function readChannels(db: NoticesDb, member: string): Promise<readonly StoredChannel[]> {
  const rows = db.selectFrom("notices_channel").select(["id", "member", "kind", "address", "standing"]);
  return rows.where("member", "=", member).orderBy("place").orderBy("id").execute();
}

/** Adds a channel behind those there are; false where there are `most` already. */
export async function addChannel(
  db: NoticesDb,
  { id, member, kind, address }: Omit<StoredChannel, "standing">,
  most: number,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    // Two at once by one member come one after the other.
    await sql`select pg_advisory_xact_lock(hashtext(${`notices/${member}`}))`.execute(tx);
    const { count, last } = await tx
      .selectFrom("notices_channel")
      .select((of) => [of.fn.countAll<string>().as("count"), of.fn.max("place").as("last")])
      .where("member", "=", member)
      .executeTakeFirstOrThrow();
    if (Number(count) >= most) return false;
    // max() of nothing is null, which the builder's types do not say.
    const place = ((last as number | null) ?? -1) + 1;
    await tx.insertInto("notices_channel").values({ id, member, kind, address, place }).execute();
    return true;
  });
}

/** False where it is not this member's. */
export async function removeChannel(db: NoticesDb, member: string, id: string): Promise<boolean> {
  const gone = db.deleteFrom("notices_channel").where("member", "=", member).where("id", "=", id);
  return (await gone.executeTakeFirst()).numDeletedRows > 0n;
}

/** Puts a member's channels in this order; false, and nothing is changed, where these are not all of them. */
export async function orderChannels(db: NoticesDb, member: string, ids: readonly string[]): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const rows = tx.selectFrom("notices_channel").select("id").where("member", "=", member).forUpdate();
    const there = (await rows.execute()).map(({ id }) => id);
    if (there.toSorted().join() !== ids.toSorted().join()) return false;
    await sql`update notices_channel c set place = of.at - 1
      from unnest(${[...ids]}::text[]) with ordinality as of (id, at) where c.id = of.id`.execute(tx);
    return true;
  });
}

/** How a channel stands from now on, where it stood in one of these ways; false where it did not. */
export async function moveChannel(
  db: NoticesDb,
  { member, id }: Pick<StoredChannel, "member" | "id">,
  from: readonly StoredChannel["standing"][],
  standing: StoredChannel["standing"],
): Promise<boolean> {
  const mine = db.updateTable("notices_channel").set({ standing }).where("member", "=", member).where("id", "=", id);
  return (await mine.where("standing", "in", from).executeTakeFirst()).numUpdatedRows > 0n;
}

/** Has a channel fail since this day, unless it does already, or was never to count; false then. */
export async function setFailing(db: NoticesDb, id: string, day: string): Promise<boolean> {
  const own = db.updateTable("notices_channel").set({ failing: day }).where("id", "=", id).where("failing", "is", null);
  return (await own.where("standing", "in", ["counts", "gone"]).executeTakeFirst()).numUpdatedRows > 0n;
}

/** It fails no more; false where it did not. */
export async function setMended(db: NoticesDb, id: string): Promise<boolean> {
  const own = db.updateTable("notices_channel").set({ failing: null }).where("id", "=", id);
  return (await own.where("failing", "is not", null).executeTakeFirst()).numUpdatedRows > 0n;
}

/** Whose channels fail, and since when the first of them. */
export async function readFailing(db: NoticesDb): Promise<readonly Failing[]> {
  const { rows } = await sql<Failing>`
    select member, to_char(min(failing), 'YYYY-MM-DD') as since from notices_channel
    where failing is not null group by member order by member`.execute(db);
  return rows;
}

/** The kinds on which a trial of somebody's has arrived. */
export async function readProven(db: NoticesDb): Promise<readonly Kind[]> {
  const rows = db.selectFrom("notices_channel").select("kind").distinct().where("standing", "=", "counts");
  return (await rows.execute()).map(({ kind }) => kind);
}

const quietOf = (from: number | null, until: number | null): Quiet | null =>
  from === null || until === null ? null : { from, until };

/** What a member has chosen; what holds for everybody where nothing was. */
export async function readChosen(db: NoticesDb, member: string): Promise<Chosen> {
  const row = await db.selectFrom("notices_member").selectAll().where("member", "=", member).executeTakeFirst();
  if (row === undefined) return { member, language: "zh-CN", quiet: null, phoneFirst: true, calendar: false };
  const { language, quiet_from: from, quiet_until: until, phone_first: phoneFirst } = row;
  return { member, language, quiet: quietOf(from, until), phoneFirst, calendar: row.calendar !== null };
}

export async function keepChosen(
  db: NoticesDb,
  { member, language, quiet, phoneFirst }: Omit<Chosen, "calendar">,
): Promise<void> {
  const row = { language, phone_first: phoneFirst, quiet_from: quiet?.from ?? null, quiet_until: quiet?.until ?? null };
  await db
    .insertInto("notices_member")
    .values({ member, ...row })
    .onConflict((conflict) => conflict.column("member").doUpdateSet(row))
    .execute();
}

/** The language of a member who has chosen nothing yet. */
export async function keepFirstLanguage(db: NoticesDb, member: string, language: Language): Promise<void> {
  const row = db.insertInto("notices_member").values({ member, language });
  await row.onConflict((conflict) => conflict.column("member").doNothing()).execute();
}

/** Under which secret a member's calendar is read from now on (its SHA-256), or null for none. */
export async function keepCalendar(db: NoticesDb, member: string, hash: Uint8Array | null): Promise<void> {
  await db
    .insertInto("notices_member")
    .values({ member, calendar: hash })
    .onConflict((conflict) => conflict.column("member").doUpdateSet({ calendar: hash }))
    .execute();
}

/** Whose calendar is read under this secret (its SHA-256), or null. */
export async function calendarOf(db: NoticesDb, hash: Uint8Array): Promise<Chosen | null> {
  const row = db.selectFrom("notices_member").select("member").where("calendar", "=", Buffer.from(hash));
  const found = await row.executeTakeFirst();
  return found === undefined ? null : readChosen(db, found.member);
}

/** Counts a trial on this day; false where there were `most` already. */
export async function countTrial(db: NoticesDb, member: string, day: string, most: number): Promise<boolean> {
  const counted = await sql`
    insert into notices_member as of (member, trials, trial_day) values (${member}, 1, ${day})
    on conflict (member) do update set trial_day = ${day},
      trials = case when of.trial_day = ${day} then of.trials + 1 else 1 end
      where of.trial_day is distinct from ${day} or of.trials < ${most}
    returning member`.execute(db);
  return counted.rows.length > 0;
}

const KEPT = 10;

/** Writes down what became of a notice, before those there were. */
export async function keepResult(db: NoticesDb, member: string, result: Result): Promise<void> {
  const newest = JSON.stringify([result]);
  await sql`
    insert into notices_seen as of (member, results) values (${member}, ${newest}::jsonb)
    on conflict (member) do update set results = (
      select jsonb_agg(one order by at) from (
        select one, at from jsonb_array_elements(${newest}::jsonb || of.results) with ordinality as all_of (one, at)
        order by at limit ${KEPT}
      ) newest)`.execute(db);
}

export async function readResults(db: NoticesDb, member: string): Promise<readonly Result[]> {
  const row = await db.selectFrom("notices_seen").select("results").where("member", "=", member).executeTakeFirst();
  return row?.results ?? [];
}

/** How the notices of this house greet. */
export async function readWords(db: NoticesDb): Promise<Slots> {
  return (await db.selectFrom("notices_words").select(["greeting", "named"]).executeTakeFirst()) ?? PLAINEST;
}

export async function keepWords(db: NoticesDb, { greeting, named }: Slots): Promise<void> {
  const row = { greeting, named };
  await db
    .insertInto("notices_words")
    .values(row)
    .onConflict((conflict) => conflict.column("one").doUpdateSet(row))
    .execute();
}
