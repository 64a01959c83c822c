import { testDatabase, type TestDatabase } from "@niuniu/host/testing";
import { checkChain, propose as proposeText } from "@niuniu/roster";
import { area, bearer } from "@niuniu/wire";
import { afterAll, beforeAll, expect, it } from "vitest";
import * as routes from "../routes.ts";
import { ask, found, newLine, signedBy, type Line, type Person } from "./testing.ts";

let database: TestDatabase;
let line: Line;
beforeAll(async () => {
  database = await testDatabase();
  line = await newLine(database);
});
afterAll(async () => {
  await line.close();
  await database.close();
});

const DAY = 86_400_000;

it("a change waits for the signatures of those who sign it, by a number beside their committee, until it lapses", async () => {
  const { host } = line;
  const [lin, zhou, su] = (await found(line)) as unknown as [Person, Person, Person];
  const asked = async ({ as }: { readonly as: string }): Promise<readonly unknown[]> => {
    const { answer } = await ask(host, area.counts, { as });
    return [answer["people/signatures"], answer["people/owed"]];
  };
  expect(await asked(zhou)).toEqual([0, 0]);
  const now = host.now();
  const date = new Date(now).toISOString().slice(0, 10);
  const chain = checkChain((await ask(host, routes.roster)).answer.statements);
  const text = proposeText(chain, { date, effective: now, validUntil: "2027-01-01" });
  const proposed = await ask(host, routes.propose, { as: lin.as, json: { note: signedBy(lin, text) } });
  expect(proposed.answer.ends).toBe(now + DAY);
  expect([await asked(lin), await asked(zhou), await asked(su)]).toEqual([
    [0, 0],
    [1, 1],
    [1, 1],
  ]);
  host.setNow(now + DAY);
  const { answer } = await ask(host, routes.signIn, { json: { member: zhou.id, password: zhou.password } });
  expect(await asked({ as: bearer(answer.token) })).toEqual([0, 0]);
});
