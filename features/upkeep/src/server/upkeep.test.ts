import { signAlarm, signAnswered, type Alarm } from "@niuniu/committee";
import { sha256Hex } from "@niuniu/host";
import { testDatabase, testHost, type TestDatabase, type TestHost } from "@niuniu/host/testing";
import { matter } from "@niuniu/matter/server";
import { COSIGNATURE, verifierOf, writeKey } from "@niuniu/note";
import { wayFailing, wayMended } from "@niuniu/notices";
import { rosterChanged, asksChanged } from "@niuniu/people";
import { addDays } from "@niuniu/owe";
import { checkChain, countersign, propose, type Roster } from "@niuniu/roster";
import { countedRandom, sampleRoster, type SampleRoster } from "@niuniu/roster/testing";
import { signAct } from "@niuniu/seal";
import { bearer, readToken, Refused } from "@niuniu/wire";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Waiting } from "../facts.ts";
import type { UpkeepLine, UpkeepList } from "../routes.ts";
import type { UpkeepAct } from "../terms.ts";
import { figuresOf } from "./figures.ts";
import { upkeep } from "./index.ts";
import { rules } from "./matters.ts";

let database: TestDatabase;
let host: TestHost;
let sample: SampleRoster;
let roster: Roster | null;
let notes: readonly string[];
let asked: Pick<Waiting, "asking" | "adopted">;
let absent: readonly string[];
const TEXTS = "The first hours.";
let texts: string;
/** What others may ask of it. */
let kept: Awaited<ReturnType<typeof upkeep.mount>>;
let failing: readonly { readonly member: string; readonly since: string }[];

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  host = await testHost(database, { migrations: [matter, upkeep] });
  host.rules.bring("upkeep", rules);
  await host.rules.keep();
  const named = { ...host.rules.own().hashes, log: host.record.log.vkey, witnesses: [union, press, twin].map(lineOf) };
  sample = sampleRoster(countedRandom("upkeep"), host.now(), undefined, named);
  [roster, notes, asked, absent, failing] = [sample.roster, sample.notes, { asking: [], adopted: [] }, [], []];
  texts = TEXTS;
  host.authenticate("member", ({ authorization }) => {
    const member = readToken("Bearer", authorization)?.replace(/^token-/, "");
    if (member === undefined) throw new Refused("host/not-yours");
    return Promise.resolve({ member, session: "" });
  });
  await matter.mount(host, undefined);
  kept = await upkeep.mount(host, ports());
});
afterEach(async () => {
  expect(host.failures).toEqual([]);
  await host.close();
});
afterAll(() => database.close());

const ports = () => ({
  roster: () => Promise.resolve(roster),
  absent: () => Promise.resolve(absent),
  asked: () => Promise.resolve(asked),
  failing: () => Promise.resolve(failing),
  texts: () => texts,
});
const hashOf = (text: string): string => sha256Hex(Buffer.from(text));
const read = (day: string) => {
  const [medical, legal] = [
    { name: "Li Wen", profession: "doctor" },
    { name: null, profession: "lawyer" },
  ];
  return { texts: hashOf(TEXTS), day, medical, legal };
};
/** Which readings of the first hours are owed now. */
const open = async (): Promise<readonly string[]> =>
  (await lines()).flatMap(({ what, subject, owed }) => (what === "first-hours" && owed !== null ? [subject] : []));
const DAY = 86_400_000;
const union = { name: "union.example/w", seed: new Uint8Array(32).fill(7) };
const press = { name: "press.example", seed: new Uint8Array(32).fill(8) };
/** Called like another, to be taken for them. */
const twin = { name: union.name, seed: new Uint8Array(32).fill(10) };
const lineOf = (witness: typeof union): string => writeKey(verifierOf(witness), COSIGNATURE);
/** What this witness hands in: the matter that it begins, or the code of the refusal. */
async function raised(witness: typeof union, says: string, more: Partial<Alarm> = {}): Promise<string> {
  const alarm = { origin: host.record.log.name, date: today(), says, saw: [], ...more };
  return handedIn("/upkeep/alarm", { alarm: signAlarm(alarm, witness, Math.floor(host.now() / 1_000)) });
}
async function handedIn(url: string, payload: object): Promise<string> {
  const reply = await host.inject({ method: "POST", url, payload });
  const { code, matter: name } = reply.json<{ readonly code?: string; readonly matter?: string }>();
  return code ?? name ?? "taken";
}
const today = (): string => host.dayOf(host.now());

/** The round that looks, and what it said made durable. */
async function pass(days: number): Promise<void> {
  await host.pass(days * DAY);
  await host.idle();
}
async function lines(): Promise<readonly UpkeepLine[]> {
  const answer = await host.inject({ method: "GET", url: "/upkeep/list" });
  expect(answer.statusCode).toBe(200);
  return answer.json<UpkeepList>().lines;
}
const one = async (what: UpkeepLine["what"]): Promise<UpkeepLine> => {
  const found = (await lines()).find((line) => line.what === what);
  if (found === undefined) throw new Error(`no ${what}`);
  return found;
};

/** What this member signs of it, as their desk would; the code of the refusal, or "taken". */
async function act(
  line: UpkeepLine,
  by: string,
  said: Partial<UpkeepAct> & { readonly kind: string },
): Promise<string> {
  const thread = await host.inject({
    method: "POST",
    url: "/matter/thread",
    payload: { feature: "upkeep", matter: line.matter },
  });
  const { entries, head } = thread.json<{ readonly entries: readonly unknown[]; readonly head: string }>();
  const frame = { niuniu: "act v1", case: line.matter, number: entries.length + 1, previous: head } as const;
  const { kind, ...more } = said;
  const fields = { ...frame, by, kind, date: today(), envelope: null, ...more };
  const seed = sample.seeds.get(by) ?? new Uint8Array(32);
  const reply = await host.inject({
    method: "POST",
    url: "/upkeep/act",
    headers: { authorization: bearer(`token-${by}`) },
    payload: { matter: line.matter, act: signAct(fields, { name: by, seed }) },
  });
  return reply.statusCode === 200 ? "taken" : reply.json<{ readonly code: string }>().code;
}

/** The committee signs the next statement. */
async function renewed(validUntil: string, witnesses = roster?.newest.witnesses ?? []): Promise<void> {
  if (roster === null) throw new Error("no roster");
  const draft = propose(roster, { date: today(), effective: host.now(), validUntil, witnesses });
  const signers = [...sample.seeds].map(([id, seed]) => ({ id, seed }));
  const before = roster;
  notes = [...notes, signers.reduce((text, signer) => countersign(before, text, signer), draft)];
  roster = checkChain(notes);
  await host.tell(rosterChanged, undefined);
}

describe("what the committee owes its house", () => {
  it("is nothing before there is a committee, and nothing on its first day", async () => {
    expect(await lines()).toEqual([]);
    roster = null;
    await pass(400);
    expect(await lines()).toEqual([]);
  });

  it("begins by itself, has one owner and one date, and stands in what that member owes", async () => {
    await pass(340);
    const line = await one("statement");
    expect(line).toMatchObject({ subject: sample.roster.newest.validUntil, misses: 0, end: null });
    const owner = line.owed?.owner ?? "";
    const headers = { authorization: bearer(`token-${owner}`) };
    const owed = (await host.inject({ method: "GET", url: "/matter/owed", headers })).json<readonly unknown[]>();
    expect(owed).toContainEqual(expect.objectContaining({ feature: "upkeep", matter: line.matter, act: "do" }));
    expect((await host.counts.of(owner))["matter/owed"]).toBe(owed.length);
  });

  it("is begun once, whoever looks how often, and by two processes at once", async () => {
    await pass(340);
    const before = await lines();
    await Promise.all([host.tell(asksChanged, undefined), host.tell(asksChanged, undefined), pass(0.1)]);
    expect((await lines()).map(({ matter: name }) => name).toSorted()).toEqual(
      before.map(({ matter: name }) => name).toSorted(),
    );
  });

  it("moves to the next where its date passes, is counted, and ends once the statement is renewed", async () => {
    await pass(340);
    const first = await one("statement");
    await pass(22);
    const late = await one("statement");
    expect(late.misses).toBeGreaterThan(0);
    expect(late.owed?.owner).not.toBe(first.owed?.owner);
    await renewed("2027-12-31");
    expect(await one("statement")).toMatchObject({ owed: null, end: "renewed", misses: late.misses });
    const figures = await host.transaction((tx) => figuresOf(tx));
    expect(figures["statement"]).toEqual({ open: 0, over: 1, missed: late.misses });
  });

  it("that is said to be done is confirmed by another side before it is over", async () => {
    await pass(30);
    const line = await one("restore");
    const keeper = line.owed?.owner ?? "";
    const other = [...sample.seeds.keys()].find((id) => id !== keeper) ?? "";
    expect(await act(line, other, { kind: "done", text: "Put back." })).toBe("upkeep/not-yours");
    expect(await act(line, keeper, { kind: "done", text: "" })).toBe("upkeep/malformed-act");
    expect(await act(line, keeper, { kind: "done", text: "Put back: 4,312 rows in 12 minutes." })).toBe("taken");
    expect(await act(line, keeper, { kind: "confirm" })).toBe("upkeep/not-yours");
    const asks = await one("restore");
    const sides = new Map(sample.roster.newest.members.map(({ id, side }) => [id, side]));
    expect(sides.get(asks.owed?.owner ?? "")).not.toBe(sides.get(keeper));
    expect(await act(asks, asks.owed?.owner ?? "", { kind: "confirm" })).toBe("taken");
    expect(await one("restore")).toMatchObject({ owed: null, end: "confirmed", misses: 0 });
    // The next comes when its time has come, and not before.
    await pass(100);
    expect((await lines()).filter(({ what }) => what === "restore")).toHaveLength(1);
    await pass(80);
    expect((await lines()).filter(({ what }) => what === "restore")).toHaveLength(2);
  });

  it("goes on being one while it is open, however many of its turns pass", async () => {
    await pass(30);
    await pass(200);
    await pass(200);
    const restores = (await lines()).filter(({ what }) => what === "restore");
    expect(restores).toHaveLength(1);
    expect(restores[0]?.misses).toBeGreaterThan(1);
  });

  it("asks for signatures in turn, each of whom has not signed, and ends with what was asked", async () => {
    const name = "a".repeat(64);
    const ask = async (signed: readonly string[]): Promise<void> => {
      asked = { asking: [{ name, ends: host.now() + 10 * DAY, signed }], adopted: [] };
      await host.tell(asksChanged, undefined);
    };
    await ask(["wen-jing"]);
    const first = await one("countersign");
    const owner = first.owed?.owner ?? "";
    expect(owner).not.toBe("wen-jing");
    // Who has to sign is asked in person by another list: it stands there with this date, and is counted there alone.
    const headers = { authorization: bearer(`token-${owner}`) };
    const rows = (await host.inject({ method: "GET", url: "/matter/owed", headers })).json<readonly unknown[]>();
    expect(rows).toContainEqual(expect.objectContaining({ matter: first.matter, about: name }));
    expect((await host.counts.of(owner))["matter/owed"]).toBe(rows.length - 1);
    await ask(["wen-jing", first.owed?.owner ?? ""]);
    const second = await one("countersign");
    expect(["wen-jing", first.owed?.owner]).not.toContain(second.owed?.owner);
    expect(second.owed?.due).toBe(first.owed?.due);
    asked = { asking: [], adopted: [name] };
    await host.tell(asksChanged, undefined);
    expect(await one("countersign")).toMatchObject({ owed: null, end: "adopted" });
  });

  it("says that somebody cannot be told, never who, and is over once they can", async () => {
    failing = [{ member: "wen-jing", since: today() }];
    await host.tell(wayFailing, { member: "wen-jing", since: today() });
    const line = await one("way");
    expect(line.subject).not.toContain("wen");
    expect(await act(line, line.owed?.owner ?? "", { kind: "done", text: "Done." })).toBe("upkeep/ends-by-itself");
    failing = [];
    await host.tell(wayMended, "wen-jing");
    expect(await one("way")).toMatchObject({ owed: null, end: "mended" });
  });

  it("answers a witness: what they say stands there in public, is owed, and the same word twice begins one", async () => {
    const name = await raised(union, "Two records of one length.");
    const line = await one("alarm");
    expect(line).toMatchObject({ matter: name, end: null, misses: 0 });
    expect(await raised(union, "Two records of one length.")).toBe(name);
    const thread = { method: "POST", url: "/matter/thread", payload: { feature: "upkeep", matter: name } } as const;
    const { entries } = (await host.inject(thread)).json<{ readonly entries: readonly { readonly text: string }[] }>();
    expect(entries[0]?.text).toContain("Two records of one length.");
    const keeper = line.owed?.owner ?? "";
    expect(await act(line, keeper, { kind: "done", text: "One was of a copy." })).toBe("taken");
    const asks = await one("alarm");
    expect(await act(asks, asks.owed?.owner ?? "", { kind: "confirm" })).toBe("taken");
    expect(await one("alarm")).toMatchObject({ owed: null, end: "confirmed" });
  });

  it("is over by the word of the witness whose alarm it is, and of nobody else", async () => {
    const matterName = await raised(union, "It does not fit.");
    const word = (witness: typeof union, alarm: string): Promise<string> =>
      handedIn("/upkeep/answered", { matter: matterName, word: signAnswered({ alarm, date: today() }, witness, 1) });
    const { subject } = await one("alarm");
    expect(await word(press, subject)).toBe("upkeep/no-witness");
    expect(await word(union, "b".repeat(64))).toBe("upkeep/no-witness");
    expect(await word(union, subject)).toBe("taken");
    expect(await one("alarm")).toMatchObject({ owed: null, end: "answered" });
    expect(await word(union, subject)).toBe("taken");
  });

  it("that a doctor and a lawyer read the first hours is said of the texts that are served, confirmed, and holds for a year", async () => {
    expect((await lines()).map(({ what }) => what)).not.toContain("first-hours");
    await pass(15);
    const line = await one("first-hours");
    expect(line).toMatchObject({ subject: `${hashOf(TEXTS)} 1`, reviewed: null });
    const keeper = line.owed?.owner ?? "";
    const done = (more: object = {}) => ({
      kind: "done" as const,
      text: "Nothing.",
      reviewed: { ...read(today()), ...more },
    });
    expect(await act(line, keeper, { kind: "done", text: "Read." })).toBe("upkeep/who-read-it");
    expect(await act(line, keeper, done({ texts: hashOf("Others.") }))).toBe("upkeep/other-texts");
    expect(await act(line, keeper, done({ day: "2031-01-01" }))).toBe("upkeep/when-read");
    expect(await act(line, keeper, done())).toBe("taken");
    expect(await kept.reviewed()).toBeNull();
    const asks = await one("first-hours");
    expect(await act(asks, asks.owed?.owner ?? "", { kind: "confirm" })).toBe("taken");
    const reviewed = read(today());
    expect(await one("first-hours")).toMatchObject({ owed: null, end: "confirmed", reviewed });
    expect(await kept.reviewed()).toEqual({ ...reviewed, until: addDays(today(), 365) });
    await pass(330);
    expect((await lines()).filter(({ what }) => what === "first-hours")).toHaveLength(1);
    await pass(10);
    expect(await open()).toEqual([`${hashOf(TEXTS)} 2`]);
  });

  it("texts that an update changed are to be read anew, and nobody is said to have read them", async () => {
    await pass(15);
    const line = await one("first-hours");
    expect(await act(line, line.owed?.owner ?? "", { kind: "done", text: "Nothing.", reviewed: read(today()) })).toBe(
      "taken",
    );
    const asks = await one("first-hours");
    expect(await act(asks, asks.owed?.owner ?? "", { kind: "confirm" })).toBe("taken");
    expect(await open()).toEqual([]);
    texts = "Other first hours.";
    await pass(0.1);
    expect(await kept.reviewed()).toBeNull();
    expect(await open()).toEqual([`${hashOf("Other first hours.")} 2`]);
    texts = TEXTS;
    await pass(0.1);
    expect(await kept.reviewed()).toMatchObject({ texts: hashOf(TEXTS) });
    // What is open goes on: to change a text back ends nothing.
    expect(await open()).toEqual([`${hashOf("Other first hours.")} 2`]);
  });

  it("hears witnesses alone, each of one thing at a time and of ten a month, also a month after they are named no more", async () => {
    const stranger = { name: "stranger.example", seed: new Uint8Array(32).fill(9) };
    expect(await raised(stranger, "Listen to me.")).toBe("upkeep/no-witness");
    expect(await raised(union, "Elsewhere.", { origin: "elsewhere.example/record" })).toBe("upkeep/other-record");
    expect(await raised(union, "Long ago.", { date: "2025-01-01" })).toBe("upkeep/wrong-date");
    for (let turn = 1; turn <= 10; turn++) {
      const matterName = await raised(union, `The ${turn}.`);
      expect(await raised(union, "And another.")).toBe("upkeep/alarm-open");
      const { subject } = (await lines()).find((line) => line.matter === matterName) ?? { subject: "" };
      const word = signAnswered({ alarm: subject, date: today() }, union, 1);
      expect(await handedIn("/upkeep/answered", { matter: matterName, word })).toBe("taken");
    }
    expect(await raised(union, "The eleventh.")).toBe("upkeep/too-many-alarms");
    expect(await raised(press, "Mine.")).toMatch(/^[0-9A-Z]{16}$/);
    expect(await raised(twin, "Mine too.")).toMatch(/^[0-9A-Z]{16}$/);
    await renewed("2027-12-31", []);
    await pass(29);
    expect(await raised(union, "Still here.")).toBe("upkeep/too-many-alarms");
    await pass(2);
    expect(await raised(union, "Too late.")).toBe("upkeep/no-witness");
  });

  it("does not stay with whoever is away", async () => {
    await pass(30);
    const owner = (await one("restore")).owed?.owner ?? "";
    absent = [owner];
    await pass(0.1);
    expect((await one("restore")).owed?.owner).not.toBe(owner);
  });

  it("is taken from nobody's key but the newest of its owner", async () => {
    await pass(30);
    const line = await one("restore");
    const owner = line.owed?.owner ?? "";
    const stranger = [...sample.seeds.keys()].find((id) => id !== owner) ?? "";
    sample = { ...sample, seeds: new Map([...sample.seeds, [owner, sample.seeds.get(stranger) ?? new Uint8Array()]]) };
    expect(await act(line, owner, { kind: "done", text: "Put back." })).toBe("matter/malformed-act");
  });
});
