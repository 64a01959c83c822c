import { spawn } from "node:child_process";
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { requireName, spawnAs, type Account } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { CannotStart } from "./cannot-start.ts";

/** The major version of the packaged PostgreSQL; its data files are read by no other. */
const MAJOR = "18";
/** The one role and the one database of an embedded cluster. */
export const ROLE = "niuniu";
export const DATABASE = "postgres";

/**
 * The data folder as PostgreSQL sees it: descriptor 3, handed down by us. It may lie under folders that the account
 * cannot enter, so no path leads there.
 */
export const INHERITED = "/proc/self/fd/3";

const INITDB = [
  ...["-D", INHERITED, "-U", ROLE, "-A", "trust", "-E", "UTF8"],
  // Built-in rules: neither a new glibc nor a new ICU can change the order of an index.
  ...["--locale-provider=builtin", "--locale=C.UTF-8", "--data-checksums"],
];

function runInitdb(binaries: Binaries, account: Account, folder: string): Promise<void> {
  const descriptor = openSync(folder, "r");
  return new Promise<void>((resolve, reject) => {
    const child = spawn(join(binaries, "bin/initdb"), INITDB, {
      ...spawnAs(account),
      cwd: "/",
      env: {},
      stdio: ["ignore", "ignore", "pipe", descriptor],
    });
    let said = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-2_000)));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      // A limit on the length of files ends it without a word.
      const why = signal === "SIGXFSZ" ? "File too large" : said.trim() || (signal ?? `exit ${code ?? 0}`);
      if (code === 0) resolve();
      else reject(new CannotStart("host/postgres-failed", `PostgreSQL could not make its database: ${why}`));
    });
  }).finally(() => closeSync(descriptor));
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, "r");
  fsyncSync(descriptor);
  closeSync(descriptor);
}

/** Removes what starts that were killed half-way had made; a moment later if it is still being written. */
function removeUnfinished(folder: string): void {
  for (const name of readdirSync(dirname(folder))) {
    if (!name.startsWith(`${basename(folder)}.new-`)) continue;
    try {
      rmSync(join(dirname(folder), name), { recursive: true, force: true });
    } catch {
      // The next start removes it.
    }
  }
}

/** Refuses a data folder of another major version or owner, naming what to do. */
function check(folder: string): void {
  const version = readFileSync(join(folder, "PG_VERSION"), "utf8").trim();
  if (version === MAJOR) return;
  throw new CannotStart(
    "host/data-version",
    `The data in ${folder} was written by PostgreSQL ${version}, and this Niuniu brings ${MAJOR}. Start it with the Niuniu it was made with, or move the data to a PostgreSQL server and set DATABASE_URL.`,
  );
}

/**
 * Makes the database cluster in `folder` unless it is there: UTF-8, built-in collation, data checksums, owned by the
 * account. It is made beside and renamed when complete, so a start that was killed half-way leaves nothing behind
 * that looks like a database. The caller holds the lock on the parent.
 */
export async function ensureCluster(binaries: Binaries, account: Account, folder: string): Promise<void> {
  if (existsSync(join(folder, "PG_VERSION"))) {
    removeUnfinished(folder);
    check(folder);
    return;
  }
  if (existsSync(folder)) {
    throw new CannotStart(
      "host/data-not-ours",
      `The folder ${folder} exists but holds no database. Move it away, or set NIUNIU_DATA to another folder.`,
    );
  }
  requireName(account);
  removeUnfinished(folder);
  // A name of its own: the initdb of a start that was killed may still be writing into the last one.
  const making = mkdtempSync(`${folder}.new-`);
  try {
    if (account.lent) chownSync(making, account.uid, account.gid);
    await runInitdb(binaries, account, making);
    renameSync(making, folder);
  } catch (error) {
    // On a full disk it would fill what is left of it.
    rmSync(making, { recursive: true, force: true });
    throw error;
  }
  syncFolder(join(folder, ".."));
}
