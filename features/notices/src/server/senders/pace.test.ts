import { again, testDatabase, testHost, type TestDatabase, type TestHost } from "@niuniu/host/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { notices } from "../index.ts";
import { noticesTables } from "../tables.ts";
import { forgetPaces, paced, type Pace } from "./pace.ts";
import { SENT, type Outcome, type Sender } from "./sender.ts";

let database: TestDatabase;
let [one, other]: TestHost[] = [];
let clock = 0;
let sent: string[] = [];
beforeAll(async () => {
  database = await testDatabase();
  one = await testHost(database, { migrations: [notices] });
  other = await testHost(again(one.connection), { migrations: [notices] });
});
beforeEach(async () => {
  [clock, sent] = [0, []];
  await sql`delete from notices_pace`.execute(one!.db);
});
afterAll(async () => {
  await other?.close();
  await one?.close();
  await database.close();
});

const key = new Uint8Array(32).fill(7);
const now = (): number => clock;
const pacing = (host: TestHost | undefined) => ({ db: noticesTables(host!.db), key, now });
/** A robot's sender in one of two processes on one database. */
const senderIn = (host: TestHost | undefined, pace: Pace = { most: 2, per: 60_000 }): Sender =>
  paced(
    (address) => {
      sent.push(address);
      return Promise.resolve(SENT);
    },
    pace,
    pacing(host),
  );
const say = (sender: Sender, address: string): Promise<Outcome> =>
  sender(address, { subject: "", text: "", id: "", urgent: false });

it("one robot is told no more than its service takes, whichever process tells it, and others are not held up by it", async () => {
  const [here, there] = [senderIn(one), senderIn(other)];
  await say(here, "a");
  clock = 10_000;
  await say(there, "a");
  clock = 20_000;
  expect(await say(here, "a")).toEqual({ kind: "later", why: "too-fast", wait: 40_000 });
  expect(await say(there, "a")).toEqual({ kind: "later", why: "too-fast", wait: 40_000 });
  expect(await say(here, "b")).toEqual(SENT);
  clock = 60_001;
  expect(await say(there, "a")).toEqual(SENT);
  expect(sent).toEqual(["a", "a", "b", "a"]);
  // A clock that was set back holds nobody up.
  clock = 0;
  expect(await say(here, "a")).toEqual(SENT);
});

it("of many at the same moment no more get through than there is room for", async () => {
  const senders = [senderIn(one, { most: 5, per: 60_000 }), senderIn(other, { most: 5, per: 60_000 })];
  const all = await Promise.all(Array.from({ length: 20 }, (_, at) => say(senders[at % 2]!, "a")));
  expect(all.filter(({ kind }) => kind === "sent")).toHaveLength(5);
  expect(sent).toHaveLength(5);
});

it("nothing readable of the address is kept, and nothing at all once no service looks back at it", async () => {
  await say(senderIn(one), "https://hooks.slack.com/services/T/B/t0psecret");
  const { rows } = await sql<{ target: Buffer }>`select target from notices_pace`.execute(one!.db);
  expect(rows.map(({ target }) => target.length)).toEqual([32]);
  expect(JSON.stringify(rows)).not.toContain(Buffer.from("t0psecret").toString("hex"));
  const kept = async (): Promise<number> => (await sql`select from notices_pace`.execute(one!.db)).rows.length;
  clock = 59_000;
  await forgetPaces(pacing(one));
  expect(await kept()).toBe(1);
  clock = 61_000;
  await forgetPaces(pacing(one));
  expect(await kept()).toBe(0);
});
