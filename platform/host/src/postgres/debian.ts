import { spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { accountFor, spawnAs } from "./account.ts";
import { answers } from "./answers.ts";
import type { Connection, Postgres } from "./embedded.ts";
import { startWatch } from "./server-process.ts";

const BIN = "/usr/lib/postgresql/15/bin";

/** True where Debian's PostgreSQL 15 is installed: the oldest version we promise. */
export const hasDebianPostgres = (): boolean => existsSync(join(BIN, "postgres"));

/** For tests: a temporary cluster of Debian's PostgreSQL 15, reached as any `DATABASE_URL` is. */
export async function startDebian(): Promise<Postgres> {
  const folder = mkdtempSync("/tmp/niuniu-debian-");
  const account = accountFor(folder);
  if (account.lent) chownSync(folder, account.uid, account.gid);
  const [data, options] = [join(folder, "data"), { ...spawnAs(account), cwd: "/", env: {} }];
  const made = spawnSync(
    join(BIN, "initdb"),
    ["-D", data, "-U", "niuniu", "-A", "trust", "-E", "UTF8", "--locale=C"],
    options,
  );
  if (made.status !== 0) throw new Error(`initdb: ${String(made.stderr)}`);
  const server = spawn(join(BIN, "postgres"), ["-D", data, "-k", folder, "-c", "listen_addresses="], {
    ...options,
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const watch = startWatch(server.pid ?? 0, account);
  const connection: Connection = { connectionString: `postgresql://niuniu@/postgres?host=${folder}` };
  for (let attempt = 0; attempt < 500 && !(await answers(connection)); attempt++) await wait(20);
  const stop = async (): Promise<void> => {
    server.kill("SIGINT");
    await ended;
    watch.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  return { connection, pid: () => server.pid ?? null, leaveRoot: () => undefined, stop };
}
