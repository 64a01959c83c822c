import { spawn } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { zstdDecompressSync } from "node:zlib";
import { writeTombstone } from "@niuniu/record";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHost, type RunningHost } from "../host.ts";
import { hasDebianPostgres, startDebian } from "../postgres/throwaway.ts";
import { startEmbedded, type Postgres } from "../postgres/index.ts";
import { standing } from "../record/seal.ts";
import { backup, type BackupOptions } from "./backup.ts";
import { readDeletions } from "./deletions.ts";
import { doctor } from "./doctor.ts";
import { expire } from "./folders.ts";
import type { Problem } from "./problem.ts";
import { restore, type RestoreOptions } from "./restore.ts";

const folder = mkdtempSync("/tmp/niuniu-archive-");
const [data, to] = [join(folder, "data"), join(folder, "backups")];
const failed = (): void => undefined;
const START = Date.UTC(2026, 0, 5, 8);
let clock = START;

let postgres: Postgres;
let host: RunningHost;

const place = { data, databaseUrl: null };
const making = (options: Partial<BackupOptions> = {}): BackupOptions => ({
  ...{ ...place, to, software: "0.1.0", without: [], now: Date.now(), progress: failed, failed },
  ...options,
});
const putting = (options: Partial<RestoreOptions> & Pick<RestoreOptions, "from">): RestoreOptions => ({
  ...{ ...place, replace: false, way: null, migrations: [], now: clock, progress: failed, failed },
  ...options,
});

const openLine = async (at: string): Promise<void> => {
  postgres = await startEmbedded(at, failed);
  const { connection } = postgres;
  host = await createHost({
    connection,
    migrations: [],
    origin: "http://localhost",
    data: at,
    now: () => clock,
    failed,
  });
};
const closeLine = async (): Promise<void> => {
  await host.close();
  await postgres.stop();
};
const publish = (key: string, body: string): Promise<void> =>
  host.transaction((tx) => host.record.publish(tx, { kind: "figures", key, date: "2026-01-05", body }));
const sealed = async (): Promise<void> => {
  clock = Math.max(clock, ((await standing(host.db)).openSlot + 1) * 10_000);
  await host.record.tick();
};
const indexOf = async (body: string): Promise<number> =>
  (await host.record.entries(-1, 100)).entries.find(({ text }) => text?.includes(body) === true)?.index ?? -1;

async function query(sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client(postgres.connection);
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

const problems = async (at = data): Promise<readonly string[]> => {
  const found: Problem[] = [];
  await doctor({ data: at, databaseUrl: null, checkers: [], failed, found: (problem) => void found.push(problem) });
  return found.map(({ table, what }) => `${table}: ${what}`);
};

let first = "";

beforeAll(async () => {
  await openLine(data);
  writeFileSync(join(data, "kept.txt"), "beside the database");
  await publish("1", "stays");
  await publish("2", "to be taken away");
  await host.transaction((tx) => host.record.place(tx, [new Uint8Array(32).fill(1)]));
  for (let slots = 0; slots < 40; slots++) await sealed();
});
afterAll(async () => {
  await closeLine().catch(() => undefined);
  rmSync(folder, { recursive: true, force: true });
});

describe("a backup", () => {
  it("is made while the line is open, of everything, for its owner's eyes only", async () => {
    const { folder: made, manifest } = await backup(making());
    first = made;
    expect(manifest.log.size).toBeGreaterThan(40);
    expect(manifest.files.map(({ path }) => path)).toEqual(["kept.txt"]);
    expect(manifest.tables.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["host_secret", "kysely_migration"]),
    );
    for (const name of readdirSync(made, { recursive: true, withFileTypes: true })) {
      expect(statSync(join(name.parentPath, name.name)).mode & 0o077).toBe(0);
    }
  });

  it("holds nobody's sign-in: who signed out since must not be signed in again by putting it back", async () => {
    const token = "ab".repeat(32);
    const [hash, ends] = [Buffer.from(token, "hex"), new Date(clock + 86_400_000)];
    const session = { hash, audience: "employee", subject: "gu-mo", ends, idle_ends: ends };
    await host.db.insertInto("host_session").values(session).execute();
    const { folder: made, manifest } = await backup(making({ to: join(folder, "of-sign-ins") }));
    await host.db.deleteFrom("host_session").execute();
    expect(manifest.tables.map(({ name }) => name)).not.toContain("host_session");
    for (const name of readdirSync(made, { recursive: true, withFileTypes: true })) {
      const file = join(name.parentPath, name.name);
      const bytes = name.isFile() ? readFileSync(file) : Buffer.alloc(0);
      const plain = file.endsWith(".zst") ? zstdDecompressSync(bytes) : bytes;
      expect([file, plain.includes(hash)]).toEqual([file, false]);
    }
  });

  it("makes nobody wait who writes, and sees a table that is rewritten meanwhile as it was", async () => {
    let waits = 0;
    const busy = async (): Promise<void> => {
      for (let n = 0; n < 20; n++) {
        const begin = performance.now();
        await publish(`busy ${n}`, "x");
        waits = Math.max(waits, performance.now() - begin);
      }
    };
    const rewrite = query("begin; set local lock_timeout = '100ms'; truncate record_entry; rollback").catch(() => null);
    const [{ manifest }] = await Promise.all([backup(making({ now: Date.now() + 2_000 })), busy(), rewrite]);
    expect(manifest.tables.find(({ name }) => name === "record_entry")?.rows).toBeGreaterThanOrEqual(2);
    expect(waits).toBeLessThan(2_000);
  });

  it("overwrites nothing, and goes into no data folder", async () => {
    const now = Date.now() + 60_000;
    await backup(making({ now }));
    await expect(backup(making({ now }))).rejects.toThrow("archive/exists");
    await expect(backup(making({ to: join(data, "backups") }))).rejects.toThrow("archive/inside-data");
  });

  it("killed in the middle leaves nothing that looks whole, and the next one cleans up", async () => {
    const program = `
      import { backup } from ${JSON.stringify(fileURLToPath(new URL("./backup.ts", import.meta.url)))};
      await backup({ ...JSON.parse(process.argv[1]), failed: () => {}, progress: ({ name }) => {
        if (name === "record_entry") process.kill(process.pid, "SIGKILL");
      } });`;
    const options = making({ to: join(folder, "killed") });
    const child = spawn(process.execPath, ["--input-type=module", "-e", program, JSON.stringify(options)]);
    await new Promise((resolve) => child.once("close", resolve));
    const left = readdirSync(join(folder, "killed"));
    expect(left).toEqual([expect.stringMatching(/^\.niuniu-.*unfinished/)]);
    await expect(restore(putting({ from: join(folder, "killed", left[0] ?? "") }))).rejects.toThrow(
      "archive/not-a-backup",
    );
    await backup(making({ to: join(folder, "killed") }));
    expect(readdirSync(join(folder, "killed"))).toEqual([expect.stringMatching(/^niuniu-/)]);
  });

  it("is deleted when it is older than thirty days, and nothing else is", async () => {
    const where = join(folder, "old");
    const { manifest } = await backup(making({ to: where, now: Date.now() - 31 * 86_400_000 }));
    const young = await backup(making({ to: where }));
    writeFileSync(join(where, "niuniu-of-somebody-else"), "");
    const gone = await expire(where, { origin: manifest.log.origin, days: 30, now: Date.now() });
    expect(gone).toHaveLength(1);
    expect(readdirSync(where).sort()).toEqual([young.folder.split("/").at(-1), "niuniu-of-somebody-else"].sort());
  });
});

describe("a restoration", () => {
  it("takes away again what was taken away after the backup, before anybody can read it", async () => {
    const index = await indexOf("to be taken away");
    const stone = { origin: "localhost/record", index, ground: "A court order", by: "wen-jing", date: "2026-01-05" };
    const note = writeTombstone(stone, { name: "wen-jing", seed: new Uint8Array(32).fill(3) });
    await host.transaction((tx) => host.record.bury(tx, index, note));
    expect(readDeletions(join(data, "deletions"))).toMatchObject([{ index }]);
    appendFileSync(join(data, "deletions"), '{"origin":"cut off by a power');
    await closeLine();
    await expect(restore(putting({ from: first }))).rejects.toThrow("archive/not-empty");
    const { aside, buried } = await restore(putting({ from: first, replace: true, way: { nothingLost: true } }));
    expect(buried).toBe(1);
    expect(readdirSync(aside ?? "")).toContain("postgres");
    expect(readFileSync(join(data, "kept.txt"), "utf8")).toBe("beside the database");
    await openLine(data);
    const rows = await query("select text from record_entry where text like '%to be taken away%'");
    expect(rows.rows).toEqual([]);
    const [burial] = (await host.record.entries(-1, 100)).entries.filter(({ tombstone }) => tombstone !== null);
    expect(burial).toMatchObject({ index, text: null });
    expect(await problems()).toEqual([]);
  });

  it("refuses a damaged backup before it touches anything", async () => {
    const { folder: made, manifest } = await backup(making({ to: join(folder, "damaged") }));
    const file = join(made, manifest.tables.find(({ name }) => name === "record_entry")?.file ?? "");
    const bytes = readFileSync(file);
    bytes[bytes.length - 3] = (bytes.at(-3) ?? 0) ^ 1;
    writeFileSync(file, bytes);
    const empty = join(folder, "untouched");
    await expect(restore(putting({ from: made, data: empty }))).rejects.toThrow("archive/damaged");
    expect(existsSync(empty)).toBe(false);
  });

  it("killed in the middle leaves a folder that nothing starts on, until it is run again", async () => {
    const half = join(folder, "half");
    const program = `
      import { restore } from ${JSON.stringify(fileURLToPath(new URL("./restore.ts", import.meta.url)))};
      await restore({ ...JSON.parse(process.argv[1]), failed: () => {}, progress: ({ name }) => {
        if (name === "record_entry") process.kill(process.pid, "SIGKILL");
      } });`;
    const options = putting({ from: first, data: half });
    const child = spawn(process.execPath, ["--input-type=module", "-e", program, JSON.stringify(options)]);
    await new Promise((resolve) => child.once("close", resolve));
    await wait(500);
    const { refuseUnfinished } = await import("./marker.ts");
    expect(() => refuseUnfinished(half)).toThrow(/niuniu restore.*again/);
    await expect(backup(making({ data: half }))).rejects.toThrow("archive/unfinished");
    await restore(putting({ from: first, data: half }));
    expect(() => refuseUnfinished(half)).not.toThrow();
    expect(await problems(half)).toEqual([]);
  });
});

describe.runIf(hasDebianPostgres())("a database that DATABASE_URL names", () => {
  it("is filled only where it is empty, and what was there is moved aside when asked for", async () => {
    const debian = await startDebian();
    try {
      const databaseUrl = debian.connection.connectionString ?? "";
      const there = putting({ from: first, data: join(folder, "beside"), databaseUrl });
      const { manifest } = await restore(there);
      await expect(restore(there)).rejects.toThrow("archive/not-empty");
      const { aside } = await restore({ ...there, replace: true, now: clock + 1_000 });
      expect(aside).not.toBeNull();
      const found: Problem[] = [];
      const ports = { data: there.data, databaseUrl, checkers: [], failed };
      await doctor({ ...ports, found: (problem) => void found.push(problem) });
      // Debian's own cluster was made without checksums.
      expect(found.map(({ key }) => key)).toEqual(["data_checksums = off"]);
      const again = await backup(making({ databaseUrl, data: there.data, to: join(folder, "outside") }));
      expect(again.manifest.log).toEqual(manifest.log);
    } finally {
      await debian.stop();
    }
  });
});

describe("a database that ends the connection meanwhile", () => {
  it("is told as such by a backup, which leaves nothing, and by the doctor, for whom it is no finding", async () => {
    const holder = new pg.Client(postgres.connection);
    await holder.connect();
    await holder.query(
      "set idle_in_transaction_session_timeout = 0; begin; lock table record_entry in access exclusive mode",
    );
    const to = join(folder, "cut-off");
    const found: Problem[] = [];
    const ports = { ...place, checkers: [], failed, found: (problem: Problem) => void found.push(problem) };
    for (const work of [() => backup(making({ to })), () => doctor(ports)]) {
      const ended = expect(work()).rejects.toThrow("archive/database-away");
      // By another connection: within a transaction PostgreSQL tells the same of the others all along.
      const cut = async (): Promise<number | null> =>
        (await query("select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock'")).rowCount;
      await expect.poll(cut, { timeout: 20_000 }).toBe(1);
      await ended;
    }
    await holder.end();
    expect([readdirSync(to), found]).toEqual([[], []]);
  });
});

describe("the doctor", () => {
  const flip = (table: string, column: string, where = "true"): string =>
    `update ${table} set ${column} = set_byte(${column}, 5, get_byte(${column}, 5) # 1) where ${where}`;

  it("names one altered byte in every table of the record, and is content when it is put right", async () => {
    await host.transaction((tx) => host.record.place(tx, [new Uint8Array(32).fill(2)]));
    for (let slots = 0; slots < 300; slots++) await sealed();
    expect(await problems()).toEqual([]);
    const altered: readonly (readonly [string, string])[] = [
      ["record_tile: hashes", flip("record_tile", "hashes", "level = 0")],
      ["record_tile: hashes", flip("record_tile", "root")],
      ["record_bundle: hashes", flip("record_bundle", "entries")],
      ["record_rest: hashes", flip("record_rest", "entries", "first = (select max(first) from record_rest)")],
      ["record_rest: hashes", flip("record_rest", "hashes", "first = (select max(first) from record_rest)")],
      ["record_entry: text", "update record_entry set text = replace(text, 'stays', 'stayz')"],
      ["record_entry: text", flip("record_entry", "salt", "text like '%stays%'")],
      ["record_slot: tree", flip("record_slot", "secret", "secret is not null")],
      [
        "record_slot: tree",
        flip("record_placed", "commitment", "slot in (select slot from record_slot where index is not null)"),
      ],
      [
        "record_head: checkpoint",
        "update record_head set note = replace(note, 'localhost/record', 'localhosu/record')",
      ],
      [
        "record_milestone: checkpoint",
        "update record_milestone set note = translate(note, '0123456789', '1234567890')",
      ],
      ["record_head: checkpoint", flip("host_secret", "bytes", "name = 'record/key'")],
    ];
    for (const [problem, statement] of altered) {
      await query(`create table before_${clock} as select 1`).catch(() => undefined);
      const table = /update (\w+)/.exec(statement)?.[1] ?? "";
      await query(`create table kept_aside as select * from ${table}`);
      await query(statement);
      expect(await problems(), statement).toContain(problem);
      await query(`truncate ${table}; insert into ${table} select * from kept_aside; drop table kept_aside`);
    }
    await query(`drop table if exists before_${clock}`);
    expect(await problems()).toEqual([]);
  });

  it("names one altered byte in what is remembered of a day", async () => {
    clock += 86_400_000;
    await sealed();
    for (let tries = 0; tries < 5; tries++) await sealed();
    expect((await query("select 1 from record_kept")).rowCount).toBeGreaterThan(0);
    for (const [problem, statement] of [
      ["record_kept: tree", flip("record_kept", "path")],
      ["record_day: tree", flip("record_day", "top", "top is not null")],
    ] as const) {
      await query(statement);
      expect(await problems(), statement).toContain(problem);
      await query(statement);
    }
    expect(await problems()).toEqual([]);
  });
});
