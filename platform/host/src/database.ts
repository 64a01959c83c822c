import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { Kysely, PostgresDialect, sql, type Transaction } from "kysely";
import { Migrator, type Migration, type MigrationProvider } from "kysely/migration";
import pg from "pg";
import { sha256Hex } from "./digest.ts";
import type { Connection } from "./postgres/index.ts";
import type { HostTables } from "./tables.ts";

/** The database a feature works in; it adds its own tables (a `type`, not an interface) by `db.withTables<CaseTables>()`. */
export type Database = Kysely<HostTables>;
/** A transaction of that database; `tx.withTables<CaseTables>()` likewise. */
export type Tx = Transaction<HostTables>;

/**
 * Enough to keep two cores and a disk busy: settling and the record hold one each, reports two, dates one and, where very many
 * pass at once, two; one at least is left. Each costs the database 4 MB. Leaves room under max_connections of a small server for other processes, the LISTEN connection,
 * migrations and an operator.
 */
const CONNECTIONS = 7;

const MARK = "/* prepared */ ";

/**
 * Stands at the beginning of a statement that is sent often and always in the same words: the database parses and plans it
 * once for each connection. Not for others: each costs memory on every connection.
 */
export const PREPARED = sql.raw(MARK);

/** The name of each statement that was marked: there are a few dozen, and each is sent hundreds of times a second. */
const names = new Map<string, string>();

function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) names.set(text, (name = sha256Hex(Buffer.from(text)).slice(0, 32)));
  return name;
}

/** Gives every statement that begins with the mark a name of its own, by which the connection knows it again. */
class PreparingClient extends pg.Client {
  override query(...given: readonly unknown[]): never {
    const send = super.query.bind(this) as (...given: readonly unknown[]) => never;
    const [text, values, ...more] = given;
    if (typeof text !== "string" || !text.startsWith(MARK)) return send(...given);
    return send({ name: nameOf(text), text, values }, ...more);
  }
}

/**
 * Opens a pool on the server. A connection that breaks, idle or in the middle of a transaction, is replaced at the next query
 * and never ends the process; what was under way on it fails. `failed` hears the code of such an error.
 */
export function openDatabase(connection: Connection, failed: (code: string) => void): Database {
  const pool = new pg.Pool({
    ...connection,
    Client: PreparingClient,
    max: CONNECTIONS,
    // A connection that is idle costs the database 4 MB, a new one a few milliseconds.
    idleTimeoutMillis: 5_000,
    connectionTimeoutMillis: 15_000,
  });
  // The pool itself listens to idle connections only: one that breaks in somebody's hands would end the process.
  pool.on("connect", (client) => {
    client.on("error", () => {
      if (!pool.ending) failed("host/connection-lost");
    });
  });
  // It repeats what the idle ones say.
  pool.on("error", () => undefined);
  return new Kysely<HostTables>({ dialect: new PostgresDialect({ pool }) });
}

/** The migrations of one feature: a folder of plain `.sql` files named `001-x.sql`. */
export interface MigrationFolder {
  readonly name: string;
  /** Null where it has no tables. */
  readonly migrations: URL | null;
}

function migrationsOf({ name, migrations }: MigrationFolder): readonly (readonly [string, Migration])[] {
  if (migrations === null) return [];
  return readdirSync(migrations)
    .filter((file) => file.endsWith(".sql"))
    .map((file) => {
      const text = readFileSync(new URL(file, `${migrations.href.replace(/\/$/, "")}/`), "utf8");
      const up = async (db: Kysely<unknown>): Promise<void> => {
        await sql.raw(text).execute(db);
      };
      return [`${basename(file, ".sql")} ${name}`, { up }];
    });
}

/** The migrations of these features and of the host itself, by name. */
export function allMigrations(folders: readonly MigrationFolder[]): Readonly<Record<string, Migration>> {
  const own: MigrationFolder = { name: "host", migrations: new URL("./migrations/", import.meta.url) };
  return Object.fromEntries([own, ...folders].flatMap(migrationsOf));
}

/**
 * Brings the tables up to date: the host's own and those of the features, in order of file name, then feature. Runs
 * in one transaction under the migrator's lock, so any number of processes may start at once. A migration of a
 * feature added later may sort before ones that ran long ago. `only`: no others than these, by name, for a database as it once was.
 */
export async function migrate(
  db: Database,
  folders: readonly MigrationFolder[],
  only?: ReadonlySet<string>,
): Promise<void> {
  const all = Object.entries(allMigrations(folders)).filter(([name]) => only?.has(name) ?? true);
  const provider: MigrationProvider = { getMigrations: () => Promise.resolve(Object.fromEntries(all)) };
  const migrator = new Migrator({ db, provider, allowUnorderedMigrations: true });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error("host/migration-failed", { cause: error });
}
