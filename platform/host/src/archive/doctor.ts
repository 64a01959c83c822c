import { sql } from "kysely";
import type { HealthLine } from "@niuniu/wire";
import { linesOf, type HealthOf, type Seen } from "../health/health.ts";
import { ownHealth } from "../health/own.ts";
import { openDatabase, type Database, type Tx } from "../database.ts";
import { obstacleIn } from "../postgres/index.ts";
import { checkLog } from "./check-log.ts";
import { checkShelf } from "./check-shelf.ts";
import type { Problem } from "./problem.ts";
import { reach, type Place } from "./reach.ts";
import { troubleOf } from "./trouble.ts";

/** Looks through the tables of one feature. */
export type Checker = (db: Database | Tx) => AsyncIterable<Problem>;

/** What is to be told of a house, whether its server runs or not. */
interface House {
  /** What features can tell, by their names. */
  readonly health: ReadonlyMap<string, HealthOf>;
  /** How this line is set up, and what time it is. */
  readonly seen: Omit<Seen, "db" | "data">;
  readonly told: (line: HealthLine) => void;
}

export interface DoctorOptions extends Place {
  readonly checkers: readonly Checker[];
  readonly failed: (code: string) => void;
  readonly found: (problem: Problem) => void;
  /** How the house is, where that is to be told too. */
  readonly house?: House;
}

/** The settings without which a power cut may take what was acknowledged, or a bad disk alter it unseen. */
const SETTINGS: Readonly<Record<string, (value: string) => boolean>> = {
  data_checksums: (value) => value === "on",
  fsync: (value) => value === "on",
  full_page_writes: (value) => value === "on",
  synchronous_commit: (value) => value !== "off",
};

async function* checkSettings(db: Tx): AsyncGenerator<Problem> {
  for (const [name, good] of Object.entries(SETTINGS)) {
    const { rows } = await sql<{ value: string }>`select current_setting(${name}) as value`.execute(db);
    const value = rows[0]?.value ?? "";
    if (!good(value)) yield { table: "PostgreSQL", key: `${name} = ${value}`, what: "setting" };
  }
}

/** As one moment, tables locked against being rewritten before it is taken; see `backup`. */
async function lockAll(db: Database, tx: Tx): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r'
    order by relname`.execute(db);
  await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx);
  await sql`lock table ${sql.join(rows.map(({ name }) => sql.table(name)))} in access share mode`.execute(tx);
}

/** PostgreSQL: a page or an index whose checksum or structure is broken. */
const CORRUPT = /^(?:XX00[012]|22P|22021)/;

async function tell(db: Database, { data, databaseUrl, house }: DoctorOptions, running: boolean): Promise<void> {
  if (house === undefined) return;
  const { seen, health, told } = house;
  const now: Seen = { ...seen, listens: running ? seen.listens : null, db, data: databaseUrl === null ? data : null };
  for (const line of await linesOf(new Map([["host", ownHealth], ...health]), now)) told(line);
}

/**
 * Checks everything at rest, the server running or not, and tells each problem as it finds it, and then how the house is. Reads
 * only. Resolves with how many problems there were. Throws ArchiveTrouble or CannotStart.
 */
export async function doctor(options: DoctorOptions): Promise<number> {
  try {
    return await examine(options);
  } catch (error) {
    throw troubleOf(error, options.data);
  }
}

async function examine(options: DoctorOptions): Promise<number> {
  const reached = await reach(options, options.failed);
  const db = openDatabase(reached.connection, options.failed);
  let count = 0;
  try {
    await db
      .transaction()
      .setIsolationLevel("repeatable read")
      .setAccessMode("read only")
      .execute(async (tx) => {
        await lockAll(db, tx);
        for (const check of [checkSettings, checkLog, checkShelf, ...options.checkers]) {
          for await (const problem of check(tx)) {
            count++;
            options.found(problem);
          }
        }
      });
  } catch (error) {
    const { code = "", table = "" } = error as { readonly code?: string; readonly table?: string };
    if (!CORRUPT.test(code) || obstacleIn(error) !== null) throw error;
    // After such an error PostgreSQL answers nothing more in this transaction.
    count++;
    options.found({ table: table === "" ? "PostgreSQL" : table, key: code, what: "unreadable" });
  }
  try {
    await tell(db, options, reached.running);
  } finally {
    await db.destroy();
    await reached.stop();
  }
  return count;
}
