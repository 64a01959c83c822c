import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { CannotStart } from "./cannot-start.ts";

/** Whom PostgreSQL runs as. It refuses root, so root lends it another account; everybody else runs it as themselves. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
  /** True if we are root and this is somebody else: processes are then started under this account. */
  readonly lent: boolean;
}

interface Entry {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

function passwd(): readonly Entry[] {
  return readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .flatMap(([name, , uid, gid]) =>
      name !== undefined && name !== "" && /^\d+$/.test(uid ?? "")
        ? [{ name, uid: Number(uid), gid: Number(gid) }]
        : [],
    );
}

/**
 * The account to run PostgreSQL under. As root: the owner of an existing data folder, else `nobody`, the one
 * unprivileged account every Linux has a name for (initdb needs a name). Otherwise: ourselves.
 */
export function accountFor(folder: string): Account {
  const [uid, gid] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
  if (uid !== 0) return { uid, gid, lent: false };
  const owner = statSync(folder, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid, lent: true };
  const nobody = passwd().find((entry) => entry.name === "nobody" && entry.uid !== 0);
  if (nobody !== undefined) return { uid: nobody.uid, gid: nobody.gid, lent: true };
  throw new CannotStart(
    "host/no-user-name",
    "PostgreSQL does not run as root and this machine has no user called nobody. Start Niuniu as an ordinary user, or set DATABASE_URL to a PostgreSQL server (15 or later).",
  );
}

/** Throws host/no-user-name if the account has no name: initdb cannot make a database without one. */
export function requireName(account: Account): void {
  if (passwd().some((entry) => entry.uid === account.uid)) return;
  throw new CannotStart(
    "host/no-user-name",
    `The user id ${account.uid} has no name on this machine, and PostgreSQL cannot make a new database without one. Add a line for it to /etc/passwd, or set DATABASE_URL to a PostgreSQL server (15 or later).`,
  );
}

/** Makes this process the account, if it is lent one, for good: no group and no way back. Throws if it is root after that. */
export function leaveRootFor({ uid, gid, lent }: Account): void {
  if (!lent) return;
  process.setgroups?.([]);
  process.setgid?.(gid);
  process.setuid?.(uid);
  let back = true;
  try {
    process.setuid?.(0);
  } catch {
    back = false;
  }
  if (back || process.getuid?.() !== uid || process.getgid?.() !== gid) throw new Error("host/still-root");
}

/** What `spawn` needs to run a program under the account. */
export function spawnAs(account: Account): { readonly uid?: number; readonly gid?: number } {
  return account.lent ? { uid: account.uid, gid: account.gid } : {};
}

/** True if the account can pass through every folder down to this one. Judged by mode bits alone. */
export function canEnter(folder: string, account: Account): boolean {
  for (let at = folder; ; at = dirname(at)) {
    const found = statSync(at, { throwIfNoEntry: false });
    if (found?.isDirectory() !== true) return false;
    const bit = found.uid === account.uid ? 0o100 : found.gid === account.gid ? 0o010 : 0o001;
    if ((found.mode & bit) === 0) return false;
    if (at === dirname(at)) return true;
  }
}
