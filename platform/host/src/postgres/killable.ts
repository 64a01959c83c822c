import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { accountFor } from "./account.ts";
import { TemporaryFolders } from "./temporary.ts";

/** This folder: where the program takes the supervisor from. */
export const HERE = fileURLToPath(new URL("./", import.meta.url));
export const MODULES = fileURLToPath(new URL("../../../../node_modules/", import.meta.url));

/** A program that starts PostgreSQL and says each number it was told is durable. */
const program = (code: string, modules: string): string => `
  import { startEmbedded } from ${JSON.stringify(join(code, "embedded.ts"))};
  import pg from ${JSON.stringify(join(modules, "pg/lib/index.js"))};
  try {
    const postgres = await startEmbedded(process.argv[1], (code) => console.log(code));
    const pool = new pg.Pool({ ...postgres.connection, max: 4 });
    pool.on("error", () => undefined);
    await pool.query("create table if not exists said (n integer primary key)");
    process.on("SIGTERM", () => pool.end().then(postgres.stop).then(() => process.exit(0)));
    console.log("ready", postgres.pid(), postgres.connection.host);
    let n = Number(process.argv[2]);
    const write = async () => { for (;;) { const own = n++; await pool.query("insert into said values ($1)", [own]); console.log("said", own); } };
    if (n > 0) for (let writer = 0; writer < 4; writer++) write().catch(() => undefined);
  } catch (error) { console.log("refused", error.code, error.message); process.exit(3); }
`;

/** A process of its own that keeps a PostgreSQL running, writes, and can be killed. */
export interface Started {
  readonly child: ChildProcess;
  readonly lines: string[];
  readonly until: (beginning: string, count?: number) => Promise<string>;
  readonly ended: Promise<unknown>;
}

/** Killed at the end of each test. */
export const children: ChildProcess[] = [];
const folders: string[] = [];
/**
 * Starts the program on `folder`; it writes the numbers from `from` on if that is not 0. `clone`: a folder with the
 * supervisor in `host`, with `node_modules` and `node`, instead of those of these tests.
 */
export function run(
  folder: string,
  options: { readonly from?: number; readonly clone?: string; readonly uid?: number } = {},
): Started {
  const { from = 0, clone, uid } = options;
  const [node, text] =
    clone === undefined
      ? [process.execPath, program(HERE, MODULES)]
      : [join(clone, "node"), program(join(clone, "host"), join(clone, "node_modules"))];
  const child = spawn(node, ["--input-type=module", "-e", text, folder, String(from)], {
    cwd: "/",
    stdio: ["ignore", "pipe", "pipe"],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  children.push(child);
  const lines: string[] = [];
  let rest = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    const parts = (rest + text).split("\n");
    rest = parts.pop() ?? "";
    lines.push(...parts);
  });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaint += text));
  const ended = new Promise((resolve) => child.once("close", resolve));
  const until = async (beginning: string, count = 1): Promise<string> => {
    for (let attempt = 0; attempt < 2_000; attempt++) {
      const found = lines.filter((line) => line.startsWith(beginning));
      if (found.length >= count) return found[count - 1] ?? "";
      if (child.exitCode !== null) break;
      await wait(10);
    }
    throw new Error(`no "${beginning}": ${lines.slice(-3).join(" | ")} ${complaint}`);
  };
  return { child, lines, until, ended };
}

/** A folder that is removed by {@link clear}. */
export function emptyFolder(): string {
  const folder = mkdtempSync("/tmp/niuniu-test-");
  folders.push(folder);
  return folder;
}

/** The numbers a program was told are durable. */
export const numbersSaid = (lines: readonly string[]): readonly number[] =>
  lines.filter((line) => line.startsWith("said ")).map((line) => Number(line.slice(5)));

/** Kills and removes what a test left, for `afterEach`. */
export async function clear(): Promise<void> {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await wait(100);
  for (const folder of folders.splice(0)) {
    // What a killed start left outside is on its list, as the next start would find it.
    new TemporaryFolders(folder).removeAll(accountFor(join(folder, "postgres")));
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
