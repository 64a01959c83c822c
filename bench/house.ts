import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { found, type Founder } from "@niuniu/sample";
import pg from "pg";
import { say } from "./figure.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
/** What `npm start` starts, in a place of its own: a server that runs in this clone keeps its files. */
const FOLDER = join(ROOT, ".cache/measured");
const SERVER = join(FOLDER, "main.js");

export const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

/** A server as an operator starts it, with the sample's five people founded over HTTP, on a free port and a temporary folder. */
export interface House {
  readonly origin: string;
  readonly founders: readonly Founder[];
  /** The server's process. */
  readonly pid: number;
  /** How to reach its database beside it, for counting and for limits. */
  readonly database: pg.ClientConfig;
  /** The folder it runs in; its data are in `data`. */
  readonly folder: string;
  /** The process itself, for those that hear messages. */
  readonly server: ChildProcess;
  readonly close: () => Promise<void>;
}

/** The options and settings `npm start` gives the server (tools/ready.mjs). */
const AS_STARTED = [
  "--disable-warning=ExperimentalWarning",
  "--max-semi-space-size=4",
  "--heap-growing-percent=100",
  "--expose-gc",
];
const SETTINGS = { MALLOC_ARENA_MAX: "2", MALLOC_MMAP_THRESHOLD_: "131072", MALLOC_TRIM_THRESHOLD_: "131072" };

const standing = new Set<House["close"]>();

/** Ends every house that still stands: for a bench that is stopped before its end. */
export async function closeAll(): Promise<void> {
  await Promise.all([...standing].map((close) => close()));
}

/** Makes the server of the sources as they are, however the bench was started. */
function build(): void {
  const vite = ["node_modules/vite/bin/vite.js", "build", "--config", "apps/server/vite.config.ts", "--outDir", FOLDER];
  execFileSync(process.execPath, [...vite, "--logLevel", "warn"], { cwd: ROOT, stdio: ["ignore", 2, 2] });
}

/** Starts a server, built anew, and founds an organisation on it. Whatever happens, `close` ends it and removes its folder. */
export async function openHouse(program = SERVER): Promise<House> {
  build();
  const folder = mkdtempSync(join(tmpdir(), "niuniu-bench-"));
  const house = await startIn(folder, program);
  try {
    const founders = await found(house.origin, house.code, random);
    say(`a house of ${founders.length} people is open at ${house.origin}`);
    return { ...house, founders };
  } catch (error) {
    await house.close();
    throw error;
  }
}

/** Starts the server again on the folder of a house whose server was stopped with `stop`. */
export async function reopen({ folder, founders }: House, program = SERVER): Promise<House> {
  return { ...(await startIn(folder, program)), founders };
}

/** Ends the server of a house and leaves its folder. */
export async function stop({ server, close }: House): Promise<void> {
  standing.delete(close);
  await end(server);
}

async function startIn(folder: string, program: string): Promise<Omit<House, "founders"> & { readonly code: string }> {
  const server = spawn(process.execPath, [...AS_STARTED, program], {
    cwd: folder,
    env: {
      ...{ PATH: process.env["PATH"], ...SETTINGS },
      ...{ NIUNIU_DATA: join(folder, "data"), NIUNIU_PORT: "0" },
    },
    stdio: ["ignore", "pipe", "inherit", ...(program === SERVER ? [] : ["ipc" as const])],
  });
  const close = async (): Promise<void> => {
    standing.delete(close);
    await end(server);
    rmSync(folder, { recursive: true, force: true });
  };
  standing.add(close);
  try {
    const { origin, code } = await opened(server);
    return { origin, code, folder, server, pid: server.pid ?? 0, database: databaseIn(join(folder, "data")), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What the server says when it is ready. */
function opened(server: ChildProcess): Promise<{ readonly origin: string; readonly code: string }> {
  return new Promise((resolve, reject) => {
    let said = "";
    const late = setTimeout(() => reject(new Error(`the server did not open within 90 s: ${said}`)), 90_000);
    server.once("exit", (status) => reject(new Error(`the server ended with ${status ?? "a signal"}: ${said}`)));
    server.stdout?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      const [, origin] = /open at (\S+)/.exec(said) ?? [];
      const [, code] = /type this code: (\S+)/.exec(said) ?? [];
      if (origin === undefined || code === undefined) return;
      clearTimeout(late);
      resolve({ origin, code });
    });
  });
}

/** Asks it to end in order, and does not wait for ever. */
async function end(server: ChildProcess): Promise<void> {
  const gone = new Promise<void>((resolve) => void server.once("exit", () => resolve()));
  if (server.exitCode !== null || server.signalCode !== null) return;
  server.kill("SIGTERM");
  const patience = new AbortController();
  const kill = wait(30_000, undefined, { signal: patience.signal }).then(
    () => void server.kill("SIGKILL"),
    () => undefined,
  );
  await gone;
  patience.abort();
  await kill;
}

/** The server writes down the folders it made outside its own; one of them holds the database's socket. */
function databaseIn(data: string): pg.ClientConfig {
  const folders = readFileSync(join(data, "temporary"), "utf8").split("\n");
  const host = folders.find((folder) => folder !== "" && existsSync(join(folder, ".s.PGSQL.5432")));
  if (host === undefined) throw new Error("the database's socket was not found");
  return { host, port: 5432, user: "niuniu", database: "postgres" };
}

function parentOf(pid: string): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return 0;
  }
}

function pssOf(pid: number): number {
  try {
    const [, kilobytes] = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8")) ?? [];
    return Number(kilobytes ?? 0);
  } catch {
    return 0;
  }
}

/** Memory of a process and everything it started, in MB: each page shared between them counted once. */
export function memoryOf(root: number): number {
  const parents = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: parentOf(name) }));
  const family = new Set([root]);
  for (let before = 0; before !== family.size;) {
    before = family.size;
    for (const { pid, parent } of parents) if (family.has(parent)) family.add(pid);
  }
  return ([...family].reduce((sum, pid) => sum + pssOf(pid), 0) * 1_024) / 1_000_000;
}
