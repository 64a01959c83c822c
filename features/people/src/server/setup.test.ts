import { testDatabase, type TestDatabase } from "@niuniu/host/testing";
import { checkChain, HANDLING, readStatement, statementHash } from "@niuniu/roster";
import { bearer, invitation, setupCode } from "@niuniu/wire";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import * as routes from "../routes.ts";
import { textHash } from "../rules.ts";
import { peopleTables } from "./tables.ts";
import { people } from "./index.ts";
import {
  ask,
  countersignAs,
  draftText,
  found,
  gather,
  join,
  newLine,
  seats,
  signedBy,
  type Line,
  type Person,
} from "./testing.ts";

let database: TestDatabase;
let lines: Line[] = [];
const line = async (...given: Parameters<typeof newLine> extends [unknown, ...infer Rest] ? Rest : never) => {
  const made = await newLine(database, ...given);
  lines.push(made);
  return made;
};
beforeAll(async () => {
  database = await testDatabase();
});
afterEach(async () => {
  for (const each of lines) await each.close();
  lines = [];
});
afterAll(() => database.close());

describe("setting a line up", () => {
  it("starts with a code that is printed once, can be typed carelessly, and is not stored", async () => {
    const { host, people: mounted } = await line();
    const code = mounted.setupCode ?? "";
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
    const careless = code.toLowerCase().replaceAll("-", "").replaceAll("0", "o").replaceAll("1", "l");
    expect((await ask(host, routes.setup, { as: setupCode(careless) })).answer.stage).toBe("empty");
    const stored = await peopleTables(host.db).selectFrom("people_setup").selectAll().execute();
    expect(JSON.stringify(stored)).not.toContain(code);
  });

  it("prints another code at each start, and the one before stops working", async () => {
    const first = await line();
    const routesTwice = {
      ...first.host,
      serve: silent,
      authenticate: () => undefined,
      guard: () => undefined,
      refusals: () => undefined,
      counts: { ...first.host.counts, state: () => undefined },
      record: { ...first.host.record, declare: () => undefined },
    };
    const again = await people.mount(routesTwice, undefined);
    expect((await ask(first.host, routes.setup, { as: first.setup })).code).toBe("people/wrong-setup-code");
    expect((await ask(first.host, routes.setup, { as: setupCode(again.setupCode ?? "") })).status).toBe(200);
  });

  it("says in statement 1 which office appointed a founder, and for which days", async () => {
    const [lin, zhou, su] = seats;
    if (lin === undefined || zhou === undefined || su === undefined) throw new Error("no seats");
    const opening = await line();
    const term = { appointed: "Works council", from: "2026-01-01", until: "2027-12-31" };
    await found(opening, [{ ...lin, ...term }, zhou, su]);
    const { newest } = checkChain((await ask(opening.host, routes.roster)).answer.statements);
    expect(newest.members.map(({ appointed, from, until }) => ({ appointed, from, until }))).toEqual([
      term,
      ...Array<object>(2).fill({ appointed: undefined, from: undefined, until: undefined }),
    ]);
  });

  it("says in statement 1 whom each founder reports to and what they serve; what nobody said is what everybody does", async () => {
    const [lin, zhou, su] = seats;
    if (lin === undefined || zhou === undefined || su === undefined) throw new Error("no seats");
    const opening = await line();
    const said = { ...lin, line: " Head of  design ", serves: ["care", "intake"] as const };
    await found(opening, [said, zhou, su]);
    const { newest } = checkChain((await ask(opening.host, routes.roster)).answer.statements);
    expect(newest.niuniu).toBe("roster v2");
    expect(newest.members.map(({ line, serves }) => [line, serves])).toEqual([
      ["Head of design", ["intake", "care"]],
      ["", HANDLING],
      ["", HANDLING],
    ]);
  });

  it("goes from seats to keys to signatures to an open line", async () => {
    const opening = await line();
    const { host, setup } = opening;
    const begun = await ask(host, routes.begin, { as: setup, json: { organisation: " Cloud Pasture ", seats } });
    expect(begun.answer.invitations.map(({ id }) => id)).toEqual(["lin-wei", "member-1", "su-xiao"]);
    const [first, ...rest] = begun.answer.invitations;
    if (first === undefined) throw new Error("no invitation");
    const shown = await ask(host, routes.invited, { as: invitation(first.token) });
    expect(shown.answer).toEqual({ organisation: "Cloud Pasture", seat: { id: "lin-wei", ...seats[0] } });
    const persons = [await join(host, first.id, first.token)];
    const half = await ask(host, routes.setup, { as: setup });
    expect([half.answer.stage, half.answer.seats.map(({ ready }) => ready)]).toEqual([
      "inviting",
      [true, false, false],
    ]);
    for (const { id, token } of rest) persons.push(await join(host, id, token));
    const ready = await ask(host, routes.setup, { as: setup });
    expect(ready.answer.stage).toBe("signing");
    expect(ready.answer.seats[0]?.key).toBe(persons[0]?.accepted.key);
    expect((await opening.people.roster())?.newest).toBeUndefined();

    const inForce = [];
    for (const person of persons) inForce.push((await countersignAs(host, person)).answer.inForce);
    expect(inForce).toEqual([false, false, true]);
    const { answer } = await ask(host, routes.roster);
    const { newest } = checkChain(answer.statements);
    expect(newest.members.map(({ name }) => name)).toEqual(seats.map(({ name }) => name));
    expect([newest.quorum, newest.organisation, newest.date]).toEqual([2, "Cloud Pasture", "2026-01-05"]);
    expect([newest.policy, newest.calendar]).toEqual([textHash(answer.policy), textHash(answer.calendar)]);
    expect((await opening.people.members(host.now())).map(({ id }) => id)).toEqual(["lin-wei", "member-1", "su-xiao"]);
    expect((await ask(host, routes.setup, { as: setup })).code).toBe("people/already-open");
  });

  it("counts both of two founders who sign at the same moment", async () => {
    const opening = await line();
    const persons = await gather(opening);
    const { answer } = await ask(opening.host, routes.committee, { as: persons[0]?.as ?? "" });
    const text = draftText(answer.drafts[0]?.note ?? "");
    const signed = await Promise.all(
      persons.map((person) =>
        ask(opening.host, routes.countersign, { as: person.as, json: { note: signedBy(person, text) } }),
      ),
    );
    expect(signed.map(({ answer: { inForce } }) => inForce).sort()).toEqual([false, false, true]);
    expect((await opening.people.roster())?.hashes).toEqual([statementHash(text)]);
  });

  it("can be begun anew while nothing is in force, and then every old link is dead", async () => {
    const opening = await line();
    const old = await gather(opening);
    const again = await gather(opening, seats.slice(0, 2));
    expect((await ask(opening.host, routes.me, { as: old[0]?.as ?? "" })).code).toBe("people/session-over");
    const { answer } = await ask(opening.host, routes.committee, { as: again[0]?.as ?? "" });
    expect(readStatement(draftText(answer.drafts[0]?.note ?? "")).members).toHaveLength(2);
  });

  it("replaces a lost invitation, and the lost one opens nothing", async () => {
    const { host, setup } = await line();
    const begun = await ask(host, routes.begin, { as: setup, json: { organisation: "Cloud Pasture", seats } });
    const lost = begun.answer.invitations[0]?.token ?? "";
    const { answer } = await ask(host, routes.reinvite, { as: setup, json: { id: "lin-wei" } });
    expect((await ask(host, routes.invited, { as: invitation(lost) })).code).toBe("people/invitation-closed");
    expect((await ask(host, routes.invited, { as: invitation(answer.token) })).status).toBe(200);
  });

  it("takes an invitation back: the link says so for as long as it would have held, and the seat can be given another", async () => {
    const { host, setup } = await line();
    const begun = await ask(host, routes.begin, { as: setup, json: { organisation: "Cloud Pasture", seats } });
    const [token = "", other = ""] = begun.answer.invitations.map((each) => each.token);
    const invitedSeats = async () =>
      (await ask(host, routes.setup, { as: setup })).answer.seats.map(({ invited }) => invited);
    expect(await invitedSeats()).toEqual([true, true, true]);
    expect((await ask(host, routes.cancelInvitation, { as: setup, json: { id: "lin-wei" } })).status).toBe(200);
    expect(await invitedSeats()).toEqual([false, true, true]);
    const opens = async (by: string) => (await ask(host, routes.invited, { as: invitation(by) })).code;
    expect([await opens(token), await opens(other)]).toEqual(["people/invitation-closed", null]);
    await expect(join(host, "lin-wei", token)).rejects.toThrow("people/invitation-closed");
    const { answer } = await ask(host, routes.reinvite, { as: setup, json: { id: "lin-wei" } });
    await join(host, "lin-wei", answer.token);
    expect((await ask(host, routes.cancelInvitation, { as: setup, json: { id: "lin-wei" } })).code).toBe(
      "people/seat-has-keys",
    );
    host.setNow(host.now() + 14 * 86_400_000 + 1);
    expect([await opens(token), await opens(other)]).toEqual(["people/invitation-over", "people/invitation-over"]);
  });

  it("starts one founder's seat again, with everybody's signatures, until the first statement is in force", async () => {
    const opening = await line();
    const { host, setup } = opening;
    const [lin, zhou, su] = (await gather(opening)) as unknown as [Person, Person, Person];
    await countersignAs(host, zhou);
    const again = (id: string) => ask(host, routes.restartSeat, { as: setup, json: { id } });
    expect((await again("nobody")).code).toBe("people/unknown-seat");
    const { token } = (await again(lin.id)).answer;
    const state = (await ask(host, routes.setup, { as: setup })).answer;
    expect(state.stage).toBe("inviting");
    expect(state.seats.map(({ id, ready, signed }) => [id, ready, signed])).toEqual([
      [lin.id, false, false],
      [zhou.id, true, false],
      [su.id, true, false],
    ]);
    expect((await ask(host, routes.me, { as: lin.as })).code).toBe("people/session-over");
    const { id: member, password } = lin;
    expect((await ask(host, routes.signIn, { json: { member, password } })).code).toBe("people/sign-in-failed");
    const anew = await join(host, lin.id, token);
    expect(anew.accepted.key).not.toBe(lin.accepted.key);
    for (const person of [zhou, su]) {
      const { answer } = await ask(host, routes.signIn, { json: { member: person.id, password: person.password } });
      await countersignAs(host, { ...person, as: bearer(answer.token) });
    }
    expect((await countersignAs(host, anew)).answer.inForce).toBe(true);
    expect((await again(lin.id)).code).toBe("people/already-open");
  });

  it("gives one person what one invitation opens, even if the button is pressed twice", async () => {
    const { host, setup } = await line();
    const begun = await ask(host, routes.begin, { as: setup, json: { organisation: "Cloud Pasture", seats } });
    const { id = "", token = "" } = begun.answer.invitations[0] ?? {};
    const both = await Promise.allSettled([join(host, id, token), join(host, id, token)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("what everybody may read", () => {
  it("is the same for everyone, to the byte, and is not sent twice", async () => {
    const opening = await line();
    const persons = await found(opening);
    const url = routes.roster.path;
    const stranger = await opening.host.inject({ url, headers: { "accept-encoding": "br" } });
    const member = await opening.host.inject({
      url,
      headers: { "accept-encoding": "br", authorization: persons[0]?.as ?? bearer("") },
    });
    opening.host.setNow(opening.host.now() + 20 * 60_000);
    const later = await opening.host.inject({ url, headers: { "if-none-match": String(stranger.headers.etag) } });
    expect(stranger.headers.etag).toMatch(/^"/);
    expect(stranger.headers["content-encoding"]).toBe("br");
    expect(member.rawPayload.equals(stranger.rawPayload)).toBe(true);
    expect([later.statusCode, later.payload]).toEqual([304, ""]);
  });

  it("is what is stored, and a person added behind the members' backs breaks the server's own trust in it", async () => {
    const opening = await line();
    await found(opening);
    const { host } = opening;
    await opening.people.roster();
    const db = peopleTables(host.db);
    const { note } = await db.selectFrom("people_statements").selectAll().executeTakeFirstOrThrow();
    await db
      .updateTable("people_statements")
      .set({ note: note.replace("Su Xiao", "Su Xiae") })
      .execute();
    expect((await ask(host, routes.roster)).answer.statements[0]).toContain("Su Xiae");
    await expect(opening.people.roster()).rejects.toMatchObject({ code: "people/roster-broken" });
    await expect(opening.people.members(host.now())).rejects.toMatchObject({ code: "people/roster-broken" });
    expect(host.failures).toEqual(["people/roster-broken"]);
    await db.updateTable("people_statements").set({ note }).execute();
    expect((await opening.people.roster())?.statements).toHaveLength(1);
  });
});

const silent = {
  anyone: () => undefined,
  receipt: () => undefined,
  voice: () => undefined,
  employee: () => undefined,
  member: () => undefined,
  setup: () => undefined,
  invited: () => undefined,
};
