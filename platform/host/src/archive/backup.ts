import { copyFile, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { createWriteStream } from "node:fs";
import { dirname, join, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { dataFiles } from "./data-files.ts";
import { makeFolder, syncFolder, writeFresh } from "./durable.ts";
import { nameOf, removeUnfinished, unfinishedName } from "./folders.ts";
import { MANIFEST, readManifest, type Manifest, type ManifestTable } from "./manifest.ts";
import { checkFiles, readPlain, Sum } from "./read-back.ts";
import { reach, type Place } from "./reach.ts";
import { ROWS } from "./rows.ts";
import { listed, MIGRATIONS, sequencesIn, tablesIn, type KeptTable } from "./tables.ts";
import { ArchiveTrouble, troubleOf } from "./trouble.ts";

/** Who is signed in: what ended since must not come back with a backup. */
const SESSIONS = "host_session";

/** What is being done, for whoever waits. */
export interface Progress {
  readonly doing: "table" | "file" | "checking";
  readonly name: string;
  readonly rows: number;
}

export interface BackupOptions extends Place {
  /** The folder to put it in, absolute; it is made if it is not there. */
  readonly to: string;
  /** The version of this program. */
  readonly software: string;
  /** Tables whose rows are not kept: what is in them must not outlive the moment. */
  readonly without: readonly string[];
  readonly now: number;
  readonly progress: (progress: Progress) => void;
  readonly failed: (code: string) => void;
}

/** A backup that was written and read back. */
export interface Made {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly bytes: number;
}

/** Reading must not wait for ever for somebody who rewrites a table. */
const LOCK_PATIENCE = "30s";
const TRIES = 3;

/**
 * One moment of the database, held until the work is done. The tables are locked before the moment is taken: a table that
 * is rewritten between the two would be seen empty. The lock hinders nobody from reading or writing; whoever rewrites a
 * table gives up at once and comes back later.
 */
async function atOneMoment<T>(client: pg.Client, work: (tables: readonly KeptTable[]) => Promise<T>): Promise<T> {
  await client.query(`set idle_in_transaction_session_timeout = 0; set lock_timeout = '${LOCK_PATIENCE}';
    set client_encoding = 'UTF8'; set timezone = 'UTC'; set datestyle = 'ISO'; set intervalstyle = 'postgres';
    set extra_float_digits = 3; set bytea_output = 'hex'`);
  for (let tried = 1; ; tried++) {
    const expected = await tablesIn(client);
    await client.query("begin isolation level repeatable read read only");
    const names = expected.map(({ name }) => name);
    await client.query(`lock table ${listed(client, names)} in access share mode`);
    const tables = await tablesIn(client);
    // Where the work fails the connection is closed, and with it the moment: a table that nobody reads to its end any more,
    // because the disk is full say, would keep a "rollback" behind it waiting for ever.
    if (JSON.stringify(tables) === JSON.stringify(expected)) return await work(tables);
    if (tried === TRIES) throw new ArchiveTrouble("archive/tables-changed");
    await client.query("rollback");
  }
}

/** Rows in the order of their key: the order in which they came is not written down. */
async function writeTable(
  client: pg.Client,
  { name, columns, key }: KeptTable,
  folder: string,
): Promise<ManifestTable> {
  const file = join("database", `${name}${ROWS.ending}`);
  const order = key.length === 0 ? "" : ` order by ${listed(client, key)}`;
  const rows = client.query(
    copyTo(
      `copy (select ${listed(client, columns)} from ${client.escapeIdentifier(name)}${order}) to stdout${ROWS.options}`,
    ),
  );
  const sum = new Sum();
  const out = createWriteStream(join(folder, file), { flags: "wx", mode: 0o600, flush: true });
  await pipeline(rows, ROWS.pack(), sum.through, out);
  return { name, file, columns: [...columns], rows: rows.rowCount, ...sum.done() };
}

/** Copies what the data folder holds beside the database. */
async function writeFiles(
  data: string,
  folder: string,
  progress: BackupOptions["progress"],
): Promise<Manifest["files"]> {
  const files: Manifest["files"] = [];
  const folders = new Set([join(folder, "files")]);
  await mkdir(join(folder, "files"), { mode: 0o700 });
  for (const path of dataFiles(data)) {
    const target = join(folder, "files", path);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await copyFile(join(data, path), target);
    const handle = await open(target, "r+");
    await handle.chmod(0o600);
    await handle.sync();
    await handle.close();
    folders.add(dirname(target));
    files.push({ path, ...(await readPlain(target)) });
    progress({ doing: "file", name: path, rows: 0 });
  }
  for (const each of folders) await syncFolder(each);
  return files;
}

async function describe(client: pg.Client): Promise<Pick<Manifest, "postgres" | "log" | "migrations">> {
  const { rows: versions } = await client.query<{ server_version_num: string }>("show server_version_num");
  const { rows: names } = await client.query<{ name: string }>(`select name from ${MIGRATIONS} order by name`);
  const { rows: logs } = await client.query<Manifest["log"]>(
    "select origin, size, note as head from record_log, record_head",
  );
  const [log] = logs;
  if (log === undefined) throw new ArchiveTrouble("archive/no-data", { folder: "DATABASE_URL" });
  return { postgres: Number(versions[0]?.server_version_num), log, migrations: names.map(({ name }) => name) };
}

/** Everything, in a folder that nobody takes for a backup yet. */
async function write(client: pg.Client, folder: string, options: BackupOptions): Promise<Manifest> {
  const { data, software, without, now, progress } = options;
  await mkdir(join(folder, "database"), { mode: 0o700 });
  const manifest = await atOneMoment(client, async (all): Promise<Manifest> => {
    const tables: ManifestTable[] = [];
    const about = await describe(client);
    for (const table of all.filter(({ name }) => name !== SESSIONS && !without.includes(name))) {
      const written = await writeTable(client, table, folder);
      progress({ doing: "table", name: table.name, rows: written.rows });
      tables.push(written);
    }
    const sequences = [...(await sequencesIn(client))];
    // What was taken away after this moment is written down in a file of the data folder: copied last, it is in here too.
    const files = await writeFiles(data, folder, progress);
    return { niuniu: "backup v1", made: new Date(now).toISOString(), software, ...about, tables, sequences, files };
  });
  await writeFresh(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  await syncFolder(join(folder, "database"));
  await syncFolder(folder);
  return manifest;
}

/** The database of a line of ours, or archive/no-data. */
async function connected<T>(options: BackupOptions, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const reached = await reach(options, options.failed);
  const client = new pg.Client(reached.connection);
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ ours: boolean }>("select to_regclass('record_log') is not null as ours");
    if (rows[0]?.ours !== true) throw new ArchiveTrouble("archive/no-data", { folder: options.data });
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
    await reached.stop();
  }
}

async function prepare({ to, data }: BackupOptions): Promise<void> {
  if (`${to}${sep}`.startsWith(`${data}${sep}`)) throw new ArchiveTrouble("archive/inside-data", { folder: to });
  try {
    await makeFolder(to);
    await removeUnfinished(to);
  } catch (cause) {
    const known = troubleOf(cause, to);
    if (known instanceof ArchiveTrouble) throw known;
    throw new ArchiveTrouble("archive/bad-folder", { folder: to, why: (cause as Error).message }, { cause });
  }
}

const KEPT = 10;

/** Notes in the database itself that a backup was finished: it may lie on another machine than the data folder. */
async function note(client: pg.Client, { now, failed }: Pick<BackupOptions, "now" | "failed">): Promise<void> {
  try {
    await client.query("insert into host_backup values ($1) on conflict do nothing", [new Date(now)]);
    await client.query(
      `delete from host_backup where made not in (select made from host_backup order by made desc limit ${KEPT})`,
    );
  } catch {
    // The backup is whole; nobody will see how old it is.
    failed("archive/not-noted");
  }
}

/** Writes it, reads it back, and only then gives it its name. */
async function make(client: pg.Client, making: string, folder: string, options: BackupOptions): Promise<Made> {
  await write(client, making, options);
  await client.query("commit");
  options.progress({ doing: "checking", name: "", rows: 0 });
  const manifest = await readManifest(making);
  await checkFiles(making, manifest);
  await rename(making, folder);
  await syncFolder(options.to);
  await note(client, options);
  const bytes = [...manifest.tables, ...manifest.files].reduce((total, one) => total + one.bytes, 0);
  return { folder, manifest, bytes };
}

/**
 * Writes a backup of one moment of a line, its server running or not, reads all of it back, and only then gives it its
 * name in the folder `to`. Killed at any point it leaves nothing that looks whole. Throws ArchiveTrouble or CannotStart.
 */
export async function backup(options: BackupOptions): Promise<Made> {
  const { to, now } = options;
  await prepare(options);
  const folder = join(to, nameOf(now));
  const there = await stat(folder).catch(() => null);
  if (there !== null) throw new ArchiveTrouble("archive/exists", { folder });
  const making = join(to, unfinishedName(now));
  try {
    await mkdir(making, { mode: 0o700 });
    return await connected(options, (client) => make(client, making, folder, options));
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    throw troubleOf(error, to, options.data);
  }
}
