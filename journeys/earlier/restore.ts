import { readFileSync } from "node:fs";
import { brotliDecompressSync } from "node:zlib";
import type { Founder } from "@niuniu/sample";
import pg from "pg";

/** What somebody who reported then has kept. */
interface Kept {
  readonly case: string;
  /** The receipt as a code. */
  readonly receipt: string;
}

/** A line as the server of an earlier commit left it; `make.mjs` beside it says how it came about. */
interface EarlierLine {
  readonly commit: string;
  /** When its server was stopped, by its clock (ms since epoch). */
  readonly at: number;
  readonly founders: readonly Founder[];
  readonly receipts: Readonly<Record<"answered" | "contested" | "missed" | "fresh", Kept>>;
  /** The file that was saved with the receipt whose date was missed. */
  readonly saved: string;
  /** What whoever sealed a file by hand keeps: the pick-up number, and what opens the answers (base64). */
  readonly sealed: { readonly number: string; readonly identity: string };
  /** The text of each migration that had run, by the name under which that is remembered. */
  readonly migrations: Readonly<Record<string, string>>;
  /** All rows of each table, in JSON as PostgreSQL spells it. */
  readonly tables: Readonly<Record<string, string>>;
}

/** The line that a server of commit 8925639 left: the first whose data folders have to open. */
export const EARLIER = JSON.parse(
  brotliDecompressSync(readFileSync(new URL("line-8925639.json.br", import.meta.url))).toString(),
) as EarlierLine;

/** What Kysely remembers its migrations in, as it made it then. */
const REMEMBERED = `
  create table kysely_migration (name varchar(255) not null primary key, timestamp varchar(255) not null);
  create table kysely_migration_lock (id varchar(255) not null primary key, is_locked integer default 0 not null);
  insert into kysely_migration_lock values ('migration_lock', 0);`;

/** Puts the line into an empty database, as its server had left it there. */
export async function restoreEarlier(
  url: string,
): Promise<{ readonly founders: readonly Founder[]; readonly at: number }> {
  const { migrations, tables, founders, at } = EARLIER;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(REMEMBERED);
    for (const name of Object.keys(migrations).toSorted()) await client.query(migrations[name] ?? "");
    // Rows come as they were, whatever refers to what.
    await client.query("set session_replication_role = replica");
    for (const [name, rows] of Object.entries(tables)) {
      await client.query(`delete from "${name}"`);
      await client.query(`insert into "${name}" select * from json_populate_recordset(null::"${name}", $1::json)`, [
        rows,
      ]);
    }
  } finally {
    await client.end();
  }
  return { founders, at };
}
