import { randomBytes, randomInt } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { composeReport, reportBody, routes } from "@niuniu/cases";
import { toHex } from "@niuniu/note";
import { found, planFor, rosterOf } from "@niuniu/sample";
import { PARCEL, record } from "@niuniu/wire";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { start, type Running } from "./main.ts";

/** Database connections that end in the middle of work: one of ours, all of them, the one that listens, or their process. */
const data = mkdtempSync("/tmp/niuniu-lost-");
const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const said: string[] = [];
const bugs: unknown[] = [];
let running: Running;
let parcels: readonly Buffer[] = [];

beforeAll(async () => {
  const ports = {
    tellEvery: 250,
    failed: (code: string) => void said.push(code),
    bug: (error: unknown) => void bugs.push(error),
  };
  const place = { data, port: 0, origin: "http://localhost", address: "localhost", databaseUrl: null };
  running = await start({ ...place, ...ports });
  await found(running.origin, running.setupCode ?? "", random);
  const chain = await rosterOf(running.origin);
  const plan = planFor(chain, Date.now(), { what: "有人看见了。" });
  const made = await Promise.all(Array.from({ length: 24 }, () => composeReport(plan, random)));
  parcels = made.map((composed) => Buffer.from(reportBody(composed)));
});

afterAll(async () => {
  await running.stop();
  rmSync(data, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly code: string;
}
async function send(path: string, body?: Buffer, type = PARCEL): Promise<Answer> {
  const sent =
    body === undefined ? {} : { method: "POST", body: new Uint8Array(body), headers: { "content-type": type } };
  const answer = await fetch(running.origin + path, sent);
  return { status: answer.status, code: /"code":"([^"]+)"/.exec(await answer.text())?.[1] ?? "" };
}
const report = (parcel: Buffer): Promise<Answer> => send(routes.report.path, parcel);

/** Everything the server does with its database, again and again until told to end; the answers to it. */
function load(): { readonly end: () => Promise<readonly Answer[]> } {
  let ending = false;
  const answers: Answer[] = [];
  const again = async (one: () => Promise<Answer>): Promise<void> => {
    while (!ending) answers.push(await one());
  };
  const unknown = Buffer.from(JSON.stringify({ commitment: toHex(random(32)) }));
  const asking = [
    ...parcels.map((parcel) => again(() => report(parcel))),
    again(() => send(record.proof.path, unknown, "application/json")),
    again(() => send("/record/entries/-1")),
  ];
  return {
    end: async () => {
      ending = true;
      await Promise.all(asking);
      return answers;
    },
  };
}

/** The processes of the server's own connections, this one among them. */
async function backends(): Promise<readonly { readonly pid: number; readonly query: string }[]> {
  const { rows } = await sql<{ pid: number; query: string }>`
    select pid, query from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`.execute(
    running.host.db,
  );
  return rows;
}

const oneOf = <T>(all: readonly T[]): T | undefined => all[randomInt(Math.max(1, all.length))];
const terminate = (pids: readonly number[]): Promise<unknown> =>
  sql`select pg_terminate_backend(pid) from unnest(${pids}::integer[]) as pid`.execute(running.host.db);

async function casesStored(): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count from cases_case`.execute(
    running.host.db,
  );
  return rows[0]?.count ?? 0;
}

/** Asks until it is granted; how long the line was closed, in ms. */
async function closedFor(): Promise<number> {
  const begun = performance.now();
  for (;;) {
    const { status, code } = await send("/record/entries/-1");
    if (status === 200) return performance.now() - begun;
    expect([status, code]).toEqual([503, "host/busy"]);
    await wait(20);
  }
}

/** Under load, what `kill` does again and again; nothing may be answered but what was done, and that it may be tried again. */
async function under(kill: () => Promise<unknown>, times: number): Promise<readonly Answer[]> {
  const busy = load();
  for (let round = 0; round < times; round++) {
    await wait(randomInt(5, 60));
    await kill().catch(() => undefined);
  }
  const answers = await busy.end();
  expect(bugs).toEqual([]);
  const strange = answers.filter(({ status, code }) => status >= 500 && code !== "host/busy");
  expect(strange).toEqual([]);
  return answers;
}

describe("a server that loses database connections under load", () => {
  it("lives on, whichever is ended in whoever's hands, and refuses in words that say to try again", async () => {
    const answers = await under(async () => terminate([oneOf(await backends())?.pid ?? 0]), 40);
    expect(answers.some(({ status }) => status === 200)).toBe(true);
    expect(said).toContain("host/connection-lost");
  });

  it("lives on when all of them are ended at once, the listening one included", async () => {
    const changed: string[] = [];
    running.host.changes.watch("lost", () => void changed.push("lost"), running.host.ending);
    await expect.poll(async () => (await backends()).some(({ query }) => query.startsWith("listen"))).toBe(true);
    await under(async () => terminate((await backends()).map(({ pid }) => pid)), 12);
    await expect
      .poll(async () => (await backends()).some(({ query }) => query.startsWith("listen")), { timeout: 20_000 })
      .toBe(true);
    changed.length = 0;
    running.host.changes.publish(["lost"]);
    await expect.poll(() => changed.length, { timeout: 10_000 }).toBeGreaterThan(0);
  });

  it("is open again soon after one of the database's own processes was killed", async () => {
    await under(async () => process.kill(oneOf(await backends())?.pid ?? 0, "SIGKILL"), 1);
    // Three seconds on a machine that does nothing else; this one may be busy.
    expect(await closedFor()).toBeLessThan(15_000);
  });

  it("stores each report once, however often it was sent into a broken connection", async () => {
    for (const parcel of parcels) expect(await report(parcel)).toEqual({ status: 200, code: "" });
    expect(await casesStored()).toBe(parcels.length);
    await running.host.record.newest();
    expect(said.filter((code) => code === "host/failed")).toEqual([]);
  });
});
