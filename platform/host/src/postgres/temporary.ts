import { spawn } from "node:child_process";
import {
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
  appendFileSync,
  chmodSync,
} from "node:fs";
import { basename, join } from "node:path";
import { canEnter, type Account } from "./account.ts";
import { CannotStart } from "./cannot-start.ts";

const PREFIX = "niuniu-";

/**
 * Folders outside the data folder that live as long as the server: for the socket, for a copy of the binaries.
 * Each is written down in the data folder before it is used, so that a start after kill -9 removes it.
 */
export class TemporaryFolders {
  readonly #list: string;

  /** @param dataFolder ours alone; the list is kept there as `temporary`. */
  constructor(dataFolder: string) {
    this.#list = join(dataFolder, "temporary");
  }

  /**
   * A fresh folder with an unpredictable name in the first of `places` that the account can reach, owned by us.
   * Its path has at most `longest` characters.
   */
  create(places: readonly string[], account: Account, mode: number, longest = 4096): string {
    let cause: unknown;
    for (const place of places) {
      try {
        const parent = realpathSync(place);
        if (!canEnter(parent, account) || parent.length + PREFIX.length + 7 > longest) continue;
        const folder = mkdtempSync(join(parent, PREFIX));
        appendFileSync(this.#list, `${folder}\n`, { mode: 0o600 });
        chmodSync(folder, mode);
        return folder;
      } catch (error) {
        // Missing, read-only or full: the next place may do.
        cause = error;
      }
    }
    throw new CannotStart(
      "host/no-temporary-folder",
      `PostgreSQL needs a folder it can reach, and none of these will do: ${places.join(", ")}. Make one of them writable, or set DATABASE_URL to a PostgreSQL server (15 or later).`,
      { cause },
    );
  }

  /** Removes every folder on the list that is still there and still ours, and forgets the list. */
  removeAll(account: Account): void {
    for (const folder of this.#read()) {
      const found = statSync(folder, { throwIfNoEntry: false });
      if (found === undefined || !basename(folder).startsWith(PREFIX)) continue;
      if (found.uid === account.uid || found.uid === process.getuid?.())
        rmSync(folder, { recursive: true, force: true });
    }
    rmSync(this.#list, { force: true });
  }

  /**
   * Removes all of them when told to, or when this process is gone: by a shell that is root while this process is no more.
   * Call before that; what it could not remove the next start does. It sleeps in a read and costs little.
   */
  removeLater(): () => Promise<void> {
    const folders = [...this.#read(), this.#list];
    const shell = spawn("/bin/sh", ["-c", 'read -r _; rm -rf -- "$@"', "sh", ...folders], {
      ...{ cwd: "/", env: { PATH: "/usr/bin:/bin" }, detached: true },
      stdio: ["pipe", "ignore", "ignore"],
    });
    const ended = new Promise<void>(
      (resolve) => void shell.once("exit", () => resolve()).once("error", () => resolve()),
    );
    shell.stdin.on("error", () => undefined);
    return () => {
      shell.stdin.end();
      return ended;
    };
  }

  /** Removes one folder at once; it may stay on the list. */
  remove(folder: string): void {
    rmSync(folder, { recursive: true, force: true });
    const rest = this.#read().filter((line) => line !== folder);
    writeFileSync(this.#list, rest.map((line) => `${line}\n`).join(""), { mode: 0o600 });
  }

  #read(): readonly string[] {
    try {
      return readFileSync(this.#list, "utf8")
        .split("\n")
        .filter((line) => line.startsWith("/"));
    } catch {
      return [];
    }
  }
}
