import { testDatabase, type TestDatabase } from "@niuniu/host/testing";
import { proposalHash, writeProposal } from "@niuniu/committee";
import { checkChain, propose as proposeText } from "@niuniu/roster";
import { area, bearer } from "@niuniu/wire";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import * as routes from "../routes.ts";
import { peopleTables } from "./tables.ts";
import { asksChanged } from "../moments.ts";
import { textHash } from "../rules.ts";
import { ask, countersignAs, found, newLine, signedBy, type Line, type Person } from "./testing.ts";

let database: TestDatabase;
let line: Line;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  line = await newLine(database);
});
afterEach(() => line.close());
afterAll(() => database.close());

const [HOUR, DAY] = [3_600_000, 86_400_000];
const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 10);

/** Somebody proposes to renew the statement as it is. */
async function proposed(person: Person): Promise<routes.Draft> {
  const { host } = line;
  const chain = checkChain((await ask(host, routes.roster)).answer.statements);
  const text = proposeText(chain, { date: dayOf(host.now()), effective: host.now(), validUntil: "2027-01-01" });
  return (await ask(host, routes.propose, { as: person.as, json: { note: signedBy(person, text) } })).answer;
}

it("a change waits for the signatures of those who sign it, by a number beside their committee, until it lapses", async () => {
  const { host } = line;
  const [lin, zhou, su] = (await found(line)) as unknown as [Person, Person, Person];
  const asked = async ({ as }: { readonly as: string }): Promise<readonly unknown[]> => {
    const { answer } = await ask(host, area.counts, { as });
    return [answer["people/signatures"], answer["people/owed"]];
  };
  expect(await asked(zhou)).toEqual([0, 0]);
  const now = host.now();
  expect((await proposed(lin)).ends).toBe(now + DAY);
  expect([await asked(lin), await asked(zhou), await asked(su)]).toEqual([
    [0, 0],
    [1, 1],
    [1, 1],
  ]);
  host.setNow(now + DAY);
  const { answer } = await ask(host, routes.signIn, { json: { member: zhou.id, password: zhou.password } });
  expect(await asked({ as: bearer(answer.token) })).toEqual([0, 0]);
});

it("others learn what waits, by a name that nobody guesses, and who has signed; and that it is adopted", async () => {
  const { host, people } = line;
  const [lin, zhou] = (await found(line)) as unknown as [Person, Person];
  let told = 0;
  host.on(asksChanged, () => Promise.resolve(void (told += 1)));
  const { note, ends } = await proposed(lin);
  const [first = ""] = /^— .*\n/gmu.exec(note) ?? [];
  const name = textHash(first);
  expect(await people.asked()).toMatchObject({ asking: [{ name, ends, signed: [lin.id] }] });
  expect(told).toBe(1);
  await countersignAs(host, zhou);
  // Two of three are enough.
  expect((await people.asked()).asking).toEqual([]);
  expect((await people.asked()).adopted).toContain(name);
  expect(told).toBe(2);
});

it("what has lapsed is removed within the hour, whoever proposes next: a resolution nobody adopted, and a statement", async () => {
  const { host } = line;
  const [lin] = (await found(line)) as unknown as [Person];
  await proposed(lin);
  const statement = checkChain((await ask(host, routes.roster)).answer.statements).hashes[0] ?? "";
  const proposal = { statement, date: dayOf(host.now()), kind: "policy", text: "a".repeat(64) };
  const row = { hash: proposalHash(proposal), proposal: writeProposal(proposal), proposer: lin.id, text: "{}" };
  const tables = peopleTables(host.db);
  await tables
    .insertInto("people_resolutions")
    .values({ ...row, ends: new Date(host.now() + 14 * DAY), adopted: null, published: null })
    .execute();
  const left = async (): Promise<readonly number[]> => {
    const all = await Promise.all([
      tables.selectFrom("people_resolutions").select("hash").execute(),
      tables.selectFrom("people_drafts").select("hash").execute(),
    ]);
    return all.map(({ length }) => length);
  };
  await host.pass(DAY - HOUR);
  expect(await left()).toEqual([1, 1]);
  await host.pass(2 * HOUR);
  expect(await left()).toEqual([1, 0]);
  await host.pass(13 * DAY);
  expect(await left()).toEqual([0, 0]);
});
