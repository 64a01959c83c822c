import { spawn } from "node:child_process";
import { chownSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { afterEach, describe, expect, it } from "vitest";
import { startEmbedded, type Postgres } from "./embedded.ts";
import { children, clear, emptyFolder, numbersSaid, run } from "./killable.ts";
import { stateOf } from "./process-table.ts";

const ROOT = process.getuid?.() === 0;
const NOBODY = 65_534;
const servers: Postgres[] = [];

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
  return numbersSaid(lines).filter((n) => !kept.has(n));
}

/** The most memory a process has had at once, what it shares with others included, in MB. */
const mostOf = (pid: number): number =>
  Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1_000;

const childrenOf = (pid: number): readonly number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
const nameOf = (pid: number): string => readFileSync(`/proc/${pid}/comm`, "utf8").trim();

async function gone(pid: number): Promise<boolean> {
  for (let attempt = 0; attempt < 500 && stateOf(pid) === "running"; attempt++) await wait(10);
  return stateOf(pid) !== "running";
}

afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
  await clear();
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

  it("looks over a table of ciphertext without holding it, which on a small machine it does beside everything else", async () => {
    const server = await startHere(emptyFolder());
    await ask(
      server,
      `create table large (bytes bytea); alter table large alter column bytes set storage plain;
       insert into large select convert_to(repeat('x', 2000), 'utf8') from generate_series(1, 35000)`,
    );
    const client = new pg.Client(server.connection);
    await client.connect();
    const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    await client.query("analyze large");
    const most = mostOf(rows[0]?.pid ?? 0);
    await client.end();
    expect(most).toBeLessThan(60);
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

  it("is not waited for when it was left alone and does not end: the next start is open within seconds", async () => {
    const folder = emptyFolder();
    const first = run(folder, { from: 1 });
    await first.until("said", 200);
    const pid = Number((await first.until("ready")).split(" ")[1]);
    process.kill(pid, "SIGSTOP");
    first.child.kill("SIGKILL");
    await first.ended;
    const begun = performance.now();
    const second = await startHere(folder);
    // It would be two on a machine that does nothing else; it was half a minute.
    expect(performance.now() - begun).toBeLessThan(30_000);
    expect(stateOf(pid)).not.toBe("running");
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

  it("says in a sentence that a data folder cannot be used, instead of breaking", async () => {
    const file = join(emptyFolder(), "not-a-folder");
    writeFileSync(file, "");
    const said = await run(file).until("refused");
    expect(said).toContain("host/bad-setting");
    expect(said).toContain(file);
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
