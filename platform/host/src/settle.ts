import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import type { Database, Tx } from "./database.ts";
import { utcDay } from "./days.ts";
import { loopOf } from "./record/loop.ts";

/**
 * A table in which a row bears, as `fresh date`, the UTC day on which it was last written, until it is settled. It needs
 * an index on (fresh, key) where fresh is not null.
 */
export interface SettledTable {
  readonly table: string;
  /** Its primary key, which must tell nothing of when a row came. */
  readonly key: readonly string[];
  /** A column whose values are large. */
  readonly large?: string;
}

/** Puts rows in their place. */
export interface Settler {
  /** States which tables are settled. At start. */
  readonly settles: (...tables: readonly SettledTable[]) => void;
  /** Settles everything that was written before today; resolves with how many rows. What the loop does by itself. */
  readonly settle: () => Promise<number>;
  readonly start: () => void;
  /** Ends the loop after the batch in hand. */
  readonly stop: () => Promise<void>;
}

/** One batch: some tens of milliseconds of work, in which its rows can be read and only writing to one of them waits. */
const ROWS = 100;
const BYTES = 300_000;
/** ms from one look to the next at the most. */
const LOOK = 600_000;
const DAY = 86_400_000;
/** ms between two batches. */
const LONGEST_REST = 1_000;

type Key = readonly unknown[];

async function columnsOf(db: Database, table: string): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped order by attnum`.execute(db);
  return rows.map(({ name }) => name);
}

/** The oldest day before `today`, and after `done`, of which rows are not settled. */
async function oldest(db: Database, table: string, done: string | null, today: string): Promise<string | null> {
  const { rows } = await sql<{ day: string | null }>`
    select min(fresh)::text as day from ${sql.table(table)}
    where fresh < ${today}::date and fresh > coalesce(${done}::date, '-infinity')`.execute(db);
  return rows[0]?.day ?? null;
}

/**
 * Takes some rows of a day out and puts them in again in the order of their key, all by this one transaction. Changing
 * them would not do: PostgreSQL likes to leave a changed row on its page, and the page tells who came together. Large
 * values are stored anew with their row. Gives the keys in order. Waits for nobody: a row somebody holds is being
 * written again anyway.
 */
async function batch(
  tx: Tx,
  { table, key, large }: SettledTable,
  columns: readonly string[],
  { day, after }: { readonly day: string; readonly after: Key | null },
): Promise<readonly Key[]> {
  const [from, keys] = [sql.table(table), sql.join(key.map((name) => sql.ref(name)))];
  const further = after === null ? sql`` : sql`and (${keys}) > (${sql.join(after)})`;
  const size = large === undefined ? sql`1` : sql`octet_length(${sql.ref(large)})`;
  const kept = columns.map((name) => (name === "fresh" ? sql`null` : sql.ref(name)));
  // Lost in a crash it is done again.
  await sql`set local synchronous_commit = off`.execute(tx);
  const { rows } = await sql<Record<string, unknown>>`
    with held as materialized (
      select ctid as place, ${size} as size, ${keys} from ${from}
      where fresh = ${day}::date ${further} order by ${keys} limit ${sql.lit(ROWS)} for update skip locked
    ), small as materialized (
      select place from (select place, sum(size) over (order by ${keys}) - size as before from held) as of
      where before < ${sql.lit(BYTES)}
    ), gone as (
      delete from ${from} where ctid = any(array(select place from small)) returning *
    )
    insert into ${from} (${sql.join(columns.map((name) => sql.ref(name)))})
    select ${sql.join(kept)} from gone order by ${keys} returning ${keys}`.execute(tx);
  return rows.map((row) => key.map((name) => row[name]));
}

/** Settles batch by batch, a table and a day at a time. Yields the number of rows after each. */
async function* settling(db: Database, tables: readonly SettledTable[], today: string): AsyncGenerator<number> {
  for (const each of tables) {
    const columns = await columnsOf(db, each.table);
    let any = false;
    for (let day = await oldest(db, each.table, null, today); day !== null;) {
      const at = { day };
      for (let after: Key | null = null; ;) {
        const place: { readonly day: string; readonly after: Key | null } = { ...at, after };
        const settled = await db.transaction().execute((tx) => batch(tx, each, columns, place));
        after = settled.at(-1) ?? null;
        if (after === null) break;
        any = true;
        yield settled.length;
      }
      day = await oldest(db, each.table, day, today);
    }
    // What is left of the rows as they came goes at once and not some time; nobody waits for it.
    if (any) await vacuum(db, each.table);
  }
}

/** Takes its time: whoever asks for something meanwhile comes first. */
async function vacuum(db: Database, table: string): Promise<void> {
  await db.connection().execute(async (one) => {
    await sql`set vacuum_cost_delay = 1`.execute(one);
    try {
      await sql`vacuum (truncate false) ${sql.table(table)}`.execute(one);
    } finally {
      await sql`reset vacuum_cost_delay`.execute(one);
    }
  });
}

/**
 * Makes rows that were written on a day tell nothing but that day: once it is over they are written anew, in the order of
 * their keys. The work is that of the day's rows, whatever else the tables hold; it is done in batches that commit, and
 * goes on where a killed one stopped. Several processes may do it at once.
 */
export function settlerOn(
  db: Database,
  { now, failed }: { readonly now: () => number; readonly failed: (code: string) => void },
): Settler {
  const tables: SettledTable[] = [
    { table: "host_timer", key: ["kind", "key"] },
    { table: "host_notice", key: ["about"] },
  ];
  const begin = (): AsyncGenerator<number> => settling(db, tables, utcDay(now()));
  let [run, lookAt]: [AsyncGenerator<number> | null, number] = [null, 0];

  const pass = async (): Promise<void> => {
    run ??= begin();
    try {
      const begun = performance.now();
      if ((await run.next()).done !== true) {
        // As long as the batch took, everything else has the database for itself.
        await wait(Math.min(performance.now() - begun, LONGEST_REST));
        return;
      }
    } catch (error) {
      run = null;
      throw error;
    }
    const at = now();
    // At midnight, and some minutes later for what was under way then.
    [run, lookAt] = [null, Math.min(at + LOOK, (Math.floor(at / DAY) + 1) * DAY)];
  };
  const dueIn = (): number => (run === null ? lookAt - now() : 0);
  const { start, stop } = loopOf({ dueIn, pass, failed: () => failed("host/settling-waits") });
  return {
    settles: (...more) => void tables.push(...more),
    settle: async () => {
      let rows = 0;
      for await (const some of begin()) rows += some;
      return rows;
    },
    start,
    stop,
  };
}
