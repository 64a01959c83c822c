import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { spawnAs, type Account } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { serverArguments } from "./settings.ts";

/** A running PostgreSQL of ours. `ended` resolves with the last lines it said once it is gone and collected. */
export interface ServerProcess {
  readonly pid: number;
  readonly ended: Promise<string>;
  readonly running: () => boolean;
  readonly signal: (name: NodeJS.Signals) => void;
}

/**
 * A shell that waits on a pipe from us and tells PostgreSQL to finish when the pipe closes: however this process
 * ends, kill -9 included, no orphan stays behind. It sleeps in a read and costs a few hundred kilobytes.
 */
export function startWatch(pid: number, account: Account): ChildProcess {
  const watch = spawn("/bin/sh", ["-c", 'read -r _; kill -INT "$0"', String(pid)], {
    ...spawnAs(account),
    cwd: "/",
    env: {},
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  // Without a shell the next start stops the orphan instead.
  watch.on("error", () => undefined);
  watch.stdin.on("error", () => undefined);
  return watch;
}

/**
 * Starts PostgreSQL on `folder`. In a session of its own, so that Ctrl-C in a terminal reaches us alone and we stop
 * it in order. `other`: settings in the place of ours, for tests.
 */
export function startServer(
  binaries: Binaries,
  account: Account,
  place: { readonly folder: string; readonly sockets: string; readonly port: number },
  other?: Readonly<Record<string, string>>,
): ServerProcess {
  const descriptor = openSync(place.folder, "r");
  const child = spawn(join(binaries, "bin/postgres"), serverArguments(place.sockets, place.port, other), {
    ...spawnAs(account),
    cwd: "/",
    env: {},
    detached: true,
    stdio: ["ignore", "ignore", "pipe", descriptor],
  });
  closeSync(descriptor);
  let said = "";
  let running = true;
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-2_000)));
  const watch = child.pid === undefined ? null : startWatch(child.pid, account);
  const ended = new Promise<string>((resolve) => {
    const end = (): void => {
      running = false;
      watch?.kill("SIGKILL");
      resolve(said.trim());
    };
    child.on("error", (error) => {
      said += error.message;
      end();
    });
    child.on("exit", end);
  });
  return { pid: child.pid ?? 0, ended, running: () => running, signal: (name) => void child.kill(name) };
}
