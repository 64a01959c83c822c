import { createReadStream } from "node:fs";
import { copyFile, mkdir, open, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { allMigrations, migrate, openDatabase, type Database, type MigrationFolder } from "../database.ts";
import { startEmbedded, useOutside, type Connection, type Postgres } from "../postgres/index.ts";
import { random } from "../random.ts";
import { RESTORED } from "../record/record.ts";
import { recoveryOn } from "../record/recovery.ts";
import { storedDayOf } from "../rules/stored.ts";
import type { Progress } from "./backup.ts";
import { DELETIONS, keepDeletions, missingFrom, readDeletions, replay } from "./deletions.ts";
import { syncFolder } from "./durable.ts";
import { dropHalf, emptyDatabase, finishDatabase, inUse } from "./empty-database.ts";
import { makeRoom, takeBack } from "./empty-folder.ts";
import { buryPublished, goOn, type Way, type WentOn } from "./go-on.ts";
import { readManifest, type Manifest } from "./manifest.ts";
import { unmark } from "./marker.ts";
import { sayPutBack } from "./put-back.ts";
import { checkFiles } from "./read-back.ts";
import { reach, type Place } from "./reach.ts";
import { formatOf } from "./rows.ts";
import { inOrderOfReference, listed } from "./tables.ts";
import { ArchiveTrouble, troubleOf } from "./trouble.ts";

interface Ports extends Place {
  readonly now: number;
  readonly failed: (code: string) => void;
}

export interface RestoreOptions extends Ports {
  /** The backup's folder, absolute. */
  readonly from: string;
  /** Move aside what is there. */
  readonly replace: boolean;
  /** How the record goes on, or null: then it signs nothing until its witnesses have said that it does not lie behind. */
  readonly way: Way | null;
  readonly migrations: readonly MigrationFolder[];
  readonly progress: (progress: Progress) => void;
}

/** What was put back. */
export interface Restored {
  readonly manifest: Manifest;
  /** Where what was there before is now, or null. */
  readonly aside: string | null;
  /** Texts that were in the backup and were taken away again. */
  readonly buried: number;
  readonly wentOn: WentOn | null;
}

const SETTINGS = `set client_encoding = 'UTF8'; set timezone = 'UTC'; set datestyle = 'ISO';
  set intervalstyle = 'postgres'; set statement_timeout = 0; set idle_in_transaction_session_timeout = 0`;

/** Copies every table in, in one transaction, and counts what is there afterwards. */
async function fill(client: pg.Client, { from, progress }: RestoreOptions, manifest: Manifest): Promise<void> {
  await client.query(SETTINGS);
  await client.query("begin");
  const names = manifest.tables.map(({ name }) => name);
  // Some tables are made with rows in them.
  await client.query(`truncate ${listed(client, names)} cascade`);
  for (const { name, file, columns, rows } of await inOrderOfReference(client, manifest.tables)) {
    const { options, unpack } = formatOf(file);
    const into = copyFrom(`copy ${client.escapeIdentifier(name)} (${listed(client, columns)}) from stdin${options}`);
    await pipeline(createReadStream(join(from, file)), unpack(), client.query(into));
    const { rows: counted } = await client.query<{ count: string }>(
      `select count(*) as count from ${client.escapeIdentifier(name)}`,
    );
    const found = Number(counted[0]?.count);
    if (found !== rows) throw new ArchiveTrouble("archive/rows-differ", { table: name, found, expected: rows });
    progress({ doing: "table", name, rows });
  }
  for (const { name, value, called } of manifest.sequences) {
    await client.query("select setval($1::regclass, $2, $3)", [client.escapeIdentifier(name), value, called]);
  }
  await client.query("commit");
}

async function withClient<T>(connection: Connection, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(connection);
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function copyFiles({ from, data, progress }: RestoreOptions, { files }: Manifest): Promise<void> {
  for (const { path } of files.filter((file) => file.path !== DELETIONS)) {
    const target = join(data, path);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await copyFile(join(from, "files", path), target);
    const handle = await open(target, "r+");
    await handle.sync();
    await handle.close();
    await syncFolder(dirname(target));
    progress({ doing: "file", name: path, rows: 0 });
  }
}

/** What was taken away comes first: nothing of the backup may be read before. Then the record. */
async function settle(
  db: Database,
  options: RestoreOptions,
  { made }: Manifest,
): Promise<Pick<Restored, "buried" | "wentOn">> {
  const { from, data, now, way } = options;
  const dayOf = await storedDayOf(db);
  await keepDeletions(data, missingFrom(listIn(data), readDeletions(join(from, "files", DELETIONS))));
  await sayPutBack(db, { now, dayOf, made });
  const burials = listIn(data);
  let buried = await replay(db, burials, { random, today: dayOf(now) });
  // Whatever the answer of a witness that is away would be: what was signed after the backup is not signed otherwise.
  if (way === null) await (await recoveryOn(db, { now: () => now, random })).freeze(RESTORED);
  const wentOn = way === null ? null : await goOn(db, way, { now, dayOf, burials });
  buried += await buryPublished(db);
  return { buried, wentOn };
}

/** The list in a data folder. It stays in its place when everything else is moved aside. */
const listIn = (data: string): ReturnType<typeof readDeletions> => readDeletions(join(data, DELETIONS));

/** Old versions of rows would hold the text until PostgreSQL cleans up by itself. */
async function sweep(connection: Connection): Promise<void> {
  await withClient(connection, (client) => client.query("vacuum full record_entry"));
}

function checkVersion({ migrations, software }: Manifest, folders: readonly MigrationFolder[]): void {
  const known = allMigrations(folders);
  const migration = migrations.find((name) => !Object.hasOwn(known, name));
  if (migration !== undefined) throw new ArchiveTrouble("archive/newer-software", { software, migration });
}

async function fillDatabase(postgres: Postgres, options: RestoreOptions, manifest: Manifest) {
  const db = openDatabase(postgres.connection, options.failed);
  try {
    await migrate(db, options.migrations, new Set(manifest.migrations));
    await withClient(postgres.connection, (client) => fill(client, options, manifest));
    await migrate(db, options.migrations);
    const settled = await settle(db, options, manifest);
    await sweep(postgres.connection);
    return settled;
  } finally {
    await db.destroy();
  }
}

/** Takes back one thing that was begun. */
type Undo = () => Promise<void>;

/** A PostgreSQL of ours that finds no room for its write-ahead log, of which a piece is 16 MiB, ends: all we hear is that. */
const PIECE = 16 * 1_048_576;

async function troubleHere(error: unknown, { data, databaseUrl }: Place): Promise<unknown> {
  const trouble = troubleOf(error, data);
  const ended = trouble instanceof ArchiveTrouble && trouble.code === "archive/database-away" && databaseUrl === null;
  if (!ended) return trouble;
  const { bavail, bsize } = await statfs(data);
  return bavail * bsize < PIECE ? new ArchiveTrouble("archive/no-room", { folder: data }, { cause: error }) : trouble;
}

/**
 * Puts a backup into an empty place. Everything in the backup is compared with its manifest before anything is touched;
 * until the last step is done the place is marked, and no server starts on it. Where the disk is full, or the machine is
 * otherwise in the way, what was begun is taken back. Throws ArchiveTrouble or CannotStart.
 */
export async function restore(options: RestoreOptions): Promise<Restored> {
  const { data, databaseUrl, from, replace, now } = options;
  const manifest = await readManifest(from);
  await checkFiles(from, manifest);
  checkVersion(manifest, options.migrations);
  const outside = databaseUrl === null ? null : await useOutside(databaseUrl);
  const made: Undo[] = [];
  try {
    const moved =
      outside === null ? null : await withClient(outside.connection, (c) => emptyDatabase(c, { replace, now }));
    if (outside !== null && moved === null)
      made.push(() => withClient(outside.connection, (client) => dropHalf(client, now)));
    // What lies beside a database of somebody else's is a few files; they make way without being asked about.
    const aside = await makeRoom(data, { replace: replace || outside !== null, now });
    made.push(() => takeBack(data, aside));
    const settled = await putIn(outside, options, manifest);
    return { manifest, aside: aside ?? moved, ...settled };
  } catch (error) {
    const trouble = await troubleHere(error, options);
    // Where the machine is in the way the same command, run again, has as much to begin with. What cannot be taken back stays
    // marked, and the next run begins with that.
    if (trouble !== error) for (const undo of made.reverse()) await undo().catch(() => undefined);
    throw trouble;
  }
}

async function putIn(outside: Postgres | null, options: RestoreOptions, manifest: Manifest) {
  const { data, failed } = options;
  const postgres = outside ?? (await startEmbedded(data, failed));
  try {
    const settled = await fillDatabase(postgres, options, manifest);
    await copyFiles(options, manifest);
    await withClient(postgres.connection, (client) => client.query("analyze"));
    await unmark(data);
    if (outside !== null) await withClient(outside.connection, finishDatabase);
    return settled;
  } finally {
    await postgres.stop();
  }
}

interface RecoverOptions extends Ports {
  readonly way: Way;
  readonly migrations: readonly MigrationFolder[];
}

/**
 * Lets the record of a line that is there go on, its server stopped: everything else stays as it is. Throws
 * ArchiveTrouble or CannotStart.
 */
export async function recover(options: RecoverOptions) {
  try {
    return await carryOn(options);
  } catch (error) {
    throw await troubleHere(error, options);
  }
}

async function carryOn(options: RecoverOptions) {
  const { data, databaseUrl, failed, way, now } = options;
  const reached = await reach(options, failed);
  if (reached.running || (databaseUrl !== null && (await withClient(reached.connection, inUse))))
    throw new ArchiveTrouble("archive/in-use", { folder: data });
  const db = openDatabase(reached.connection, failed);
  try {
    await migrate(db, options.migrations);
    const wentOn = await goOn(db, way, { now, dayOf: await storedDayOf(db), burials: listIn(data) });
    const buried = await buryPublished(db);
    if (buried > 0) await sweep(reached.connection);
    return { wentOn, buried };
  } finally {
    await db.destroy();
    await reached.stop();
  }
}
