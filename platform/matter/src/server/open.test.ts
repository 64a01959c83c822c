import { testDatabase, testHost, type TestHost } from "@niuniu/host/testing";
import { fromBase64, publicKey, toHex } from "@niuniu/note";
import { dayOf, readCalendar } from "@niuniu/owe";
import { chain } from "@niuniu/record";
import { signAct } from "@niuniu/seal";
import { bearer, readToken, Refused } from "@niuniu/wire";
import { sql } from "kysely";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { NO_HEAD } from "../entry.ts";
import { listen } from "../listen.ts";
import type { OpenThread, OwedLine } from "../routes.ts";
import type { Person } from "../rules.ts";
import { readToy, toyKind, type Toy, type ToyAct } from "../testing/toy.ts";
import { checkOpen } from "./check.ts";
import { matter } from "./feature.ts";
import { openMattersOn, type OpenMatters } from "./open.ts";

const database = await testDatabase();
afterAll(() => database.close());

const calendar = readCalendar({ offset: "+08:00", weekend: [0, 6], holidays: [], closes: "18:00" });
const policy = { answer: 5, afterMiss: 2 };
const named = { policy: "a".repeat(64), calendar: "b".repeat(64) };
const DAY = 86_400_000;
const people: readonly Person[] = [
  { id: "fang-yu", side: "employees" },
  { id: "gao-lin", side: "employer" },
  { id: "peng-xi", side: "outside" },
];

let host: TestHost;
let toys: OpenMatters<Toy>;
let active: readonly Person[];
let absent: string[];
let told: string[];

beforeEach(async () => {
  [active, absent, told] = [people, [], []];
  host = await testHost(database, { migrations: [matter] });
  host.authenticate("member", ({ authorization }) => {
    const member = readToken("Bearer", authorization)?.replace(/^token-/, "");
    if (member === undefined) throw new Refused("host/not-yours");
    return Promise.resolve({ member, session: member });
  });
  await matter.mount(host, undefined);
  toys = openMattersOn<Toy>(host, {
    kind: toyKind,
    read: readToy,
    rulesOf: () => ({ policy, calendar }),
    named: () => Promise.resolve(named),
    office: () => Promise.resolve({ active, absent }),
    tell: (rows) => void told.push(...rows.map(({ id }) => id)),
  });
  await toys.keepTime();
});
afterEach(async () => {
  expect(host.failures).toEqual([]);
  await host.close();
});

const seed = (who: string): Uint8Array => new Uint8Array(32).fill(who.charCodeAt(0));
const asked = (name: string): Toy["event"] => ({
  niuniu: "event v1",
  case: name,
  number: 1,
  kind: "asked",
  date: dayOf(host.now(), calendar),
  question: "Will the night shift get a way home?",
});
const begun = (): Promise<string> => host.transaction(async (tx) => (await toys.begin(tx, asked)).id);

async function read(id: string): Promise<OpenThread> {
  const answer = await host.inject({
    method: "POST",
    url: "/matter/thread",
    payload: { feature: "toy", matter: id },
  });
  expect(answer.statusCode).toBe(200);
  return answer.json<OpenThread>();
}

async function owedBy(member: string): Promise<readonly OwedLine[]> {
  const headers = { authorization: bearer(`token-${member}`) };
  const lines = (await host.inject({ method: "GET", url: "/matter/owed", headers })).json<readonly OwedLine[]>();
  // Of the number beside the navigation there are as many, at every step.
  expect(await host.counts.of(member)).toEqual({ "matter/owed": lines.length });
  return lines;
}

async function act(id: string, by: string, said: Partial<ToyAct> & { readonly kind: ToyAct["kind"] }): Promise<void> {
  const { entries, head } = await read(id);
  const frame = { niuniu: "act v1" as const, case: id, number: entries.length + 1, previous: head };
  const more = { date: dayOf(host.now(), calendar), by, envelope: null };
  const { kind, ...rest } = said;
  const fields = { ...frame, date: more.date, by, kind, envelope: more.envelope, ...rest } as const;
  const text = signAct(fields, { name: by, seed: seed(by) });
  await toys.act(id, text, { name: by, key: publicKey(seed(by)) });
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "granted",
    (error: unknown) => (error instanceof Refused ? error.code : String(error)),
  );

/** What an outsider finds who has the thread and the rules and nothing else. */
function heard(thread: OpenThread): readonly string[] {
  const entries = thread.entries.map(({ text }) => readToy(JSON.parse(text.slice(0, text.indexOf("\n")))));
  const events = thread.entries.map(({ text, salt }) => ({ event: text, salt: fromBase64(salt) }));
  expect(toHex(chain(events).at(-1) ?? new Uint8Array())).toBe(thread.head);
  const witness = { policy, calendar, membersAt: () => people, awayOn: () => true, struck: [] };
  return listen(toyKind, entries, { ...witness, claimed: thread.owed, now: host.now() }).map(({ code }) => code);
}

test("what begins has an owner, an act and a date, and everybody can check it", async () => {
  const id = await begun();
  const thread = await read(id);
  expect(thread.owed).toMatchObject({ act: "answer", role: "answering" });
  expect(thread.rules).toEqual(host.rules.textsOf(named));
  expect(heard(thread)).toEqual([]);
  expect(await owedBy(thread.owed?.owner ?? "")).toMatchObject([{ feature: "toy", matter: id, act: "answer" }]);
  expect(thread.promises).toHaveLength(1);
  await host.sealed();
  expect((await read(id)).proofs).toHaveLength(1);
});

test("a date that passes moves it on, nobody pressing anything, and says who missed it", async () => {
  const id = await begun();
  const first = (await read(id)).owed?.owner;
  await host.pass(8 * DAY);
  const thread = await read(id);
  expect(thread.owed?.owner).not.toBe(first);
  expect(thread.entries.map(({ text }) => text).join("")).toContain(`"kind":"missed"`);
  expect(heard(thread)).toEqual([]);
  expect(await owedBy(first ?? "")).toEqual([]);
});

test("an act of its owner is taken once, stays, and ends it; one of anybody else is refused", async () => {
  const id = await begun();
  const owner = (await read(id)).owed?.owner ?? "";
  const other = people.find((one) => one.id !== owner)?.id ?? "";
  expect(await codeOf(act(id, other, { kind: "answer", text: "Yes." }))).toBe("toy/not-yours");
  await act(id, owner, { kind: "hand-over", to: other });
  expect((await read(id)).owed?.owner).toBe(other);
  expect(await codeOf(act(id, owner, { kind: "answer", text: "Yes." }))).toBe("toy/not-yours");
  await act(id, other, { kind: "answer", text: "From January on." });
  const thread = await read(id);
  expect(thread.owed).toBeNull();
  expect(thread.entries.map(({ text }) => text).join("")).toContain("From January on.");
  expect(heard(thread)).toEqual([]);
  expect(told.filter((one) => one === id)).toHaveLength(2);
  expect(await codeOf(act(id, other, { kind: "answer", text: "No." }))).toBe("toy/closed");
  // Its date is gone with it.
  expect(await host.pass(30 * DAY)).toBeGreaterThanOrEqual(0);
  expect((await read(id)).entries).toHaveLength(thread.entries.length);
});

test("of two acts at once one is taken, and the other is told that something happened meanwhile", async () => {
  const id = await begun();
  const owner = (await read(id)).owed?.owner ?? "";
  const both = await Promise.all([
    codeOf(act(id, owner, { kind: "answer", text: "One." })),
    codeOf(act(id, owner, { kind: "answer", text: "Two." })),
  ]);
  expect(both.toSorted()).toEqual(["granted", "toy/stale-head"]);
});

test("what its author has not signed, or belongs elsewhere, is refused and leaves nothing", async () => {
  const id = await begun();
  const owner = (await read(id)).owed?.owner ?? "";
  const fields = {
    ...{ niuniu: "act v1" as const, case: id, number: 3, previous: NO_HEAD, date: dayOf(host.now(), calendar) },
    ...{ by: owner, kind: "answer", envelope: null, text: "Yes." },
  } as const;
  const text = signAct(fields, { name: owner, seed: seed(owner) });
  const author = { name: owner, key: publicKey(seed(owner)) };
  expect(await codeOf(toys.act(id, text, author))).toBe("toy/stale-head");
  expect(await codeOf(toys.act(id, text.replace("Yes.", "No."), author))).toBe("matter/malformed-act");
  expect(await codeOf(toys.act("0000000000000000", text, author))).toBe("matter/unknown");
  expect((await read(id)).entries).toHaveLength(2);
  const gone = await host.inject({
    method: "POST",
    url: "/matter/thread",
    payload: { feature: "toy", matter: "0000000000000000" },
  });
  expect(gone.statusCode).toBe(404);
});

test("what happened outside is said of one that has begun, once its dates are acted on; or nothing is", async () => {
  const id = await begun();
  const before = await read(id);
  await toys.hear(id, () => null);
  expect((await read(id)).entries).toEqual(before.entries);
  expect(await codeOf(toys.hear("0000000000000000", () => null))).toBe("matter/unknown");
  host.setNow(host.now() + 8 * DAY);
  let seen = 0;
  await toys.hear(id, ({ entries }) => {
    seen = entries;
    return null;
  });
  // The date that had passed was acted on first.
  expect(seen).toBe(before.entries.length + 2);
  expect((await toys.read([id, "0000000000000000"])).map((row) => [row.id, row.state.entries])).toEqual([[id, seen]]);
  expect(await toys.read([])).toEqual([]);
});

test("a transaction that fails begins nothing: no matter, no date, no place in the record", async () => {
  const failed = host.transaction(async (tx) => {
    await toys.begin(tx, asked);
    throw new Error("somebody else's fault");
  });
  await expect(failed).rejects.toThrow("somebody else's fault");
  for (const { id } of people) expect(await owedBy(id)).toEqual([]);
  expect(await toys.moveLeft()).toBe(0);
});

test("who is away or gone does not keep it", async () => {
  const id = await begun();
  const first = (await read(id)).owed?.owner ?? "";
  absent = [first];
  expect(await toys.moveLeft()).toBe(1);
  const second = (await read(id)).owed?.owner ?? "";
  expect(second).not.toBe(first);
  active = people.filter((one) => one.id === first);
  absent = [];
  expect(await toys.moveLeft()).toBe(1);
  expect((await read(id)).owed?.owner).toBe(first);
});

test("one that cannot move holds up no other", async () => {
  const ids = [await begun(), await begun()].toSorted();
  const [broken = "", sound = ""] = ids;
  const owners = await Promise.all(ids.map(async (id) => (await read(id)).owed?.owner ?? ""));
  await sql`update matter_open set state = state - 'obligation' where id = ${broken}`.execute(host.db);
  absent = [...new Set(owners)];
  if (absent.length === people.length) throw new Error("nobody is left to take over");
  await expect(toys.moveLeft()).rejects.toThrow();
  expect(absent).not.toContain((await read(sound)).owed?.owner);
});

test("the doctor finds an open matter whose chain was altered, cut or lengthened, and no other", async () => {
  const [sound, id] = [await begun(), await begun()];
  const problems = async (): Promise<readonly string[]> => {
    const found: string[] = [];
    for await (const { table, key, what } of checkOpen(host.db)) found.push(`${table} ${key} ${what}`);
    return found;
  };
  expect(sound).not.toBe(id);
  expect(await problems()).toEqual([]);
  await sql`update matter_entry set text = replace(text, 'night', 'day') where id = ${id}`.execute(host.db);
  expect(await problems()).toEqual([`matter_entry toy ${id} chain`]);
  await sql`update matter_entry set text = replace(text, 'the day', 'the night') where id = ${id}`.execute(host.db);
  expect(await problems()).toEqual([]);
  await sql`delete from matter_entry where id = ${id} and number = 2`.execute(host.db);
  expect(await problems()).toEqual([`matter_entry toy ${id} count`, `matter_entry toy ${id} chain`]);
  await sql`delete from matter_open where id = ${id}`.execute(host.db);
  expect(await problems()).toEqual([`matter_entry toy ${id} count`]);
});
