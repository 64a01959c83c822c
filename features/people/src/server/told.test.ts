import { proposalHash, signVote, writeProposal } from "@niuniu/committee";
import { testDatabase, type TestDatabase } from "@niuniu/host/testing";
import { checkChain, propose as proposeText, type Change } from "@niuniu/roster";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as routes from "../routes.ts";
import { textHash } from "../rules.ts";
import {
  ask,
  countersignAs,
  draftText,
  found,
  inviteAs,
  join,
  newLine,
  signedBy,
  type Line,
  type Person,
} from "./testing.ts";

const [HOUR, DAY] = [3_600_000, 86_400_000];
const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 10);

let database: TestDatabase;
let line: Line;
let people: readonly [Person, Person, Person];
let told: string[];
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  line = await newLine(database);
  people = (await found(line)) as unknown as typeof people;
  told = [];
  line.host.notices.deliver(({ person, urgent }) => {
    told.push(urgent ? `${person}, at once` : person);
    return Promise.resolve({ kind: "sent" });
  });
});
afterEach(() => line.close());
afterAll(() => database.close());

/** Who is told while so long passes. */
async function within(milliseconds: number): Promise<readonly string[]> {
  told = [];
  const step = milliseconds > DAY ? 4 * HOUR : HOUR;
  for (let passed = 0; passed < milliseconds; passed += step) {
    await line.host.pass(Math.min(step, milliseconds - passed));
    await line.host.post();
  }
  return told.toSorted();
}
const planned = async (): Promise<readonly string[]> =>
  (await line.host.db.selectFrom("host_notice").select("about").execute()).map(({ about }) => about);
const signedIn = async (person: Person): Promise<Person> => {
  const json = { member: person.id, password: person.password };
  return { ...person, as: `Bearer ${(await ask(line.host, routes.signIn, { json })).answer.token}` };
};

async function chain() {
  return checkChain((await ask(line.host, routes.roster)).answer.statements);
}
async function proposed(person: Person, change: Partial<Change> = {}): Promise<routes.Draft> {
  const now = line.host.now();
  const text = proposeText(await chain(), { date: dayOf(now), effective: now, validUntil: "2027-01-01", ...change });
  const json = { note: signedBy(person, text) };
  return (await ask(line.host, routes.propose, { as: person.as, json })).answer;
}
async function resolved(person: Person): Promise<string> {
  const roster = await chain();
  const calendar = '{"offset":"+08:00","weekend":[0,6],"holidays":[],"closes":"17:00"}\n';
  const proposal = {
    ...{ statement: roster.hashes[0] ?? "", date: dayOf(line.host.now()), kind: "calendar" },
    text: textHash(calendar),
  };
  const name = proposalHash(proposal);
  const vote = signVote({ resolution: name, by: person.id, says: "for", reason: "" }, person.seed);
  const json = { proposal: writeProposal(proposal), text: calendar, vote };
  expect((await ask(line.host, routes.proposeResolution, { as: person.as, json })).code).toBeNull();
  return name;
}

describe("whoever is asked by the committee hears of it", () => {
  it("a statement that waits for a signature: once it is proposed, and once more before it lapses", async () => {
    const [lin, zhou, su] = people;
    await proposed(lin);
    expect(await within(5 * HOUR)).toEqual([su.id, zhou.id].toSorted());
    // It lapses after a day: no reminder of the policy lies before that.
    expect(await within(7 * HOUR)).toEqual([]);
    expect(await within(5 * HOUR)).toEqual([su.id, zhou.id].toSorted());
    expect(await within(7 * HOUR)).toEqual([]);
    expect(await planned()).toEqual([]);
  });

  it("and no more once they have signed, it is taken back, or it is in force", async () => {
    const [lin, zhou, su] = people;
    const draft = await proposed(lin);
    expect((await planned()).length).toBe(2);
    const hash = textHash(draftText(draft.note));
    expect((await ask(line.host, routes.withdraw, { as: lin.as, json: { draft: hash } })).code).toBeNull();
    expect(await planned()).toEqual([]);
    await proposed(zhou);
    await countersignAs(line.host, su, zhou.id);
    expect(await planned()).toEqual([expect.stringMatching(new RegExp(`^people/signature/[0-9a-f]{64}/${lin.id}$`))]);
    await countersignAs(line.host, lin, zhou.id);
    expect(await planned()).toEqual([]);
  });

  it("a resolution that waits for a vote: when it is proposed, and three days and one day before voting ends", async () => {
    const [lin, zhou, su] = people;
    await resolved(lin);
    expect(await within(5 * HOUR)).toEqual([su.id, zhou.id].toSorted());
    expect(await within(10 * DAY)).toEqual([]);
    expect(await within(DAY + 5 * HOUR)).toEqual([su.id, zhou.id].toSorted());
    const { as } = await signedIn(zhou);
    const { open } = (await ask(line.host, routes.resolutions, { as })).answer;
    const name = textHash(open[0]?.proposal ?? "");
    const vote = signVote({ resolution: name, by: zhou.id, says: "against", reason: "Too early" }, zhou.seed);
    expect((await ask(line.host, routes.vote, { as, json: { resolution: name, vote } })).code).toBeNull();
    expect(await within(2 * DAY)).toEqual([su.id]);
    expect(await within(DAY)).toEqual([]);
    expect(await planned()).toEqual([]);
  });

  it("somebody who was invited and has made keys waits to be named: whoever invited them is told", async () => {
    const [lin, zhou] = people;
    const { link, code } = await inviteAs(line.host, lin, { id: "he-min" });
    expect([code, await within(5 * HOUR)]).toEqual([null, []]);
    await join(line.host, "he-min", link);
    expect(await within(5 * HOUR)).toEqual([lin.id]);
    expect(await planned()).toEqual([`people/joined/he-min/${lin.id}`]);
    // Once a statement names them, nobody is reminded of it any more.
    const [proposer, other] = [await signedIn(lin), await signedIn(zhou)];
    const [newcomer] = (await ask(line.host, routes.committee, { as: proposer.as })).answer.newcomers;
    if (newcomer === undefined) throw new Error("nobody waits to be named");
    const { id, name, role, side, unit, recipient, key, self } = newcomer;
    const members = [...(await chain()).newest.members, { id, name, role, side, unit, recipient, key, self }];
    await proposed(proposer, { members });
    expect((await countersignAs(line.host, other)).code).toBeNull();
    expect(await planned()).toEqual([]);
  });
});
