import { readFileSync, readlinkSync, statSync } from "node:fs";

/** What the kernel says about a process: "gone", "zombie" (dead, not yet collected by its parent) or "running". */
export function stateOf(pid: number): "gone" | "zombie" | "running" {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name may hold anything, a closing bracket included: the fields start after the last one.
    const state = stat.slice(stat.lastIndexOf(")") + 2, stat.lastIndexOf(")") + 3);
    return state === "Z" || state === "X" ? "zombie" : "running";
  } catch {
    return "gone";
  }
}

/** True if this process is a PostgreSQL working in this very folder, whatever path it was given. */
export function isPostgresOf(pid: number, folder: string): boolean {
  try {
    if (readFileSync(`/proc/${pid}/comm`, "utf8").trim() !== "postgres") return false;
    const [theirs, ours] = [statSync(`/proc/${pid}/cwd`), statSync(folder)];
    return (
      theirs.dev === ours.dev && theirs.ino === ours.ino && !readlinkSync(`/proc/${pid}/cwd`).endsWith("(deleted)")
    );
  } catch {
    return false;
  }
}

/** Sends a signal; a process that is gone or not ours is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone in the meantime.
  }
}
