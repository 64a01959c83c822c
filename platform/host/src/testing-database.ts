import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { migrate, openDatabase, type MigrationFolder } from "./database.ts";
import { startEmbedded, type Connection, type Postgres } from "./postgres/index.ts";
import { hasDebianPostgres, startDebian } from "./postgres/throwaway.ts";

/** Real databases for one test file. */
export interface TestDatabase {
  /** The connection to a database of its own, empty: as many as a test wants. */
  readonly fresh: () => Promise<Connection>;
  /** The same with the tables of the host and of these features, as a first start makes them. */
  readonly migrated: (folders: readonly MigrationFolder[]) => Promise<Connection>;
  /** A copy of what `make` has made once on this server, and what it said of it. `name`: small letters and low lines. */
  readonly copied: (name: string, make: Making) => Promise<Copy>;
  /** Ends them all. */
  readonly close: () => Promise<void>;
}

/** Fills an empty database, and leaves no connection to it open. */
type Making = (connection: Connection) => Promise<string>;

interface Copy {
  readonly connection: Connection;
  readonly said: string;
}

/** How the servers of a run are told to those who test: by `testing-run.ts`, in these variables of the environment. */
export const SHARED = { own: "NIUNIU_TEST_POSTGRES", debian: "NIUNIU_TEST_DEBIAN" } as const;

function named({ connectionString, ...rest }: Connection, database: string): Connection {
  if (connectionString === undefined) return { ...rest, database };
  return { connectionString: connectionString.replace(/\/[a-z0-9_]+\?/, `/${database}?`) };
}

/** The same connection as a value of `DATABASE_URL`. */
export function urlOf({ connectionString, user = "", database = "", host = "" }: Connection): string {
  return connectionString ?? `postgresql://${user}@/${database}?host=${host}`;
}

/** Works on the server's own database. */
async function onServer<T>(connection: Connection, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const newName = (): string => `test_${randomBytes(6).toString("hex")}`;

/** A name that says what is in these folders. */
function nameOf(folders: readonly MigrationFolder[]): string {
  const hash = createHash("sha256");
  for (const folder of [
    new URL("./migrations/", import.meta.url),
    ...folders.flatMap(({ migrations }) => migrations ?? []),
  ]) {
    const at = new URL(`${folder.href.replace(/\/$/, "")}/`);
    for (const file of readdirSync(at).sort()) hash.update(file).update(readFileSync(new URL(file, at)));
  }
  for (const { name } of folders) hash.update(name);
  return `migrated_${hash.digest("hex").slice(0, 16)}`;
}

/**
 * Makes a database under this name, unless another process on this server has; resolves with what its maker said of it. The
 * others wait meanwhile, and nothing half made gets the name.
 */
function template(server: Connection, name: string, make: Making): Promise<string> {
  return onServer(server, async (client) => {
    await client.query("select pg_advisory_lock(hashtext($1))", [name]);
    const { rows } = await client.query<{ said: string | null }>(
      "select shobj_description(oid, 'pg_database') as said from pg_database where datname = $1",
      [name],
    );
    if (rows[0] !== undefined) return rows[0].said ?? "";
    const making = newName();
    await client.query(`create database ${making}`);
    const said = await make(named(server, making));
    await client.query(`comment on database ${making} is ${client.escapeLiteral(said)}`);
    await client.query(`alter database ${making} rename to ${name}`);
    return said;
  });
}

/** A database of its own, with all that is in this one. */
async function copyOf(server: Connection, name: string): Promise<Connection> {
  const copy = newName();
  await onServer(server, (client) => client.query(`create database ${copy} template ${name} strategy file_copy`));
  return named(server, copy);
}

function databasesOn(server: Connection, close: (made: readonly Connection[]) => Promise<void>): TestDatabase {
  const made: Connection[] = [];
  const kept = async (name: string): Promise<Connection> => {
    const connection = await copyOf(server, name);
    made.push(connection);
    return connection;
  };
  const copied = async (name: string, make: Making): Promise<Copy> => {
    const said = await template(server, name, make);
    return { connection: await kept(name), said };
  };
  const migrated = async (folders: readonly MigrationFolder[]): Promise<Connection> => {
    const { connection } = await copied(nameOf(folders), async (empty) => {
      const db = openDatabase(empty, () => undefined);
      await migrate(db, folders).finally(() => db.destroy());
      return "";
    });
    return connection;
  };
  return {
    fresh: () => kept("template1"),
    ...{ migrated, copied },
    close: () => close(made),
  };
}

const alone = async (start: () => Promise<Postgres>): Promise<TestDatabase> => {
  const own = await start();
  return databasesOn(own.connection, () => own.stop());
};

/** The server of this run, where there is one; else one that lasts as long as the file. */
async function shared(variable: string, start: () => Promise<Postgres>): Promise<TestDatabase> {
  const told = process.env[variable];
  if (told === undefined) return alone(start);
  const server = JSON.parse(told) as Connection;
  return databasesOn(server, (made) =>
    onServer(server, async (client) => {
      for (const one of made) await client.query(`drop database ${databaseOf(one)} with (force)`);
    }),
  );
}

/** The name of the database that a connection leads to. */
const databaseOf = (connection: Connection): string =>
  connection.database ?? /\/([a-z0-9_]+)\?/.exec(connection.connectionString ?? "")?.[1] ?? "";

/** A durable server of one's own in a temporary folder, as `npm start` runs it. */
async function startDurable(): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), "niuniu-test-"));
  const server = await startEmbedded(folder, () => undefined);
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...server, stop };
}

/**
 * Databases on the embedded PostgreSQL, for `beforeAll`; `close` belongs into `afterAll`. In a test run it is the one of the run:
 * nothing it says is durable, and others use it too, so whoever kills it, fills its disk or reads its folder starts one of their
 * own. Elsewhere, as where something is measured, it is a real one.
 */
export const testDatabase = (): Promise<TestDatabase> => shared(SHARED.own, startDurable);

/** The same on a server that nobody else uses: for promises about where rows lie, which what others do to theirs may move. */
export const ownDatabase = (): Promise<TestDatabase> => alone(startDurable);

type Servers = readonly (readonly [string, () => Promise<TestDatabase>])[];
const both = (embedded: () => Promise<TestDatabase>, debian: () => Promise<TestDatabase>): Servers => [
  ["the PostgreSQL that comes with Niuniu", embedded],
  ...(hasDebianPostgres() ? [["PostgreSQL 15 by DATABASE_URL", debian] as const] : []),
];

/** The servers a promise about the database is tested on: our own, and Debian's 15 where it is installed. */
export const testServers = both(testDatabase, () => shared(SHARED.debian, startDebian));

/** The same, used by nobody else. */
export const ownServers = both(ownDatabase, () => alone(startDebian));

/** One database, however often one is asked for: to come back to what an earlier host left. */
export const again = (connection: Connection): TestDatabase => ({
  fresh: () => Promise.resolve(connection),
  migrated: () => Promise.resolve(connection),
  copied: () => Promise.resolve({ connection, said: "" }),
  close: () => Promise.resolve(),
});
