import { testDatabase, testHost, type TestDatabase, type TestHost } from "@niuniu/host/testing";
import { fromBase64, sha256, toHex, toUtf8 } from "@niuniu/note";
import {
  checkPublic,
  openTombstone,
  readPublic,
  writeTombstone,
  type PublicEntry,
  type Tombstone,
} from "@niuniu/record";
import { countedRandom, sampleRoster } from "@niuniu/roster/testing";
import { bearer } from "@niuniu/wire";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ledger, type Ports } from "./index.ts";

const DAY = 86_400_000;
const RELEASE = '{"niuniu":"release v1","version":"0.1.0","files":{}}\n';
const { roster, seeds } = sampleRoster(countedRandom("p"), Date.UTC(2026, 0, 1));

let database: TestDatabase;
let host: TestHost;
let member = "wen-jing";
/** What the figures say; changes with each reading. */
let read = 0;

const ports: Ports = {
  roster: () => Promise.resolve(roster),
  members: () => Promise.resolve(roster.newest.members),
};

/** Every public text sealed so far, with its index. */
async function published(
  kind: PublicEntry["kind"],
): Promise<readonly { readonly index: number; readonly date: string; readonly body: string }[]> {
  const { entries } = await host.record.entries(-1, 100);
  return entries.flatMap(({ index, text }) => {
    const entry = text === null ? null : readPublic(text);
    return entry?.kind === kind ? [{ index, date: entry.date, body: entry.body }] : [];
  });
}

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  [member, read] = ["wen-jing", 0];
  host = await testHost(database, { migrations: [ledger] });
  host.authenticate("member", () => Promise.resolve({ member, session: "s" }));
  host.figures.state("learning", () => Promise.resolve({ reading: ++read }));
  await ledger.mount({ ...host, release: () => RELEASE }, ports);
  await host.timers.runDue(host.now());
  await host.sealed();
});
afterEach(() => host.close());
afterAll(() => database.close());

describe("what this server publishes by itself", () => {
  it("is the manifest of its pages, once for each release", async () => {
    expect((await published("release")).map(({ body }) => body)).toEqual([RELEASE]);
    const proof = await host.record.statement("release", toHex(sha256(toUtf8(RELEASE))));
    const [{ text } = { text: null }] = (await host.record.entries(-1, 100)).entries.filter(({ text: of }) =>
      (of ?? "").includes('"kind":"release"'),
    );
    expect(() => checkPublic(proof ?? "", text ?? "", host.record.log)).not.toThrow();
  });

  it("is the figures, once in each of the organisation's days", async () => {
    expect((await published("figures")).map(({ body }) => body)).toEqual(['{"learning":{"reading":1}}']);
    // The clock stands at 16:00 in the organisation's zone: one minute before its midnight, then one after it.
    await host.pass(8 * 3_600_000 - 60_000);
    await host.sealed();
    expect(await published("figures")).toHaveLength(1);
    await host.pass(120_000);
    await host.sealed();
    const days = (await published("figures")).map(({ date, body }) => [date, body]);
    expect(days).toEqual([
      ["2026-01-05", '{"learning":{"reading":1}}'],
      ["2026-01-06", '{"learning":{"reading":2}}'],
    ]);
    await host.pass(DAY);
    await host.sealed();
    expect(await published("figures")).toHaveLength(3);
  });
});

async function bury(change: Partial<Tombstone> = {}, by = member) {
  const [there] = await published("release");
  const tombstone = {
    ...{ origin: host.record.log.name, index: there?.index ?? -1, ground: "A court has decided so", by },
    ...{ date: host.dayOf(host.now()), ...change },
  };
  const seed = seeds.get(by) ?? new Uint8Array(32);
  return handIn(writeTombstone(tombstone, { name: by, seed }));
}

async function handIn(note: string) {
  const answer = await host.inject({
    ...{ method: "POST", url: "/ledger/bury", payload: JSON.stringify({ note }) },
    headers: { authorization: bearer("any-token"), "content-type": "application/json" },
  });
  const code = answer.payload === "" ? null : (JSON.parse(answer.payload) as { readonly code: string }).code;
  return { status: answer.statusCode, code, note };
}

describe("a text that the law wants erased", () => {
  it("is gone, a member's signed word stands in its place, and that word is an entry of the record", async () => {
    const [there] = await published("release");
    const { status, note } = await bury();
    expect(status).toBe(204);
    await host.sealed();
    const entry = await host.record.entry(there?.index ?? -1);
    expect([entry?.text, entry?.tombstone]).toEqual([null, note]);
    expect((await published("tombstone")).map(({ body }) => body)).toEqual([note]);
    const members = roster.newest.members.map(({ id, key }) => ({ name: id, key: fromBase64(key) }));
    expect(openTombstone(entry?.tombstone ?? "", () => members).ground).toBe("A court has decided so");
    expect((await bury({ index: there?.index ?? -1 })).code).toBe("ledger/already-buried");
  });

  it("is taken away by a member in office only, in their own name, for this record and today", async () => {
    expect((await bury({}, "luo-yan")).code).toBe("ledger/unsound-tombstone");
    expect((await bury({ origin: "other.example/record" })).code).toBe("ledger/unsound-tombstone");
    expect((await bury({ date: "2026-01-04" })).code).toBe("ledger/wrong-day");
    member = "nobody-known";
    expect((await bury()).code).toBe("ledger/unsound-tombstone");
    expect((await handIn("no note at all")).code).toBe("ledger/unsound-tombstone");
    expect(await published("release")).toHaveLength(1);
    // Past the organisation's midnight, when it is still the day before in UTC.
    await host.pass(9 * 3_600_000);
    member = "wen-jing";
    expect((await bury({ date: "2026-01-05" })).code).toBe("ledger/wrong-day");
    expect((await bury({ date: "2026-01-06" })).status).toBe(204);
  });

  it("is never a statement, nor a place where no text is", async () => {
    await host.transaction((tx) =>
      host.record.publish(tx, { kind: "roster", key: "1", date: "2026-01-05", body: "statement\n" }),
    );
    await host.sealed();
    const [statement] = await published("roster");
    expect((await bury({ index: statement?.index ?? -1 })).code).toBe("ledger/kept-for-good");
    expect((await bury({ index: 2_000_000_000 })).code).toBe("ledger/no-such-entry");
    expect((await bury({ index: 2 ** 50 })).code).toBe("ledger/no-such-entry");
  });
});
