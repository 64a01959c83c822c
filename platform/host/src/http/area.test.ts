import { area, bearer, pathOf, Refused } from "@niuniu/wire";
import { afterAll, beforeAll, expect, it } from "vitest";
import { topicOf } from "../changes.ts";
import { testDatabase, testHost, type TestDatabase, type TestHost } from "../testing.ts";

let database: TestDatabase;
let host: TestHost;
let origin = "";
let open = 2;

beforeAll(async () => {
  database = await testDatabase();
  host = await testHost(database);
  host.authenticate("member", ({ authorization }) => {
    const member = authorization?.replace(/^Bearer /, "");
    if (member === undefined) return Promise.reject(new Refused("host/not-yours"));
    return Promise.resolve({ member, session: member });
  });
  host.counts.state("cases", (member) => Promise.resolve({ owed: member === "mei" ? 1 : 0, open }));
  host.counts.state("care", () => Promise.resolve({ waiting: 7 }));
  origin = `http://127.0.0.1:${await host.open(0, "127.0.0.1")}`;
});

afterAll(async () => {
  await host.close();
  await database.close();
});

const numbersOf = async (member: string): Promise<unknown> =>
  (await host.inject({ url: area.counts.path, headers: { authorization: bearer(member) } })).json();

/** Listens as this member; `heard` is how often something was said, and `leave` ends it. */
async function listen(member: string, topics: string) {
  const gone = new AbortController();
  const headers = { authorization: bearer(member) };
  const answer = await fetch(origin + pathOf(area.changes, { topics }), { headers, signal: gone.signal });
  const said: string[] = [];
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    for await (const bytes of answer.body ?? []) {
      const lines = decoder.decode(bytes).split("\n");
      said.push(...lines.filter((line) => line.startsWith("data:")));
    }
  };
  if (answer.ok) void read().catch(() => undefined);
  return { status: answer.status, said, leave: () => gone.abort() };
}

it("gives each member their own numbers, of all features, as they are now", async () => {
  expect(await numbersOf("mei")).toEqual({ "cases/owed": 1, "cases/open": 2, "care/waiting": 7 });
  open = 3;
  expect(await numbersOf("lin")).toEqual({ "cases/owed": 0, "cases/open": 3, "care/waiting": 7 });
  expect(await numbersOf("mei")).toEqual({ "cases/owed": 1, "cases/open": 3, "care/waiting": 7 });
  expect((await host.inject({ url: area.counts.path })).statusCode).toBe(401);
  expect(() => host.counts.state("care", () => Promise.resolve({}))).toThrow("two counts of care");
});

it("tells a member of the features asked for and of what concerns this member, one line for all, and never what", async () => {
  const [mei, lin, other] = [
    await listen("mei", "cases.care"),
    await listen("lin", "cases.care"),
    await listen("mei", "people"),
  ];
  expect([mei.status, lin.status, other.status]).toEqual([200, 200, 200]);
  const quiet = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 1_000));
  const soon = { timeout: 20_000 };
  // Each hears what is its own, and so listens.
  host.changes.publish([topicOf("cases", "mei"), topicOf("care", "lin"), topicOf("people", "mei")]);
  for (const { said } of [mei, lin, other]) await expect.poll(() => said.length, soon).toBeGreaterThan(0);
  await quiet();
  for (const { said } of [mei, lin, other]) said.length = 0;
  host.changes.publish([topicOf("cases", "mei"), topicOf("care", "mei")]);
  await expect.poll(() => mei.said.length, soon).toBeGreaterThan(0);
  await quiet();
  expect([mei.said, lin.said, other.said]).toEqual([["data: changed"], [], []]);
  for (const { leave } of [mei, lin, other]) leave();
});

it("lets nobody say for whom they listen", async () => {
  const many = Array.from({ length: 33 }, () => "a").join(".");
  for (const topics of ["cases/lin", "cases%2Flin", "cases.care/lin", "", ".", "cases.", "Cases", "cases lin", many]) {
    const { status, leave } = await listen("mei", topics);
    leave();
    expect([topics, status]).toEqual([topics, 404]);
  }
});
