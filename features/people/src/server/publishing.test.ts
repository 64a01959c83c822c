import { proposalHash, signAbsence, signVote, writeProposal, writeResolution, type Proposal } from "@niuniu/committee";
import { RESTORED } from "@niuniu/host";
import { testDatabase, testHost, type TestDatabase } from "@niuniu/host/testing";
import { publicKey } from "@niuniu/note";
import { checkPublic, readPublic, writeWitness } from "@niuniu/record";
import { checkChain, propose as proposeText, type Change, type Roster } from "@niuniu/roster";
import { countedRandom, sampleRoster } from "@niuniu/roster/testing";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import * as routes from "../routes.ts";
import { textHash } from "../rules.ts";
import { people } from "./index.ts";
import { peopleTables } from "./tables.ts";
import { ask, countersignAs, found, gather, inviteAs, newLine, signedBy, type Line, type Person } from "./testing.ts";

let database: TestDatabase;
let lines: Pick<Line, "close">[] = [];
beforeAll(async () => {
  database = await testDatabase();
});
afterEach(async () => {
  for (const each of lines) await each.close();
  lines = [];
});
afterAll(() => database.close());

type Published = Pick<Line, "host">;

/** What the record publishes, oldest first, each text with a good proof that it stands there. */
async function published({ host }: Published): Promise<readonly { readonly kind: string; readonly body: string }[]> {
  await host.sealed();
  const { entries } = await host.record.entries(-1, 100);
  return Promise.all(
    entries.map(async ({ index, text }) => {
      const entry = await host.record.entry(index);
      checkPublic(entry?.proof ?? "", text ?? "", host.record.log);
      const { kind, body } = readPublic(text ?? "");
      return { kind, body };
    }),
  );
}

const bodies = (all: readonly { readonly kind: string; readonly body: string }[], kind: string): readonly string[] =>
  all.filter((one) => one.kind === kind).map(({ body }) => body);

async function open(): Promise<{ readonly line: Line; readonly persons: readonly Person[] }> {
  const line = await newLine(database);
  lines.push(line);
  return { line, persons: await found(line) };
}

async function chain({ host }: Published): Promise<Roster> {
  return checkChain((await ask(host, routes.roster)).answer.statements);
}

async function propose(line: Line, person: Person | undefined, change: Partial<Change>) {
  if (person === undefined) throw new Error("no such person");
  const now = line.host.now();
  const day = new Date(now).toISOString().slice(0, 10);
  const text = proposeText(await chain(line), { date: day, effective: now, validUntil: "2027-01-01", ...change });
  return ask(line.host, routes.propose, { as: person.as, json: { note: signedBy(person, text) } });
}

const union = writeWitness({
  name: "union.example.net/witness",
  key: publicKey(new Uint8Array(32).fill(7)),
  url: null,
});

it("the founders' statement names the record, and stands in it exactly as it is served", async () => {
  const { line } = await open();
  const { statements, policy, calendar } = (await ask(line.host, routes.roster)).answer;
  expect((await chain(line)).first.log).toBe(line.host.record.log.vkey);
  const all = await published(line);
  expect(bodies(all, "roster")).toEqual(statements);
  expect([bodies(all, "policy"), bodies(all, "calendar")]).toEqual([[policy], [calendar]]);
  const hash = (await chain(line)).hashes[0] ?? "";
  expect(await line.host.record.statement("roster", hash)).not.toBeNull();
});

it("a statement enters the record when it takes force, and not while it waits for signatures", async () => {
  const { line, persons } = await open();
  const proposed = await propose(line, persons[0], { witnesses: [union] });
  expect(proposed.code).toBeNull();
  expect(bodies(await published(line), "roster")).toHaveLength(1);
  const [, second] = persons;
  if (second === undefined) throw new Error("no such person");
  expect((await countersignAs(line.host, second)).answer.inForce).toBe(true);
  const { newest } = await chain(line);
  expect([newest.witnesses, newest.log]).toEqual([[union], line.host.record.log.vkey]);
  const { statements } = (await ask(line.host, routes.roster)).answer;
  expect(bodies(await published(line), "roster").toSorted()).toEqual([...statements].toSorted());
});

it("no statement takes force while the record stands still; the signature before the last is taken all the same", async () => {
  const { line, persons } = await open();
  const { host } = line;
  await host.sealed();
  await host.record.freeze(RESTORED);
  expect((await propose(line, persons[0], { witnesses: [union] })).code).toBeNull();
  const [, second] = persons;
  if (second === undefined) throw new Error("no such person");
  expect(await countersignAs(host, second)).toMatchObject({ status: 409, code: "host/record-stopped" });
  expect((await chain(line)).newest.witnesses).toEqual([]);
  const { drafts } = (await ask(host, routes.committee, { as: second.as })).answer;
  expect(drafts.map(({ signed }) => signed)).toEqual([["lin-wei"]]);
  expect(await host.record.thaw()).toBe(true);
  expect((await countersignAs(host, second)).answer.inForce).toBe(true);
  expect(bodies(await published(line), "roster")).toHaveLength(2);
});

it("founding waits until the record goes on, and who is invited or away need not", async () => {
  const line = await newLine(database);
  lines.push(line);
  await line.host.sealed();
  await line.host.record.freeze(RESTORED);
  const codes: (string | null)[] = [];
  for (const founder of await gather(line)) codes.push((await countersignAs(line.host, founder)).code);
  expect(codes).toEqual([null, null, "host/record-stopped"]);
  expect((await ask(line.host, routes.roster)).answer.statements).toEqual([]);
  const opened = await open();
  const [one, , other] = opened.persons;
  if (one === undefined || other === undefined) throw new Error("no such persons");
  await opened.line.host.record.freeze(RESTORED);
  await inviteAs(opened.line.host, one, { id: "he-jing", name: "He Jing", role: "Clerk", side: "employees", unit: "" });
  const day = new Date(opened.line.host.now()).toISOString().slice(0, 10);
  const note = signAbsence({ by: other.id, from: day, until: day }, other.seed);
  expect((await ask(opened.line.host, routes.absence, { as: other.as, json: { notes: [note] } })).code).toBeNull();
});

it("a desk is told which record this server keeps", async () => {
  const { line, persons } = await open();
  const { answer } = await ask(line.host, routes.committee, { as: persons[0]?.as ?? "" });
  expect(answer.log).toBe(line.host.record.log.vkey);
});

it("a house older than the record has its statements, policy and calendar published at the start, once", async () => {
  const host = await testHost(database, { migrations: [people] });
  lines.push(host);
  const texts = { policy: '{"niuniu":"policy v2"}\n', calendar: host.rules.own().texts.calendar };
  const hashes = { policy: textHash(texts.policy), calendar: textHash(texts.calendar) };
  const { notes } = sampleRoster(countedRandom("older"), host.now() - 86_400_000, undefined, hashes);
  const [note = ""] = notes;
  await peopleTables(host.db).insertInto("people_statements").values({ number: 1, note }).execute();
  const text = { hash: hashes.policy, text: texts.policy };
  await host.db.insertInto("host_text").values(text).execute();
  await people.mount(host, undefined);
  const own = host.rules.own().texts;
  const all = await published({ host });
  expect(bodies(all, "roster")).toEqual([note]);
  expect(bodies(all, "policy").toSorted()).toEqual([texts.policy, own.policy]);
  expect(bodies(all, "calendar")).toEqual([texts.calendar]);
});

it("a record that begins anew holds what was resolved, with every vote, so that no change of the rules looks unresolved", async () => {
  const host = await testHost(database, { migrations: [people] });
  lines.push(host);
  const now = host.now() - 86_400_000;
  const { hashes, texts } = host.rules.own();
  const { notes, seeds, roster } = sampleRoster(countedRandom("anew"), now, undefined, hashes);
  const date = new Date(host.now()).toISOString().slice(0, 10);
  const proposal: Proposal = { statement: roster.hashes[0] ?? "", date, kind: "policy", text: hashes.policy };
  const resolution = proposalHash(proposal);
  const votes = ["jian-su", "wen-jing"].map((by) => {
    const note = signVote({ resolution, by, says: "for", reason: "" }, seeds.get(by) ?? new Uint8Array(32));
    return { resolution, member: by, note };
  });
  const tables = peopleTables(host.db);
  await tables
    .insertInto("people_statements")
    .values({ number: 1, note: notes[0] ?? "" })
    .execute();
  const row = { hash: resolution, proposal: writeProposal(proposal), proposer: "jian-su", text: null };
  const dates = { ends: new Date(host.now()), adopted: date, published: date };
  await tables
    .insertInto("people_resolutions")
    .values({ ...row, ...dates })
    .execute();
  await tables.insertInto("people_votes").values(votes).execute();
  await people.mount(host, undefined);
  const all = await published({ host });
  const body = writeResolution(
    proposal,
    votes.map(({ note }) => note),
  );
  expect(bodies(all, "people/resolution")).toEqual([body]);
  expect(bodies(all, "policy")).toEqual([texts.policy]);
});
