import { chownSync, closeSync, openSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { accountFor, leaveRootFor, type Account } from "./account.ts";
import { findBinaries, type Binaries } from "./binaries.ts";
import { CannotStart } from "./cannot-start.ts";
import { DATABASE, ensureCluster, ROLE } from "./cluster.ts";
import { clearLeftover } from "./leftover.ts";
import { lockFolder } from "./lock.ts";
import { refusedBy } from "./obstacle.ts";
import { startServer, type ServerProcess } from "./server-process.ts";
import { TemporaryFolders } from "./temporary.ts";

/** How to reach a database: what `pg` takes. */
export type Connection = Pick<pg.PoolConfig, "host" | "port" | "user" | "database" | "connectionString">;

/** A PostgreSQL to stand on. `stop` returns when nothing of it is left running. */
export interface Postgres {
  readonly connection: Connection;
  /** The process id of the server now, if it is ours: for measuring. */
  readonly pid: () => number | null;
  /**
   * Makes this process, if it is root, the account that PostgreSQL runs under, for good. What it still does for PostgreSQL
   * it can do as that account.
   */
  readonly leaveRoot: () => void;
  readonly stop: () => Promise<void>;
}

const PORT = 5432;
/** Linux allows 107 bytes for the path of a socket; its file name takes 14. */
const LONGEST_SOCKET_FOLDER = 85;
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 5_000;
/** Recovery after a crash replays at most max_wal_size; beyond this something else is wrong. */
const READY_WITHIN = 300_000;

/** Asks until the server answers; null if the process ended first. */
async function ready(server: ServerProcess, connection: Connection): Promise<{ readonly fsync: string } | null> {
  const end = performance.now() + READY_WITHIN;
  while (server.running() && performance.now() < end) {
    const client = new pg.Client(connection);
    client.on("error", () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ fsync: string }>("show fsync");
      return { fsync: rows[0]?.fsync ?? "unknown" };
    } catch {
      // Not listening yet, or still replaying its log.
      await wait(20);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return null;
}

/** Clears what a killed predecessor left, then starts. */
type Start = () => Promise<ServerProcess>;

/** One start, to the point where it answers and is durable. */
async function startOnce(start: Start, connection: Connection): Promise<ServerProcess> {
  const server = await start();
  const answer = await ready(server, connection);
  if (answer?.fsync === "on") return server;
  server.signal("SIGINT");
  const said = await server.ended;
  throw new CannotStart("host/postgres-failed", `PostgreSQL did not start. It said: ${said === "" ? "nothing" : said}`);
}

/** Ends a server in PostgreSQL's own order: finish, close at once, die. */
async function end(server: ServerProcess): Promise<void> {
  for (const [name, patience] of [
    ["SIGINT", 30_000],
    ["SIGQUIT", 10_000],
    ["SIGKILL", 5_000],
  ] as const) {
    server.signal(name);
    const timer = new AbortController();
    const gone = await Promise.race([
      server.ended.then(() => true),
      wait(patience, false, { signal: timer.signal, ref: false }).catch(() => false),
    ]);
    timer.abort();
    if (gone) return;
  }
}

/** Keeps a server running until stopped: an unexpected end is followed by a new start, with growing pauses. */
async function supervise(
  start: Start,
  connection: Connection,
  failed: (code: string) => void,
): Promise<Pick<Postgres, "pid" | "stop">> {
  const stopping = new AbortController();
  const isStopping = (): boolean => stopping.signal.aborted;
  let server = await firstStart(start, connection);
  const restart = async (): Promise<void> => {
    for (let pause = FIRST_PAUSE; !isStopping(); pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      await wait(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (isStopping()) return;
      const started = await startOnce(start, connection).catch(() => null);
      if (started === null) continue;
      server = started;
      return;
    }
  };
  const watch = async (): Promise<void> => {
    for (;;) {
      const said = await server.ended;
      if (isStopping()) return;
      failed(/No space left|quota exceeded/i.test(said) ? "host/disk-full" : "host/postgres-ended");
      await restart();
      // A stop that came while the new server was starting still ends it.
      if (isStopping()) await end(server);
    }
  };
  const watching = watch();
  const stop = async (): Promise<void> => {
    stopping.abort();
    await end(server);
    await watching;
  };
  return { pid: () => (server.running() ? server.pid : null), stop };
}

/** Children of a killed server may hold its shared memory a moment longer; PostgreSQL then refuses, and we wait. */
async function firstStart(start: Start, connection: Connection): Promise<ServerProcess> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await startOnce(start, connection);
    } catch (error) {
      const busy = error instanceof Error && /shared memory block|lock file/.test(error.message);
      if (!busy || attempt === 20) throw error;
      await wait(250);
    }
  }
}

function openSockets(temporary: TemporaryFolders, account: Account): string {
  const sockets = temporary.create(["/tmp", tmpdir(), "/var/tmp", "/run"], account, 0o700, LONGEST_SOCKET_FOLDER);
  if (account.lent) chownSync(sockets, account.uid, account.gid);
  return sockets;
}

/**
 * Runs PostgreSQL 18 on `NIUNIU_DATA/postgres` and keeps it running. Takes the lock on the data folder first, clears
 * what a killed predecessor left, and is reachable only through a socket in a folder that only the account (and root)
 * can enter: no network, no password. Resolves when it answers and has said that fsync is on. Throws CannotStart.
 * `failed` hears a stable code when the server ended by itself and is being started again.
 */
export async function startEmbedded(dataFolder: string, failed: (code: string) => void): Promise<Postgres> {
  const lock = await lockFolder(dataFolder).catch((error: unknown) => {
    throw refusedBy(error, dataFolder);
  });
  const temporary = new TemporaryFolders(realpathSync(dataFolder));
  const folder = join(realpathSync(dataFolder), "postgres");
  const account = accountFor(folder);
  try {
    await clearLeftover(folder);
    temporary.removeAll(account);
    const binaries: Binaries = findBinaries(account, temporary, realpathSync(dataFolder));
    await ensureCluster(binaries, account, folder);
    const sockets = openSockets(temporary, account);
    const connection: Connection = { host: sockets, port: PORT, user: ROLE, database: DATABASE };
    // By a descriptor, which leads there from whatever account this process may have become.
    const descriptor = openSync(folder, "r");
    const held = `/proc/self/fd/${descriptor}`;
    const start = async (): Promise<ServerProcess> => {
      await clearLeftover(held);
      return startServer(binaries, account, { folder: held, sockets, port: PORT });
    };
    const server = await supervise(start, connection, failed);
    let clear = (): unknown => temporary.removeAll(account);
    const leaveRoot = (): void => {
      if (!account.lent) return;
      clear = temporary.removeLater();
      leaveRootFor(account);
    };
    const stop = async (): Promise<void> => {
      await server.stop();
      await clear();
      closeSync(descriptor);
      lock.release();
    };
    return { connection, pid: server.pid, leaveRoot, stop };
  } catch (error) {
    temporary.removeAll(account);
    lock.release();
    throw refusedBy(error, dataFolder);
  }
}
