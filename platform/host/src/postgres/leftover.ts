import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { isPostgresOf, signal, stateOf } from "./process-table.ts";

/**
 * PostgreSQL's own order of firmness: finish and close, close at once, die. Short: whoever was killed has to be open again
 * within seconds, and what is acknowledged lies in the write-ahead log, from which the next start takes it either way.
 */
const STEPS: readonly (readonly [NodeJS.Signals, number])[] = [
  ["SIGINT", 1_000],
  ["SIGQUIT", 500],
  ["SIGKILL", 5_000],
];

async function until(over: () => boolean, milliseconds: number): Promise<boolean> {
  const end = performance.now() + milliseconds;
  while (!over() && performance.now() < end) await wait(20);
  return over();
}

function readPid(file: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(file, "utf8").split("\n")[0] ?? "", 10);
    return Number.isSafeInteger(pid) && pid !== 0 ? Math.abs(pid) : null;
  } catch {
    return null;
  }
}

/**
 * Makes a data folder free to start on after its last server was killed: an orphaned PostgreSQL of this folder is
 * stopped, and a `postmaster.pid` that names another program, or one that is dead, removed.
 * The caller holds the lock on the folder, so nobody starts one meanwhile. If a process that had the old shared
 * memory still lives, PostgreSQL itself refuses to start and is tried again.
 */
export async function clearLeftover(folder: string): Promise<void> {
  const file = join(folder, "postmaster.pid");
  const pid = readPid(file);
  if (pid === null || stateOf(pid) === "gone") return;
  if (isPostgresOf(pid, folder)) {
    for (const [name, patience] of STEPS) {
      signal(pid, name);
      if (await until(() => stateOf(pid) !== "running", patience)) break;
    }
  }
  // Also where it is dead and nobody has collected it yet: PostgreSQL would take it for a living server.
  rmSync(file, { force: true });
}
