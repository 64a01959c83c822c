import { invite, linkOf } from "@niuniu/committee";
import { testDatabase, type TestDatabase } from "@niuniu/host/testing";
import { checkChain, propose as proposeText } from "@niuniu/roster";
import { invitation } from "@niuniu/wire";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as routes from "../routes.ts";
import { ask, countersignAs, foundedLine, inviteAs, join, signedBy, type Line, type Person } from "./testing.ts";

let database: TestDatabase;
let line: Line;
let lin: Person;
let zhou: Person;
let su: Person;
beforeAll(async () => {
  database = await testDatabase();
  const founded = await foundedLine(database, { name: "by_three" });
  line = founded.line;
  [lin, zhou, su] = founded.persons as unknown as [Person, Person, Person];
});
afterAll(async () => {
  await line.close();
  await database.close();
});

const cancel = async (by: Person, id: string) =>
  (await ask(line.host, routes.cancelInvite, { as: by.as, json: { id } })).code;
const invitedNow = async () =>
  (await ask(line.host, routes.committee, { as: zhou.as })).answer.invited.map(({ id }) => id);

describe("a member's invitation", () => {
  it("is taken back by whoever made it, and its link says so", async () => {
    const { host } = line;
    const { link, note } = await inviteAs(host, lin, { id: "he-jing" });
    const { invited } = (await ask(host, routes.committee, { as: zhou.as })).answer;
    expect(invited.map((each) => [each.id, each.invitation])).toEqual([["he-jing", note]]);
    expect(await cancel(zhou, "he-jing")).toBe("people/not-your-invitation");
    expect(await invitedNow()).toEqual(["he-jing"]);
    expect(await cancel(lin, "he-jing")).toBeNull();
    expect(await invitedNow()).toEqual([]);
    const reply = await ask(host, routes.invited, { as: invitation(link.token) });
    expect(reply.code).toBe("people/invitation-closed");
    await expect(join(host, "he-jing", link)).rejects.toThrow("people/invitation-closed");
    expect(await cancel(lin, "he-jing")).toBe("people/unknown-seat");
    // An id is never given twice: whoever is invited anew has another.
    expect((await inviteAs(host, lin, { id: "he-jing" })).code).toBe("people/id-taken");
    expect((await inviteAs(host, lin, { id: "he-jing-2", name: "he jing" })).code).toBeNull();
  });

  it("is not made anew with the link of one that was taken back", async () => {
    const { host } = line;
    const { statements } = (await ask(host, routes.roster)).answer;
    const secret = new Uint8Array(32).fill(7);
    const send = async (id: string) => {
      const guest = {
        id,
        name: id.replaceAll("-", " "),
        role: "Nurse",
        side: "employees",
        unit: "",
        date: "2026-01-05",
      } as const;
      return (
        await ask(host, routes.invite, { as: su.as, json: { note: invite(checkChain(statements), guest, secret, su) } })
      ).code;
    };
    expect(await send("ma-li")).toBeNull();
    expect(await cancel(su, "ma-li")).toBeNull();
    expect(await send("ma-li-2")).toBe("people/invitation-closed");
    const reply = await ask(host, routes.invited, { as: invitation(linkOf(secret).token) });
    expect(reply.code).toBe("people/invitation-closed");
  });

  it("cannot be taken back once keys were made with it", async () => {
    const { link } = await inviteAs(line.host, lin, { id: "gu-mo" });
    await join(line.host, "gu-mo", link);
    expect(await cancel(lin, "gu-mo")).toBe("people/unknown-seat");
  });

  it("is for one person: a link that somebody made keys with is not signed again for another sign-in name", async () => {
    const { host } = line;
    const { statements } = (await ask(host, routes.roster)).answer;
    const secret = new Uint8Array(32).fill(8);
    const send = async (id: string) => {
      const guest = { id, name: id.replaceAll("-", " "), role: "Nurse", unit: "", date: "2026-01-05" };
      const note = invite(checkChain(statements), { ...guest, side: "employees" }, secret, su);
      return (await ask(host, routes.invite, { as: su.as, json: { note } })).code;
    };
    expect(await send("bai-he")).toBeNull();
    expect(await send("bai-he-2")).toBe("people/link-used");
    await join(host, "bai-he", linkOf(secret));
    expect(await send("bai-he-2")).toBe("people/link-used");
    const reply = await ask(host, routes.invited, { as: invitation(linkOf(secret).token) });
    expect(reply.code).toBe("people/invitation-over");
  });

  it("is taken back by anybody once whoever made it is a member no more", async () => {
    const { host } = line;
    await inviteAs(host, su, { id: "wu-ya" });
    expect(await cancel(lin, "wu-ya")).toBe("people/not-your-invitation");
    const before = checkChain((await ask(host, routes.roster)).answer.statements);
    const members = before.newest.members.filter(({ id }) => id !== su.id);
    const dates = { date: "2026-01-05", effective: host.now(), validUntil: "2026-12-31" };
    const text = proposeText(before, { ...dates, members });
    await ask(host, routes.propose, { as: lin.as, json: { note: signedBy(lin, text) } });
    expect((await countersignAs(host, zhou)).answer.inForce).toBe(true);
    expect(await cancel(lin, "wu-ya")).toBeNull();
  });
});
