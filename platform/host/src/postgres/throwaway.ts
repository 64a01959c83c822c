import { spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { accountFor, spawnAs, type Account } from "./account.ts";
import { answers } from "./answers.ts";
import { findBinaries } from "./binaries.ts";
import { DATABASE, ensureCluster, ROLE } from "./cluster.ts";
import type { Connection, Postgres } from "./embedded.ts";
import { startServer, startWatch, type ServerProcess } from "./server-process.ts";
import { FORGETFUL } from "./settings.ts";
import { TemporaryFolders } from "./temporary.ts";

const DEBIAN = "/usr/lib/postgresql/15/bin";

/** True where Debian's PostgreSQL 15 is installed: the oldest version we promise. */
export const hasDebianPostgres = (): boolean => existsSync(join(DEBIAN, "postgres"));

/** Where the disk knows how to, a copy shares the blocks of what it was copied from; PostgreSQL 15 does not know that. */
const OWN = { ...FORGETFUL, file_copy_method: "clone" };

/** More than all databases of a run have taken at a time. */
const PLENTY = 4 * 1024 ** 3;

/** Memory where there is plenty of it: a database is copied for every other test, and thrown away. */
function place(): string {
  const shared = "/dev/shm";
  if (!existsSync(shared) || process.availableMemory() < PLENTY) return "/tmp";
  const { bavail, bsize } = statfsSync(shared);
  return bavail * bsize < PLENTY ? "/tmp" : shared;
}

/** A folder that the account can reach from anywhere, short enough for a socket. */
function folderFor(account: (folder: string) => Account): readonly [string, Account] {
  const folder = mkdtempSync(join(place(), "niuniu-test-"));
  const whose = account(folder);
  if (whose.lent) chownSync(folder, whose.uid, whose.gid);
  return [folder, whose];
}

/**
 * A shell that removes the folder, and those outside it which its list names, once the server is gone: when it is told to, or
 * when this process has ended in whatever way.
 */
function removing(folder: string, pid: number): () => Promise<void> {
  const script = `read -r _
    while kill -0 "$1" 2>/dev/null; do sleep 0.05; done
    while read -r other; do case "$other" in */niuniu-*) rm -rf -- "$other";; esac; done < "$0/temporary"
    rm -rf -- "$0"`;
  const shell = spawn("/bin/sh", ["-c", script, folder, String(pid)], {
    ...{ cwd: "/", env: { PATH: "/usr/bin:/bin" }, detached: true },
    stdio: ["pipe", "ignore", "ignore"],
  });
  const ended = new Promise<void>((resolve) => void shell.once("exit", () => resolve()));
  shell.stdin.on("error", () => undefined);
  return () => {
    shell.stdin.end();
    return ended;
  };
}

async function answering(
  connection: Connection,
  folder: string,
  server: Pick<ServerProcess, "pid" | "running" | "signal">,
): Promise<Postgres> {
  const remove = removing(folder, server.pid);
  for (let attempt = 0; server.running() && !(await answers(connection)); attempt++) {
    if (attempt === 1_000) throw new Error("PostgreSQL for the tests does not answer");
    await wait(20);
  }
  if (!server.running()) throw new Error("PostgreSQL for the tests did not start");
  const stop = (): Promise<void> => {
    // Nothing of it is wanted again.
    server.signal("SIGQUIT");
    return remove();
  };
  return { connection, pid: () => server.pid, leaveRoot: () => undefined, stop };
}

/**
 * For tests: the PostgreSQL that comes with Niuniu in a temporary folder, with the settings of a real one but that nothing it
 * says is durable. However this process ends, nothing of it stays.
 */
export async function startThrowaway(): Promise<Postgres> {
  const [folder, account] = folderFor(() => accountFor(""));
  const binaries = findBinaries(account, new TemporaryFolders(folder), folder);
  const data = join(folder, "postgres");
  await ensureCluster(binaries, account, data);
  const server = startServer(binaries, account, { folder: data, sockets: folder, port: 5432 }, OWN);
  return answering({ host: folder, port: 5432, user: ROLE, database: DATABASE }, folder, server);
}

/** For tests: a temporary cluster of Debian's PostgreSQL 15, reached as any `DATABASE_URL` is. `other`: settings of its own. */
export async function startDebian(other: Readonly<Record<string, string>> = {}): Promise<Postgres> {
  const [folder, account] = folderFor(accountFor);
  const [data, options] = [join(folder, "data"), { ...spawnAs(account), cwd: "/", env: {} }];
  const cluster = ["-D", data, "-U", ROLE, "-A", "trust", "-E", "UTF8", "--locale=C"];
  const made = spawnSync(join(DEBIAN, "initdb"), cluster, options);
  if (made.status !== 0) throw new Error(`initdb: ${String(made.stderr)}`);
  const settings = Object.entries({ ...other, listen_addresses: "", unix_socket_directories: folder });
  const words = settings.flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(join(DEBIAN, "postgres"), ["-D", data, ...words], { ...options, stdio: "ignore" });
  const pid = child.pid ?? 0;
  const watch = startWatch(pid, account);
  child.once("exit", () => watch.kill("SIGKILL"));
  return answering({ connectionString: `postgresql://${ROLE}@/${DATABASE}?host=${folder}` }, folder, {
    ...{ pid, running: () => child.exitCode === null && child.signalCode === null },
    signal: (name) => void child.kill(name),
  });
}
