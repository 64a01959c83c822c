import { RESTORED, section } from "@niuniu/host";
import { testDatabase, type TestDatabase } from "@niuniu/host/testing";
import { checkResolution, proposalHash, signVote, writeProposal, type Proposal, type Vote } from "@niuniu/committee";
import { readPublic, checkPublic, writePublic } from "@niuniu/record";
import { checkChain, propose as proposeText, type Change, type Roster } from "@niuniu/roster";
import { policyOf } from "@niuniu/wire";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { resolutionRefusals } from "../resolution-refusals.ts";
import * as routes from "../routes.ts";
import { textHash } from "../rules.ts";
import { checkPeople } from "./check.ts";
import { peopleTables } from "./tables.ts";
import { ask, countersignAs, foundedLine, inviteAs, join, signedBy, type Line, type Person } from "./testing.ts";

let database: TestDatabase;
let line: Line;
/** Wen Jing, Luo Yan: employees; Jian Su: outside; He Ming, Tao Rui: employer. Three of five are a quorum. */
let [wen, luo, jian, he, tao] = [] as unknown as [Person, Person, Person, Person, Person];
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  const seat = (name: string, side: routes.Side): routes.Seat => ({ name, role: "Clerk", side, unit: "" });
  const also = (host: Line["host"]): void => {
    host.rules.bring("care", section({ days: 2 }, readCare, { unsaid: null, isNew: (care) => care.version !== 1 }));
  };
  const five = [seat("Wen Jing", "employees"), seat("Luo Yan", "employees"), seat("Jian Su", "outside")];
  const named = [...five, seat("He Ming", "employer"), seat("Tao Rui", "employer")];
  const founded = await foundedLine(database, { name: "with_care", named, also });
  ({ line } = founded);
  [wen, luo, jian, he, tao] = founded.persons as unknown as [Person, Person, Person, Person, Person];
});
afterEach(() => line.close());
afterAll(() => database.close());

const DAY = 86_400_000;
const slower = policyOf({ care: { days: 3 } });
const slowest = policyOf({ care: { days: 30 } });

function readCare(value: unknown): { readonly days: number; readonly version?: unknown } {
  const care = value as { readonly days?: unknown; readonly version?: unknown };
  if (typeof care.days !== "number") throw new Error("no days");
  return { days: care.days, version: care.version };
}

const chain = async (): Promise<Roster> => checkChain((await ask(line.host, routes.roster)).answer.statements);
const today = (): string => new Date(line.host.now()).toISOString().slice(0, 10);

async function proposalOf(text: string, change: Partial<Proposal> = {}): Promise<Proposal> {
  const statement = (await chain()).hashes.at(-1) ?? "";
  return { statement, date: today(), kind: "policy", text: textHash(text), ...change };
}

/** This person's signed vote, or one in their name under the key of somebody else. */
const voteOf = (
  person: Pick<Person, "id" | "seed">,
  proposal: Proposal,
  says: Vote["says"] = "for",
  reason = "",
): string => signVote({ resolution: proposalHash(proposal), by: person.id, says, reason }, person.seed);

/** Proposes a text as this person; what is said otherwise than it should be stands in `change` and `given`. */
async function propose(
  person: Person,
  text: string,
  { change = {}, vote }: { readonly change?: Partial<Proposal>; readonly vote?: string } = {},
) {
  const proposal = await proposalOf(text, change);
  const json = { proposal: writeProposal(proposal), text, vote: vote ?? voteOf(person, proposal) };
  return { ...(await ask(line.host, routes.proposeResolution, { as: person.as, json })), proposal };
}

const voteAs = (person: Person, proposal: Proposal, says: Vote["says"] = "for", reason = "") =>
  ask(line.host, routes.vote, {
    as: person.as,
    json: { resolution: proposalHash(proposal), vote: voteOf(person, proposal, says, reason) },
  });

const list = async () => (await ask(line.host, routes.resolutions, { as: wen.as })).answer;
const one = (proposal: Proposal) =>
  ask(line.host, { ...routes.resolution, path: `/people/resolution/${proposalHash(proposal)}` }, { as: wen.as });

/** What the record publishes of a kind, oldest first. */
async function published(kind: string): Promise<readonly string[]> {
  await line.host.sealed();
  const { entries } = await line.host.record.entries(-1, 100);
  return entries
    .map(({ text }) => readPublic(text ?? ""))
    .flatMap((entry) => (entry.kind === kind ? [entry.body] : []));
}

const storedText = async (text: string): Promise<boolean> =>
  (await line.host.rules.find([textHash(text)])).has(textHash(text));

async function statement(person: Person, change: Partial<Change>) {
  const now = line.host.now();
  const dates = { date: today(), effective: now, validUntil: new Date(now + 300 * DAY).toISOString().slice(0, 10) };
  const text = proposeText(await chain(), { ...dates, ...change });
  return ask(line.host, routes.propose, { as: person.as, json: { note: signedBy(person, text) } });
}

describe("a resolution", () => {
  it("is adopted with the quorum, published with everybody's word, and its text may then be put in force", async () => {
    const { proposal, code, answer } = await propose(wen, slower);
    expect([code, answer]).toEqual([null, { adopted: false }]);
    expect((await statement(wen, { policy: textHash(slower) })).code).toBe("people/unknown-policy");
    expect((await voteAs(he, proposal, "aside", "I asked for it.")).answer).toEqual({ adopted: false });
    expect((await voteAs(luo, proposal, "against", "三天太长。")).answer).toEqual({ adopted: false });
    expect((await voteAs(jian, proposal)).answer).toEqual({ adopted: false });
    expect([await published("people/resolution"), await storedText(slower)]).toEqual([[], false]);
    expect((await voteAs(tao, proposal)).answer).toEqual({ adopted: true });

    const [body = "", ...more] = await published("people/resolution");
    expect(more).toEqual([]);
    const { adopted, votes, silent } = checkResolution(await chain(), body);
    expect([adopted, silent]).toEqual([true, []]);
    expect(votes.map(({ by, says, reason }) => [by, says, reason])).toEqual([
      ["he-ming", "aside", "I asked for it."],
      ["jian-su", "for", ""],
      ["luo-yan", "against", "三天太长。"],
      ["tao-rui", "for", ""],
      ["wen-jing", "for", ""],
    ]);
    expect(await published("policy")).toContain(slower);
    const shown = (await one(proposal)).answer;
    expect(shown).toMatchObject({ by: "wen-jing", adopted: today(), text: slower });
    const entry = writePublic({ kind: "people/resolution", date: shown.published ?? "", body });
    checkPublic(shown.proof ?? "", entry, line.host.record.log);

    const waiting = (await ask(line.host, routes.committee, { as: wen.as })).answer.adopted;
    expect(waiting.map(({ text }) => text)).toEqual([slower]);
    expect((await statement(wen, { policy: textHash(slower) })).code).toBeNull();
    for (const person of [luo, jian]) await countersignAs(line.host, person);
    expect((await ask(line.host, routes.roster)).answer.policy).toBe(slower);
    expect((await ask(line.host, routes.committee, { as: wen.as })).answer.adopted).toEqual([]);
  });

  it("that is adopted still takes the word of who had not spoken, for 14 days, and is published anew with it", async () => {
    const { proposal } = await propose(wen, slower);
    await voteAs(jian, proposal);
    expect((await voteAs(tao, proposal)).answer.adopted).toBe(true);
    line.host.setNow(line.host.now() + 13 * DAY);
    luo = await again(luo);
    wen = await again(wen);
    expect((await voteAs(luo, proposal, "against", "Nobody asked me.")).answer.adopted).toBe(true);
    const roster = await chain();
    const counted = (await published("people/resolution")).map((body) => [
      checkResolution(roster, body).votes.length,
      body,
    ]);
    const [[first], [second, body]] = counted.toSorted() as [[number], [number, string]];
    expect([first, second]).toEqual([3, 4]);
    const shown = (await one(proposal)).answer;
    expect(shown.published).toBe(today());
    checkPublic(
      shown.proof ?? "",
      writePublic({ kind: "people/resolution", date: today(), body }),
      line.host.record.log,
    );
    line.host.setNow(line.host.now() + 2 * DAY);
    he = await again(he);
    expect((await voteAs(he, proposal, "aside")).code).toBe("people/voting-over");
  });

  it("is not adopted while the record stands still; a word on what was adopted before waits for it", async () => {
    const { proposal } = await propose(wen, slower);
    await voteAs(he, proposal);
    await line.host.sealed();
    await line.host.record.freeze(RESTORED);
    expect(await voteAs(jian, proposal)).toMatchObject({ status: 409, code: "host/record-stopped" });
    expect((await list()).open.map(({ votes }) => votes.length)).toEqual([2]);
    expect(await storedText(slower)).toBe(false);
    await line.host.record.thaw();
    expect((await voteAs(jian, proposal)).answer).toEqual({ adopted: true });
    expect(await published("people/resolution")).toHaveLength(1);
    await line.host.record.freeze(RESTORED);
    expect((await voteAs(tao, proposal, "against", "Three days are too many.")).answer).toEqual({ adopted: true });
    expect((await one(proposal)).answer.proof).toBeNull();
    await line.host.record.thaw();
    expect(await published("people/resolution")).toHaveLength(2);
    expect((await one(proposal)).answer.proof).not.toBeNull();
  });

  it("that the employees' side is not for is not adopted, however many others are", async () => {
    const { proposal } = await propose(jian, slower);
    for (const person of [he, tao]) expect((await voteAs(person, proposal)).answer.adopted).toBe(false);
    expect(await published("people/resolution")).toEqual([]);
    expect((await voteAs(luo, proposal)).answer.adopted).toBe(true);
  });

  it("nobody signs for is gone after 14 days, and nothing of it is kept", async () => {
    const { proposal } = await propose(wen, slower);
    expect((await list()).open.map(({ by }) => by)).toEqual(["wen-jing"]);
    line.host.setNow(line.host.now() + 14 * DAY);
    [wen, luo] = [await again(wen), await again(luo)];
    expect((await list()).open).toEqual([]);
    expect((await voteAs(luo, proposal)).code).toBe("people/no-resolution");
    expect((await one(proposal)).code).toBe("people/no-resolution");
    expect((await propose(luo, slower)).code).toBeNull();
    const kept = await peopleTables(line.host.db).selectFrom("people_resolutions").select("proposer").execute();
    expect([kept, await storedText(slower)]).toEqual([[{ proposer: "luo-yan" }], false]);
  });

  it("falls when somebody leaves meanwhile, since others are asked now, and can be proposed to them", async () => {
    const { proposal } = await propose(wen, slower);
    await voteAs(jian, proposal);
    const members = (await chain()).newest.members.filter(({ id }) => id !== "tao-rui");
    await statement(wen, { members });
    for (const person of [luo, jian]) await countersignAs(line.host, person);
    expect((await chain()).newest.number).toBe(2);
    expect((await voteAs(luo, proposal)).code).toBe("people/no-resolution");
    expect((await list()).open).toEqual([]);
    const { proposal: next } = await propose(luo, slower);
    await voteAs(wen, next);
    expect((await voteAs(jian, next)).answer.adopted).toBe(true);
  });

  it("of two at once is decided each by itself; one text is proposed once, and the last two votes are both kept", async () => {
    const both = await Promise.all([propose(wen, slower), propose(luo, slower), propose(jian, slowest)]);
    expect(both.map(({ code }) => code).toSorted()).toEqual(["people/text-open", null, null].toSorted());
    const { proposal } =
      both.find(({ code, proposal: { text } }) => code === null && text === textHash(slower)) ?? both[0];
    const done = await Promise.all([he, tao, jian].map((person) => voteAs(person, proposal)));
    expect(done.map(({ code }) => code)).toEqual([null, null, null]);
    const roster = await chain();
    const bodies = await published("people/resolution");
    expect(bodies.map((body) => checkResolution(roster, body).votes.length).toSorted()).toEqual([3, 4]);
    expect((await list()).open.map((open) => open.by)).toEqual(["jian-su"]);
  });

  it("takes the same vote again for the same, and can be taken back by its proposer until it is adopted", async () => {
    const { proposal } = await propose(wen, slower);
    const json = { resolution: proposalHash(proposal) };
    expect((await voteAs(jian, proposal)).answer).toEqual({ adopted: false });
    expect((await voteAs(jian, proposal)).answer).toEqual({ adopted: false });
    expect((await ask(line.host, routes.withdrawResolution, { as: wen.as, json })).code).toBeNull();
    expect((await list()).open).toEqual([]);
    line.host.setNow(line.host.now() + DAY);
    luo = await again(luo);
    expect((await propose(luo, slower)).code).toBeNull();
  });

  it("is seen by the doctor where a stored vote, or what is stored of its adoption, is not as it was signed", async () => {
    const { proposal } = await propose(wen, slower);
    for (const person of [jian, tao]) await voteAs(person, proposal);
    const problems = async () => {
      const found = [];
      for await (const { table } of checkPeople(line.host.db)) found.push(table);
      return found;
    };
    expect(await problems()).toEqual([]);
    const votes = peopleTables(line.host.db).updateTable("people_votes");
    const note = voteOf(tao, proposal, "aside");
    await votes.set({ note }).where("member", "=", "tao-rui").execute();
    expect(await problems()).toEqual(["people_resolutions"]);
  });
});

/** The same person with a new session: days have passed. */
async function again(person: Person): Promise<Person> {
  const { answer } = await ask(line.host, routes.signIn, { json: { member: person.id, password: person.password } });
  return { ...person, as: `Bearer ${answer.token}` };
}

type Code = keyof typeof resolutionRefusals;
type Reply = { readonly code: string | null; readonly status: number };

/** Somebody whose keys wait. */
async function newcomer(): Promise<Person> {
  const guest = { id: "qiu-lan", name: "Qiu Lan", role: "Clerk", side: "employees", unit: "" } as const;
  const { link } = await inviteAs(line.host, wen, { ...guest, date: today() });
  const person = await join(line.host, guest.id, link);
  const { recipient, key, self } = person.accepted;
  await statement(wen, { members: [...(await chain()).newest.members, { ...guest, recipient, key, self }] });
  for (const other of [luo, jian]) await countersignAs(line.host, other);
  return person;
}

async function adopted(text: string): Promise<Proposal> {
  const { proposal } = await propose(wen, text);
  for (const person of [jian, tao]) await voteAs(person, proposal);
  return proposal;
}

const scenes: Readonly<Record<Code, () => Promise<Reply>>> = {
  "people/unsound-proposal": async () => {
    const proposal = await proposalOf(slower);
    for (const wrong of [`${writeProposal(proposal)} `, "{}\n", writeProposal({ ...proposal, date: "2020-01-01" })]) {
      const json = { proposal: wrong, text: slower, vote: voteOf(wen, proposal) };
      const { code } = await ask(line.host, routes.proposeResolution, { as: wen.as, json });
      expect(code).toBe("people/unsound-proposal");
    }
    return propose(wen, slower, { change: { text: textHash(slowest) } });
  },
  "people/unknown-kind": () => propose(wen, slower, { change: { kind: "learning/handbook" } }),
  "people/unreadable-text": async () => {
    const spelled = [
      "not JSON",
      `${slower} `,
      policyOf({ care: { days: "3" } }),
      policyOf({ care: { days: 3 }, cure: {} }),
      policyOf({}),
      '{"niuniu":"policy v2","care":{"days":3}}\n',
      '{"niuniu":"policy v3","care":{"days":3},"care":{"days":4}}\n',
    ];
    for (const text of spelled) expect((await propose(wen, text)).code, text).toBe("people/unreadable-text");
    return propose(wen, '{"offset":"noon"}\n', { change: { kind: "calendar" } });
  },
  "people/older-rules": () => propose(wen, policyOf({ care: { days: 3, version: 1 } })),
  "people/text-in-force": async () => propose(wen, (await ask(line.host, routes.roster)).answer.policy),
  "people/text-adopted": async () => {
    await adopted(slower);
    return propose(luo, slower);
  },
  "people/text-open": async () => {
    await propose(wen, slower);
    return propose(luo, slower);
  },
  "people/resolution-open": async () => {
    await propose(wen, slower);
    return propose(wen, slowest);
  },
  "people/withdrawn-today": async () => {
    const { proposal } = await propose(wen, slower);
    const json = { resolution: proposalHash(proposal) };
    await ask(line.host, routes.withdrawResolution, { as: wen.as, json });
    return propose(luo, slower);
  },
  "people/committee-changed": () => propose(wen, slower, { change: { statement: "0".repeat(64) } }),
  "people/no-resolution": async () => {
    const { proposal } = await propose(wen, slower);
    const json = { resolution: proposalHash(proposal) };
    const { code } = await ask(line.host, routes.withdrawResolution, { as: luo.as, json });
    expect(code).toBe("people/no-resolution");
    await ask(line.host, routes.withdrawResolution, { as: wen.as, json });
    expect((await one({ ...proposal, text: "x" })).code).toBe("people/no-resolution");
    return voteAs(luo, proposal);
  },
  "people/not-a-voter": async () => {
    const person = await newcomer();
    const { proposal } = await propose(wen, slower);
    return voteAs(person, proposal);
  },
  "people/unsound-vote": async () => {
    const proposal = await proposalOf(slower);
    for (const vote of [
      voteOf(wen, proposal, "aside"),
      voteOf({ ...wen, seed: luo.seed }, proposal),
      voteOf(luo, proposal),
    ])
      expect((await propose(wen, slower, { vote })).code).toBe("people/unsound-vote");
    await propose(wen, slower);
    const other = voteOf(luo, await proposalOf(slowest));
    const json = { resolution: proposalHash(proposal), vote: other };
    return ask(line.host, routes.vote, { as: luo.as, json });
  },
  "people/unclear-reason": async () => {
    const { proposal } = await propose(wen, slower);
    const text = {
      niuniu: "vote v1",
      resolution: proposalHash(proposal),
      by: luo.id,
      says: "aside",
      reason: "a\u00ADb",
    };
    const json = { resolution: proposalHash(proposal), vote: signedBy(luo, `${JSON.stringify(text)}\n`) };
    return ask(line.host, routes.vote, { as: luo.as, json });
  },
  "people/voted": async () => {
    const { proposal } = await propose(wen, slower);
    return voteAs(wen, proposal, "against", "I thought again.");
  },
  "people/voting-over": async () => {
    const proposal = await adopted(slower);
    line.host.setNow(line.host.now() + 14 * DAY);
    luo = await again(luo);
    return voteAs(luo, proposal);
  },
  "people/already-adopted": async () => {
    const json = { resolution: proposalHash(await adopted(slower)) };
    return ask(line.host, routes.withdrawResolution, { as: wen.as, json });
  },
  "people/not-adopted": () => {
    line.host.rules.bring("cure", section({ days: 9 }, readCare, { unsaid: { days: 9 } }));
    return line.host.rules.keep().then(() => statement(wen, line.host.rules.own().hashes));
  },
};

describe("what is refused of a resolution, with its code, its status and a sentence in both languages", () => {
  it.each(Object.entries(scenes) as [Code, () => Promise<Reply & { readonly answer?: unknown }>][])(
    "%s",
    async (code, scene) => {
      const reply = await scene();
      expect(reply.code).toBe(code);
      const { status, en, "zh-CN": zh } = resolutionRefusals[code];
      expect(reply.status).toBe(status);
      expect((reply.answer as { sentence: unknown }).sentence).toEqual({ en, "zh-CN": zh });
    },
  );
});
