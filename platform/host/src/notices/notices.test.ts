import { spawn } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testHost, testServers, type TestDatabase, type TestHost } from "../testing.ts";
import { transactionsOn } from "../transactions.ts";
import type { Handed } from "./lanes.ts";
import { noticesOn } from "./notices.ts";
import { LEASE, type Errand, type Plan } from "./outbox.ts";
import { pauseAfter, QUARTER, readyAt, toldAt } from "./when.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A second server process that hands over slowly, and says whom. */
const PROGRAM = `
  import { openDatabase } from ${JSON.stringify(new URL("../database.ts", import.meta.url).href)};
  import { noticesOn } from ${JSON.stringify(new URL("./notices.ts", import.meta.url).href)};
  import { transactionsOn } from ${JSON.stringify(new URL("../transactions.ts", import.meta.url).href)};
  import { random } from ${JSON.stringify(new URL("../random.ts", import.meta.url).href)};
  const failed = () => undefined;
  const db = openDatabase(JSON.parse(process.argv[1]), failed);
  const notices = noticesOn(db, { now: () => Number(process.argv[2]), random, ...transactionsOn(db, { failed }), failed });
  notices.deliver(async ({ id, person }) => {
    console.log(id + " " + person);
    await new Promise((resolve) => setTimeout(resolve, Number(process.argv[3])));
    return { kind: "sent" };
  });
  notices.start();
`;

describe("when a notice goes out", () => {
  it("is at once where it is urgent, but a quarter of an hour after the last one", () => {
    const random = (count: number) => new Uint8Array(count).fill(255);
    expect(readyAt(5 * HOUR, { urgent: true, last: null }, random)).toBe(5 * HOUR);
    expect(readyAt(5 * HOUR, { urgent: true, last: 5 * HOUR - MINUTE }, random)).toBe(5 * HOUR - MINUTE + QUARTER);
  });

  it("is else at the end of four hours of the clock, whenever in them it came due, and not at the same minute for all", () => {
    for (const at of [4 * HOUR, 5 * HOUR, 8 * HOUR - 1]) expect(toldAt(at, false)).toBe(8 * HOUR);
    expect(toldAt(5 * HOUR, true)).toBe(5 * HOUR);
    const ready = (byte: number) =>
      readyAt(8 * HOUR, { urgent: false, last: null }, (count) => new Uint8Array(count).fill(byte));
    expect(ready(0)).toBe(8 * HOUR);
    expect(ready(255)).toBeLessThan(8 * HOUR + 30 * MINUTE);
    expect(ready(255)).toBeGreaterThan(8 * HOUR + 29 * MINUTE);
  });

  it("is later after each failure, never by more than an hour, and not before the other side asked for", () => {
    expect([0, 1, 2, 3, 4, 5, 99].map((attempts) => pauseAfter(attempts, null, false) / 1_000)).toEqual([
      5, 30, 120, 600, 1_800, 1_800, 1_800,
    ]);
    expect(pauseAfter(0, 40_000, true)).toBe(40_000);
    expect(pauseAfter(0, DAY, false)).toBe(HOUR);
    expect(pauseAfter(9, DAY, true)).toBe(QUARTER);
  });
});

describe.each(testServers)("a notice, on %s", (_name, begin) => {
  let database: TestDatabase;
  let host: TestHost;
  let told: Errand[];
  let answers: (errand: Errand) => Promise<Handed> | Handed;
  beforeAll(async () => {
    database = await begin();
  });
  beforeEach(async () => {
    host = await testHost(database);
    told = [];
    answers = () => ({ kind: "sent" });
    host.notices.deliver((errand) => {
      told.push(errand);
      return Promise.resolve(answers(errand));
    });
  });
  afterEach(() => host.close());
  afterAll(() => database.close());

  const plan = (...plans: readonly Plan[]) => host.transaction((tx) => host.notices.plan(tx, ...plans));
  const urgent = (about: string, person: string, ...at: readonly number[]): Plan => ({
    about,
    person,
    urgent: true,
    at,
  });
  const calm = (about: string, person: string, ...at: readonly number[]): Plan => ({
    about,
    person,
    urgent: false,
    at,
  });
  /** Goes on by so much, and says who was told meanwhile. */
  const toldAfter = async (milliseconds: number): Promise<readonly string[]> => {
    host.setNow(host.now() + milliseconds);
    const before = told.length;
    await host.post();
    return told.slice(before).map(({ person }) => person);
  };

  it("that is urgent is told at once, its reminders at their times, and each once", async () => {
    await plan(urgent("a", "mei", host.now(), host.now() + HOUR, host.now() + 3 * HOUR));
    expect(await toldAfter(0)).toEqual(["mei"]);
    expect(await toldAfter(HOUR - 1)).toEqual([]);
    expect(await toldAfter(1)).toEqual(["mei"]);
    expect(await toldAfter(DAY)).toEqual(["mei"]);
    expect(await toldAfter(DAY)).toEqual([]);
    expect(new Set(told.map(({ id }) => id)).size).toBe(3);
  });

  it("is as if never planned where its cause did not happen, was planned anew, or is over", async () => {
    const failing = host.transaction(async (tx) => {
      await host.notices.plan(tx, urgent("a", "mei", host.now()));
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    await plan(urgent("b", "mei", host.now() + HOUR), urgent("c", "lan", host.now() + HOUR));
    await plan(urgent("b", "bo", host.now() + 2 * HOUR), urgent("c", "lan"));
    await plan(urgent("d", "lan", host.now() + HOUR));
    await host.transaction((tx) => host.notices.forget(tx, "d"));
    expect(await toldAfter(HOUR)).toEqual([]);
    expect(await toldAfter(HOUR)).toEqual(["bo"]);
  });

  it("comes once a quarter of an hour at the most, whatever waits", async () => {
    await plan(urgent("a", "mei", host.now()), urgent("b", "mei", host.now()), urgent("c", "lan", host.now()));
    expect((await toldAfter(0)).toSorted()).toEqual(["lan", "mei"]);
    await plan(urgent("d", "mei", host.now()), urgent("e", "mei", host.now() + MINUTE));
    expect(await toldAfter(QUARTER - 1)).toEqual([]);
    expect(await toldAfter(1)).toEqual(["mei"]);
    expect(await toldAfter(DAY)).toEqual([]);
  });

  it("that is not urgent waits for the end of its four hours, with everything else that waits for the person", async () => {
    // 08:00 UTC, so that four hours of the clock have just begun.
    await plan(calm("a", "mei", host.now()), calm("b", "mei", host.now() + HOUR), calm("c", "lan", host.now() + DAY));
    expect(await toldAfter(4 * HOUR - 1)).toEqual([]);
    expect([...(await toldAfter(1)), ...(await toldAfter(30 * MINUTE))]).toEqual(["mei"]);
    await toldAfter(DAY - 30 * MINUTE);
    expect(await toldAfter(30 * MINUTE)).toEqual(["lan"]);
  });

  it("that could not be handed over is tried again under the same id, then on the next channel", async () => {
    const replies: readonly Handed[] = [
      { kind: "later" },
      { kind: "later", wait: 2 * MINUTE },
      { kind: "next" },
      { kind: "later", channel: 0 },
      { kind: "sent" },
    ];
    answers = () => replies[told.length - 1] ?? { kind: "nowhere" };
    await plan(urgent("a", "mei", host.now()));
    expect(await toldAfter(0)).toEqual(["mei"]);
    expect(await toldAfter(4_999)).toEqual([]);
    expect(await toldAfter(1)).toEqual(["mei"]);
    expect(await toldAfter(2 * MINUTE - 1)).toEqual([]);
    // The next channel is tried in the same pass, and leads back to the first.
    expect(await toldAfter(1)).toEqual(["mei", "mei"]);
    expect(await toldAfter(5_000)).toEqual(["mei"]);
    expect(told.map(({ channel, attempts }) => [channel, attempts])).toEqual([
      [0, 0],
      [0, 1],
      [0, 2],
      [1, 0],
      [0, 0],
    ]);
    expect(new Set(told.map(({ id }) => id)).size).toBe(1);
    await plan(urgent("b", "nobody", host.now()));
    expect(await toldAfter(0)).toEqual(["nobody"]);
    expect(await toldAfter(DAY)).toEqual([]);
  });

  it("is told although the clock ran ahead and was set right", async () => {
    const right = host.now();
    host.setNow(right + 365 * DAY);
    await plan(urgent("a", "mei", host.now()), urgent("b", "lan", host.now()));
    answers = ({ person }) => (person === "mei" ? { kind: "sent" } : { kind: "later" });
    await host.post();
    host.setNow(right);
    answers = () => ({ kind: "sent" });
    await plan(urgent("c", "mei", right));
    expect(await toldAfter(0)).toEqual(["mei"]);
    expect(await toldAfter(HOUR)).toEqual(["lan"]);
  });

  it("that a clock which ran ahead told too early comes at its time all the same, and once", async () => {
    const right = host.now();
    await plan(urgent("a", "mei", right, right + HOUR, right + 3 * HOUR), urgent("b", "lan", right + HOUR));
    await plan(calm("c", "bo", right + 6 * HOUR));
    expect(await toldAfter(0)).toEqual(["mei"]);
    expect((await toldAfter(DAY)).toSorted()).toEqual(["lan", "mei"]);
    host.setNow(right + MINUTE);
    expect(await toldAfter(0)).toEqual([]);
    expect((await toldAfter(HOUR - MINUTE)).toSorted()).toEqual(["lan", "mei"]);
    // What was about to be told goes out as well: too early, and not instead.
    expect((await toldAfter(2 * HOUR)).toSorted()).toEqual(["bo", "mei"]);
    expect([...(await toldAfter(5 * HOUR)), ...(await toldAfter(30 * MINUTE))]).toEqual(["bo"]);
    expect(await toldAfter(2 * DAY)).toEqual([]);
  });

  it("is planned again by a process that begins after the clock was set right", async () => {
    const right = host.now();
    await plan(urgent("a", "mei", right + HOUR), urgent("b", "mei", right + HOUR));
    expect(await toldAfter(DAY)).toEqual(["mei"]);
    await host.transaction((tx) => host.notices.forget(tx, "b"));
    const failed = (): undefined => undefined;
    const again: string[] = [];
    const now = right + HOUR;
    const transactions = transactionsOn(host.db, { failed });
    const begun = noticesOn(host.db, { now: () => now - 1, random: host.random, ...transactions, failed });
    begun.deliver(({ person }) => Promise.resolve(again.push(person)).then(() => ({ kind: "sent" })));
    await begun.post();
    expect(again).toEqual([]);
    const later = noticesOn(host.db, { now: () => now, random: host.random, ...transactions, failed });
    later.deliver(({ person }) => Promise.resolve(again.push(person)).then(() => ({ kind: "sent" })));
    await later.post();
    expect(again).toEqual(["mei"]);
  });

  it("at no date, or planned twice at once, undoes nothing of what caused it", async () => {
    await plan(urgent("a", "mei", Number.NaN, Number.POSITIVE_INFINITY, Date.UTC(9_999, 11), host.now()));
    await plan(urgent("b", "mei", host.now()), urgent("b", "lan", host.now()));
    expect((await toldAfter(0)).toSorted()).toEqual(["lan", "mei"]);
    expect(await toldAfter(DAY)).toEqual([]);
  });

  it("is tried again where whoever hands over fails, and the operator hears of it", async () => {
    answers = () => {
      if (told.length === 1) throw new Error("broken");
      return { kind: "sent" };
    };
    await plan(urgent("a", "mei", host.now()));
    await toldAfter(0);
    expect(host.failures).toEqual(["host/notice-failed"]);
    expect(await toldAfter(5_000)).toEqual(["mei"]);
  });

  it("that is urgent waits for none of those that are slow", async () => {
    const slow = Promise.withResolvers<Handed>();
    answers = (errand) => (errand.urgent ? { kind: "sent" } : slow.promise);
    const people = Array.from({ length: 20 }, (_, at) => `slow-${String(at)}`);
    await plan(...people.map((person) => calm(person, person, host.now())));
    await toldAfter(4 * HOUR);
    expect(told).toEqual([]);
    host.setNow(host.now() + HOUR);
    const posting = host.post();
    for (let attempt = 0; attempt < 300 && told.length < 8; attempt++) await wait(10);
    await plan(urgent("a", "mei", host.now()));
    const second = host.post();
    for (let attempt = 0; attempt < 300 && !told.some((one) => one.urgent); attempt++) await wait(10);
    expect(told.map((one) => one.person)).toContain("mei");
    expect(told.length).toBe(9);
    slow.resolve({ kind: "sent" });
    await Promise.all([posting, second]);
    expect(told.length).toBe(21);
  });

  it("of each of many people is told once by several processes; of one that is killed, once more under the same id", async () => {
    const people = Array.from({ length: 60 }, (_, at) => `p${String(at)}`);
    await plan(...people.map((person) => urgent(person, person, host.now())));
    const lines: string[] = [];
    const other = (now: number, slowness: number) => {
      const args = [
        "--input-type=module",
        "-e",
        PROGRAM,
        JSON.stringify(host.connection),
        String(now),
        String(slowness),
      ];
      const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
      child.stdout.on("data", (text: Buffer) => void lines.push(...text.toString().split("\n").filter(Boolean)));
      return child;
    };
    const killed = other(host.now(), 600_000);
    for (let attempt = 0; attempt < 500 && lines.length < 8; attempt++) await wait(10);
    killed.kill("SIGKILL");
    const inHand = lines.map((line) => line.split(" ")[1]);
    // While the lease of the killed one lasts, the others come through; then its own come again.
    const second = other(host.now(), 1);
    await host.post();
    const all = () => [...told.map(({ id, person }) => `${id} ${person}`), ...lines];
    for (let attempt = 0; attempt < 500 && all().length < people.length; attempt++) await wait(10);
    expect(all().length).toBe(people.length);
    second.kill("SIGKILL");
    await wait(100);
    const before = all().length;
    host.setNow(host.now() + LEASE);
    await host.post();
    const again = told.slice(before - lines.length).map(({ person }) => person);
    expect(again.toSorted()).toEqual(inHand.toSorted());
    expect(new Set(all()).size).toBe(people.length);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from host_errand where sent is null`.execute(
      host.db,
    );
    expect(rows).toEqual([{ n: 0 }]);
  });

  it("that is urgent is told within two seconds of its cause, without anyone pressing anything", async () => {
    await host.open(0, "127.0.0.1");
    await plan(urgent("a", "mei", host.now()));
    for (let attempt = 0; attempt < 200 && told.length === 0; attempt++) await wait(10);
    expect(told.map(({ person }) => person)).toEqual(["mei"]);
  });
});
