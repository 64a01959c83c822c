import { afterAll, beforeAll, expect, test } from "vitest";
import { route } from "@niuniu/wire";
import { testDatabase, testHost, type TestDatabase, type TestHost } from "../testing.ts";

const thread = route<undefined, { readonly of: string }>({
  audience: "receipt",
  method: "POST",
  path: "/crowd/thread",
  takes: "none",
  gives: "json",
});
const report = route<undefined, { readonly taken: boolean }>({
  audience: "anyone",
  method: "POST",
  path: "/crowd/report",
  takes: "none",
  gives: "json",
});

let database: TestDatabase;
let host: TestHost;
/** How many are at work at this moment and were at most: at the door, and for each case. */
const most = { door: 0, flood: 0 };
const atWork = { door: 0, flood: 0 };

const moment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

async function counted(what: keyof typeof most): Promise<void> {
  most[what] = Math.max(most[what], ++atWork[what]);
  await moment();
  atWork[what]--;
}

beforeAll(async () => {
  database = await testDatabase();
  host = await testHost(database);
  host.authenticate("receipt", async ({ authorization = "" }) => {
    await counted("door");
    return { case: authorization };
  });
  host.serve.receipt(thread, null, async ({ caller }) => {
    if (caller.case === "flood") await counted("flood");
    return { of: caller.case };
  });
  host.serve.anyone(report, null, () => Promise.resolve({ taken: true }));
  await host.open(0);
});
afterAll(async () => {
  await host.close();
  await database.close();
});

const ask = (authorization: string) => host.inject({ method: "POST", url: thread.path, headers: { authorization } });

test("of a hundred requests of one receipt few are at work at once; another receipt and a report do not wait for them", async () => {
  let answered = 0;
  const flood = Array.from({ length: 100 }, () => ask("flood").finally(() => answered++));
  const [other, taken] = await Promise.all([ask("somebody"), host.inject({ method: "POST", url: report.path })]);
  expect([other.statusCode, other.json<unknown>()]).toEqual([200, { of: "somebody" }]);
  expect(taken.statusCode).toBe(200);
  const statuses = (await Promise.all(flood)).map(({ statusCode }) => statusCode);
  expect(most).toEqual({ door: 4, flood: 2 });
  expect(answered).toBe(100);
  // Those that find too many of their own waiting are told so; nobody else is.
  expect(new Set(statuses)).toEqual(new Set([200, 429]));
});
