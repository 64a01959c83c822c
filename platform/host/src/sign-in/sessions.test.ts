import { afterAll, beforeAll, expect, it } from "vitest";
import { testDatabase, testHost, type TestDatabase, type TestHost } from "../testing.ts";
import { findSession, SESSION_IDLE, SESSION_LONGEST, startSession } from "./sessions.ts";
import { endAllSessions, endOtherSessions, endSession, otherSessions, type Subject } from "./store-sessions.ts";

let database: TestDatabase;
let host: TestHost;
beforeAll(async () => {
  database = await testDatabase();
  host = await testHost(database);
});
afterAll(async () => {
  await host.close();
  await database.close();
});

const member: Subject = { audience: "member", subject: "lin" };
const employee: Subject = { audience: "employee", subject: "lin" };
const start = (whose: Subject) => startSession(host.db, whose, { now: host.now(), random: host.random });
const find = (whose: Subject, token: string, using = true) =>
  findSession(host.db, whose.audience, token, { now: host.now(), using });
const nameOf = async (whose: Subject, token: string) => Buffer.from((await find(whose, token))?.session ?? "", "hex");

it("a session of one audience is none of another, also for who has the same name in both", async () => {
  const [one, other] = [await start(member), await start(employee)];
  expect((await find(member, one))?.subject).toBe("lin");
  expect(await find(employee, one)).toBeNull();
  expect(await find(member, other)).toBeNull();
  expect(await endSession(host.db, employee, await nameOf(member, one))).toBe(false);
  expect(await otherSessions(host.db, member, new Uint8Array(), host.now())).toHaveLength(1);
  await endOtherSessions(host.db, member, new Uint8Array());
  expect(await find(member, one)).toBeNull();
  expect(await find(employee, other)).not.toBeNull();
  await endAllSessions(host.db, "employee");
  expect(await find(employee, other)).toBeNull();
});

it("ends after an hour without use, or half a day with it, and is then forgotten", async () => {
  const [idle, used] = [await start(member), await start(member)];
  const begun = host.now();
  for (let at = begun; at < begun + SESSION_LONGEST - SESSION_IDLE; at += SESSION_IDLE / 2) {
    host.setNow(at);
    expect(await find(member, used)).not.toBeNull();
    if (at < begun + SESSION_IDLE) expect(await find(member, idle, false)).not.toBeNull();
    else expect(await find(member, idle, false)).toBeNull();
  }
  host.setNow(begun + SESSION_LONGEST);
  expect(await find(member, used)).toBeNull();
  await start(employee);
  expect(await host.db.selectFrom("host_session").select("audience").execute()).toEqual([{ audience: "employee" }]);
});
