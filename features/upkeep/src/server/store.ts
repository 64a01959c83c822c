import type { Database, Tx } from "@niuniu/host";
import { sql } from "kysely";
import type { Reviewed } from "../terms.ts";
import type { Wanted } from "../wanted.ts";
import { upkeepTables } from "./tables.ts";

/** Names of the matters of all that is open; a handful, whatever has been over before. */
export async function loadOpen(db: Database | Tx): Promise<readonly string[]> {
  const { rows } = await sql<{ matter: string }>`
    select o.matter from upkeep_owed o join matter_open m on m.feature = 'upkeep' and m.id = o.matter
    where m.due is not null order by o.matter`.execute(db);
  return rows.map(({ matter }) => matter);
}

/**
 * Names of the matters that are over: all of what statements ask for, some dozens a year, and of what anybody on the committee can begin by
 * proposing something, or by a way that fails, the newest `most`.
 */
export async function loadOver(db: Database | Tx, most: number): Promise<readonly string[]> {
  const { rows } = await sql<{ matter: string }>`
    with over as (
      select o.* from upkeep_owed o join matter_open m on m.feature = 'upkeep' and m.id = o.matter where m.due is null)
    select matter from over where what not in ('countersign', 'way')
    union all
    (select matter from over where what in ('countersign', 'way') order by begun desc, matter limit ${most})`.execute(
    db,
  );
  return rows.map(({ matter }) => matter);
}

/** How many dates were missed, ever. */
export async function countMissed(db: Database | Tx): Promise<number> {
  const { rows } = await sql<{ missed: number }>`
    select coalesce(sum((state->>'misses')::integer), 0)::integer as missed from matter_open where feature = 'upkeep'`.execute(
    db,
  );
  return rows[0]?.missed ?? 0;
}

/** The matter of one that has begun, whatever became of it; null where it has not. */
export async function findBegun(
  db: Database | Tx,
  { what, subject }: Pick<Wanted, "what" | "subject">,
): Promise<string | null> {
  const one = upkeepTables(db).selectFrom("upkeep_owed").where("what", "=", what).where("subject", "=", subject);
  return (await one.select("matter").executeTakeFirst())?.matter ?? null;
}

/** Who is said to have read the first hours, each time that was confirmed, or nobody was there to confirm it; those of one text, where it is given. */
export async function loadReviews(db: Database | Tx, hash?: string): Promise<readonly Reviewed[]> {
  const { rows } = await sql<{ reviewed: Reviewed }>`
    select state->'reviewed' as reviewed from matter_open
    where feature = 'upkeep' and state->>'what' = 'first-hours' and state->>'end' in ('confirmed', 'alone')
      and (${hash ?? null}::text is null or state->'reviewed'->>'texts' = ${hash ?? null})
    order by state->'reviewed'->>'day' desc, id`.execute(db);
  return rows.map(({ reviewed }) => reviewed);
}

/** How often it was owed that somebody reads them. */
export async function countTurns(db: Database | Tx): Promise<number> {
  const all = upkeepTables(db).selectFrom("upkeep_owed").where("what", "=", "first-hours");
  return Number((await all.select(({ fn }) => fn.countAll().as("all")).executeTakeFirstOrThrow()).all);
}

/** Half of an advisory lock's name; the other is nobody's. */
const ALARMS = 0x616c6172;

/** Until this transaction is over nobody else counts a witness's alarms. */
export async function holdAlarms(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${ALARMS}, 0)`.execute(tx);
}

/** How many alarms of whose lines begin with this are open, and how many have begun since a day. */
export async function alarmsBy(
  tx: Tx,
  signer: string,
  since: string,
): Promise<{ readonly open: number; readonly lately: number }> {
  const { rows } = await sql<{ open: number; lately: number }>`
    select count(*) filter (where m.due is not null)::integer as open,
           count(*) filter (where o.begun >= ${since}::date)::integer as lately
    from upkeep_owed o join matter_open m on m.feature = 'upkeep' and m.id = o.matter
    where o.what = 'alarm' and starts_with(split_part(m.state->>'alarm', ${"\n\n— "}, 2), ${signer})`.execute(tx);
  return rows[0] ?? { open: 0, lately: 0 };
}

/** Notes that it has begun; false where it had before, as another process may have said a moment ago. */
export async function keepBegun(
  tx: Tx,
  { what, subject }: Pick<Wanted, "what" | "subject">,
  { matter, begun }: { readonly matter: string; readonly begun: string },
): Promise<boolean> {
  const row = { what, subject, matter, begun };
  const added = await upkeepTables(tx)
    .insertInto("upkeep_owed")
    .values(row)
    .onConflict((conflict) => conflict.columns(["what", "subject"]).doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}

/** Those whose matter is gone. */
export async function strayIn(db: Database | Tx): Promise<readonly string[]> {
  const { rows } = await sql<{ key: string }>`
    select what || ' ' || subject as key from upkeep_owed o
    where not exists (select from matter_open where feature = 'upkeep' and id = o.matter) order by 1`.execute(db);
  return rows.map(({ key }) => key);
}
