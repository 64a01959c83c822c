import { section } from "@niuniu/host";
import { testDatabase, type TestDatabase, type TestHost } from "@niuniu/host/testing";
import { fromBase64, sha256, toUtf8 } from "@niuniu/note";
import { linkSign, originOf } from "@niuniu/committee";
import { propose as proposeText, checkChain, type Change, type Member, type Roster } from "@niuniu/roster";
import { bearer, invitation, Refused, route } from "@niuniu/wire";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { mayTakeForce, personLeft } from "../moments.ts";
import * as routes from "../routes.ts";
import { textHash } from "../rules.ts";
import { peopleTables } from "./tables.ts";
import {
  ask,
  countersignAs,
  draftText,
  foundedLine,
  inviteAs,
  join,
  newKeys,
  signedBy,
  type Line,
  type Person,
} from "./testing.ts";

let database: TestDatabase;
let lines: Line[] = [];
beforeAll(async () => {
  database = await testDatabase();
});
afterEach(async () => {
  for (const each of lines) await each.close();
  lines = [];
});
afterAll(() => database.close());

const DAY = 86_400_000;
const at = <T>(list: readonly T[], index: number): T => {
  const found = list[index];
  if (found === undefined) throw new Error("no such person");
  return found;
};

/** A member's route of another feature. */
const elsewhere = route<undefined, { readonly caller: string }>({
  ...{ audience: "member", method: "GET", path: "/cases/test", takes: "none", gives: "json" },
});
const caller = (call: { readonly caller: { readonly member: string } }) =>
  Promise.resolve({ caller: call.caller.member });

/** An open line with three members, what others answer to the committee's questions, and what they have heard of it. */
async function open(options: { mayTakeForce?: () => Refused | null } = {}) {
  const asked: string[] = [];
  const also = (host: TestHost): void => {
    host.serve.member(elsewhere, null, caller);
    host.answer(mayTakeForce, (next) => {
      asked.push([...next].sort().join(" "));
      return Promise.resolve(options.mayTakeForce?.() ?? null);
    });
    host.on(personLeft, (id) => Promise.resolve(void asked.push(`left ${id}`)));
  };
  const { line, persons } = await foundedLine(database, { name: "by_three", also });
  lines.push(line);
  asked.length = 0;
  return { line, host: line.host, persons, asked };
}

async function chain(line: Line): Promise<Roster> {
  return checkChain((await ask(line.host, routes.roster)).answer.statements);
}

const dates = (now: number) => ({
  date: new Date(now).toISOString().slice(0, 10),
  effective: now,
  validUntil: new Date(now + 365 * DAY).toISOString().slice(0, 10),
});

/** The same person with a new session. */
async function signInAgain(host: Line["host"], person: Person): Promise<Person> {
  const { answer } = await ask(host, routes.signIn, { json: { member: person.id, password: person.password } });
  return { ...person, as: bearer(answer.token) };
}

/** Proposes a change as this person, signed. */
async function proposeAs(line: Line, person: Person, change: Partial<Change>) {
  const text = proposeText(await chain(line), { ...dates(line.host.now()), ...change });
  return ask(line.host, routes.propose, { as: person.as, json: { note: signedBy(person, text) } });
}

const heJing = { id: "he-jing", name: "He Jing", role: "Clerk", side: "employees", unit: "Sales" } as const;

/** Invites somebody and has them make keys. */
async function newcomer(line: Line, by: Person): Promise<{ person: Person; member: Member; note: string }> {
  const { note, link } = await inviteAs(line.host, by, heJing);
  const person = await join(line.host, heJing.id, link);
  const { recipient, key, self } = person.accepted;
  return { person, member: { ...heJing, recipient, key, self }, note };
}

describe("a change of the committee", () => {
  it("a member who becomes an alternate has left no seat unasked, is still named, and reads and signs nothing meanwhile", async () => {
    const { line, host, persons, asked } = await open();
    const [lin, zhou, su] = persons;
    if (lin === undefined || zhou === undefined || su === undefined) throw new Error("no founders");
    const { members } = (await chain(line)).newest;
    const waiting = members.map((one) => (one.id === su.id ? { ...one, alternate: true as const } : one));
    expect((await proposeAs(line, lin, { members: waiting })).code).toBeNull();
    expect((await countersignAs(host, zhou)).answer).toEqual({ inForce: true });
    expect(asked).toEqual(["lin-wei member-1", "lin-wei member-1"]);
    expect((await ask(host, elsewhere, { as: su.as })).code).toBe("people/not-yet-member");
    expect((await ask(host, routes.committee, { as: su.as })).code).toBeNull();
    const back = (await chain(line)).newest.members.map((one) => ({ ...one, alternate: undefined }));
    expect((await proposeAs(line, su, { members: back })).code).toBe("people/not-yet-member");
    expect((await proposeAs(line, lin, { members: back })).code).toBeNull();
    expect((await countersignAs(host, su)).code).toBe("people/not-a-signer");
    expect((await countersignAs(host, zhou)).answer).toEqual({ inForce: true });
    expect((await ask(host, elsewhere, { as: su.as })).code).toBeNull();
  });

  it("adds a person once a quorum has signed, and their key counts after the waiting period", async () => {
    const { line, host, persons } = await open();
    const { person, member, note } = await newcomer(line, at(persons, 0));
    const waiting = (await ask(host, routes.committee, { as: at(persons, 1).as })).answer;
    expect(waiting.newcomers).toMatchObject([{ ...member, invitation: note }]);
    expect(waiting.ids).toEqual(["he-jing", "lin-wei", "member-1", "su-xiao"]);

    const members = [...(await chain(line)).newest.members, member];
    const { answer: draft } = await proposeAs(line, at(persons, 0), { members });
    expect(draft).toMatchObject({ by: "lin-wei", signed: ["lin-wei"] });
    expect((await countersignAs(host, person)).code).toBe("people/not-a-signer");
    expect((await countersignAs(host, at(persons, 1))).answer).toEqual({ inForce: true });
    const after = await ask(host, routes.committee, { as: at(persons, 1).as });
    expect([after.answer.drafts, after.answer.newcomers]).toEqual([[], []]);

    const ids = async () => (await line.people.members(host.now())).map(({ id }) => id);
    expect(await ids()).not.toContain("he-jing");
    expect((await proposeAs(line, person, {})).code).toBe("people/not-yet-member");
    host.setNow(host.now() + 3 * DAY);
    expect(await ids()).toContain("he-jing");
    const again = await ask(host, routes.signIn, { json: { member: person.id, password: person.password } });
    expect((await proposeAs(line, { ...person, as: bearer(again.answer.token) }, {})).status).toBe(200);
  });

  it("lets a newcomer see and change their own, and nothing of any other feature", async () => {
    const { line, host, persons } = await open();
    const { person } = await newcomer(line, at(persons, 0));
    expect((await ask(host, routes.me, { as: person.as })).answer.member).toBe("he-jing");
    expect((await ask(host, elsewhere, { as: person.as })).code).toBe("people/not-yet-member");
    expect((await ask(host, elsewhere, { as: at(persons, 0).as })).answer).toEqual({ caller: "lin-wei" });
  });

  it("says why somebody is to leave, in words that can be read, to every member and for as long as it is proposed", async () => {
    const { line, host, persons } = await open();
    const { newest } = await chain(line);
    const members = newest.members.filter(({ id }) => id !== "su-xiao");
    const text = proposeText(await chain(line), { ...dates(host.now()), members });
    const says = (reason: string) =>
      ask(host, routes.propose, { as: at(persons, 0).as, json: { note: signedBy(at(persons, 0), text), reason } });
    expect((await says("She \u200b left")).code).toBe("people/unclear-reason");
    expect((await says(" ")).code).toBe("host/malformed");
    expect((await says("She asked to leave.")).answer.reason).toBe("She asked to leave.");
    const shown = async () => (await ask(host, routes.committee, { as: at(persons, 1).as })).answer.drafts;
    expect((await shown()).map(({ reason }) => reason)).toEqual(["She asked to leave."]);
    await countersignAs(host, at(persons, 1));
    expect(await shown()).toEqual([]);
    const kept = await peopleTables(host.db).selectFrom("people_drafts").selectAll().execute();
    expect(kept).toEqual([]);
  });

  it("removes a person, whose session and sign-in end with it", async () => {
    const { line, host, persons, asked } = await open();
    const leaving = at(persons, 2);
    const members = (await chain(line)).newest.members.filter(({ id }) => id !== leaving.id);
    await proposeAs(line, at(persons, 0), { members });
    await countersignAs(host, at(persons, 1));
    expect(asked).toEqual(["lin-wei member-1", "lin-wei member-1", "left su-xiao"]);
    expect((await ask(host, routes.me, { as: leaving.as })).code).toBe("people/no-longer-member");
    const { code } = await ask(host, routes.signIn, { json: { member: leaving.id, password: leaving.password } });
    expect(code).toBe("people/no-longer-member");
  });

  it("is refused, when proposed and when completed, while it would leave an open case without readers", async () => {
    let hindered = false;
    const { line, host, persons } = await open({
      mayTakeForce: () => (hindered ? new Refused("people/draft-over") : null),
    });
    hindered = true;
    expect((await proposeAs(line, at(persons, 0), {})).code).toBe("people/draft-over");
    hindered = false;
    expect((await proposeAs(line, at(persons, 0), {})).status).toBe(200);
    hindered = true;
    expect((await countersignAs(host, at(persons, 1))).code).toBe("people/draft-over");
    expect((await chain(line)).statements).toHaveLength(1);
    hindered = false;
    expect((await countersignAs(host, at(persons, 1))).answer).toEqual({ inForce: true });
  }, 60_000);

  it("names nobody whose keys were not made here, however well they are signed", async () => {
    const { line, persons } = await open();
    const { member } = await newcomer(line, at(persons, 0));
    const { newest } = await chain(line);
    const foreign = newest.members.map((each) => (each.id === "su-xiao" ? { ...member, id: "su-xiao" } : each));
    const note = signedBy(at(persons, 0), draftText(JSON.stringify({ ...newest, members: foreign }) + "\n"));
    const { code } = await ask(line.host, routes.propose, { as: at(persons, 0).as, json: { note } });
    expect(code).toBe("people/unsound-statement");
  });

  it("waits for nobody for ever: after its time it is gone, and its proposer may make another", async () => {
    const { line, host, persons } = await open();
    const { answer: old } = await proposeAs(line, at(persons, 0), {});
    expect((await proposeAs(line, at(persons, 0), {})).code).toBe("people/draft-open");
    host.setNow(host.now() + DAY + 1);
    const [first, second] = [await signInAgain(host, at(persons, 0)), await signInAgain(host, at(persons, 1))];
    expect((await ask(host, routes.committee, { as: second.as })).answer.drafts).toEqual([]);
    const note = signedBy(second, draftText(old.note));
    expect((await ask(host, routes.countersign, { as: second.as, json: { note } })).code).toBe("people/draft-over");
    expect((await proposeAs(line, first, {})).answer.by).toBe("lin-wei");
  });

  it("is taken back by whoever proposed it, and by nobody else", async () => {
    const { line, host, persons } = await open();
    const { answer: first } = await proposeAs(line, at(persons, 0), {});
    const { answer: second } = await proposeAs(line, at(persons, 1), { quorum: 3 });
    const takeBack = async (as: string, { note }: routes.Draft) =>
      (await ask(host, routes.withdraw, { as, json: { draft: textHash(draftText(note)) } })).code;
    expect(await takeBack(at(persons, 2).as, first)).toBe("people/no-draft");
    // What took its place meanwhile was not what they looked at.
    expect(await takeBack(at(persons, 0).as, second)).toBe("people/no-draft");
    expect(await takeBack(at(persons, 0).as, first)).toBeNull();
    const { drafts } = (await ask(host, routes.committee, { as: at(persons, 0).as })).answer;
    expect(drafts.map(({ by, signed }) => [by, signed])).toEqual([["member-1", ["member-1"]]]);
  });

  it("cannot be held up by anybody's own proposals, least of all by the person it removes", async () => {
    const { line, host, persons } = await open();
    const [first, second, hostile] = [at(persons, 0), at(persons, 1), at(persons, 2)];
    const members = (await chain(line)).newest.members.filter(({ id }) => id !== hostile.id);
    const { answer: held } = await proposeAs(line, hostile, {});
    expect((await proposeAs(line, first, { members })).status).toBe(200);
    const json = { draft: textHash(draftText(held.note)) };
    expect((await ask(host, routes.withdraw, { as: hostile.as, json })).status).toBe(200);
    expect((await proposeAs(line, hostile, { quorum: 3 })).status).toBe(200);
    const { drafts } = (await ask(host, routes.committee, { as: second.as })).answer;
    expect(drafts.map(({ by, signed }) => [by, signed])).toEqual([
      ["lin-wei", ["lin-wei"]],
      ["su-xiao", ["su-xiao"]],
    ]);
    expect((await countersignAs(host, second, "lin-wei")).answer).toEqual({ inForce: true });
    expect((await ask(host, routes.me, { as: hostile.as })).code).toBe("people/no-longer-member");
  });

  it("that takes force leaves none of the others to sign", async () => {
    const { line, host, persons } = await open();
    await proposeAs(line, at(persons, 0), {});
    const { answer: other } = await proposeAs(line, at(persons, 2), { quorum: 3 });
    const note = signedBy(at(persons, 1), draftText(other.note));
    expect((await countersignAs(host, at(persons, 1), "lin-wei")).answer).toEqual({ inForce: true });
    expect((await ask(host, routes.committee, { as: at(persons, 1).as })).answer.drafts).toEqual([]);
    const late = await ask(host, routes.countersign, { as: at(persons, 1).as, json: { note } });
    expect(late.code).toBe("people/no-draft");
  });

  it("signed by several at the same moment, and another beside it, loses no signature and takes force once", async () => {
    const { line, host, persons } = await open();
    await proposeAs(line, at(persons, 0), { quorum: 3 });
    await proposeAs(line, at(persons, 2), {});
    const replies = await Promise.all([
      countersignAs(host, at(persons, 1), "lin-wei"),
      countersignAs(host, at(persons, 1), "su-xiao"),
      countersignAs(host, at(persons, 0), "su-xiao"),
    ]);
    expect(replies.filter(({ code, answer }) => code === null && answer.inForce)).toHaveLength(1);
    expect((await chain(line)).statements).toHaveLength(2);
  });

  it("is proposed once: the very same text by somebody else is a signature, not another proposal", async () => {
    const { line, host, persons } = await open();
    const { answer } = await proposeAs(line, at(persons, 0), {});
    const note = signedBy(at(persons, 1), draftText(answer.note));
    const copied = await ask(host, routes.propose, { as: at(persons, 1).as, json: { note } });
    expect(copied.code).toBe("people/draft-open");
  });

  it("keeps the old policy readable when the server has brought a new one", async () => {
    const { host, persons } = await open();
    const before = (await ask(host, routes.roster)).answer;
    host.rules.bring(
      "care",
      section({ days: 30 }, (value) => value, { unsaid: null }),
    );
    await host.rules.keep();
    expect((await ask(host, routes.committee, { as: at(persons, 0).as })).answer.rules.policy).toContain("care");
    const after = (await ask(host, routes.roster)).answer;
    expect([after.policy, after.calendar]).toEqual([before.policy, before.calendar]);
    expect(after.policy).not.toContain("care");
  });
});

describe("an invitation", () => {
  const now = Date.parse("2026-01-05T08:00:00Z");
  const originIn = async (line: Line, as: string) => {
    const { newcomers } = (await ask(line.host, routes.committee, { as })).answer;
    const found = await chain(line);
    return newcomers.map((each) => [each.id, originOf(found, each, now).kind]);
  };

  it("shows every desk who invited, and that the keys were made with that link", async () => {
    const { line, persons } = await open();
    await newcomer(line, at(persons, 0));
    expect(await originIn(line, at(persons, 1).as)).toEqual([["he-jing", "invited"]]);
  });

  it("leaves the server without what would let it make keys in the guest's place", async () => {
    const { line, host, persons } = await open();
    const { link } = await inviteAs(host, at(persons, 0), heJing);
    const stored = await peopleTables(host.db).selectFrom("people_seats").selectAll().execute();
    expect(JSON.stringify(stored)).not.toContain(link.token);
    const { request } = newKeys(host, heJing.id);
    const accept = (json: routes.AcceptRequest) => ask(host, routes.accept, { as: invitation(link.token), json });
    expect((await accept(request)).code).toBe("people/unsound-keys");
    const guessed = linkSign(sha256(toUtf8(link.token)), { id: heJing.id, ...request });
    expect((await accept({ ...request, link: guessed })).code).toBe("people/unsound-keys");
    expect((await accept({ ...request, link: linkSign(link.seed, { ...heJing, ...request }) })).status).toBe(200);
    expect((await ask(line.host, routes.invited, { as: invitation(link.token) })).code).toBe("people/invitation-over");
  });

  it("made up in the database lets somebody make keys, and every desk sees that nobody invited them", async () => {
    const { line, host, persons } = await open();
    const seats = peopleTables(host.db);
    const token = "t".repeat(43);
    const minted = { invitation: sha256(toUtf8(token)), invitation_ends: new Date(host.now() + DAY), note: null };
    await seats
      .insertInto("people_seats")
      .values({ ...heJing, ...minted })
      .execute();
    await join(host, heJing.id, token);
    expect(await originIn(line, at(persons, 0).as)).toEqual([["he-jing", "nobody"]]);
  });

  it("whose guest's keys were swapped in the database shows every desk that they are not the guest's", async () => {
    const { line, host, persons } = await open();
    await newcomer(line, at(persons, 0));
    const { recipient, key, self } = newKeys(host, heJing.id).request;
    await peopleTables(host.db)
      .updateTable("people_accounts")
      .set({ recipient: fromBase64(recipient), key: fromBase64(key), self: fromBase64(self) })
      .where("id", "=", heJing.id)
      .execute();
    expect(await originIn(line, at(persons, 1).as)).toEqual([["he-jing", "other-keys"]]);
  });
});
