import { testDatabase, type TestDatabase } from "@niuniu/host/testing";
import { bearer, invitation, setupCode, type Route } from "@niuniu/wire";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as routes from "../routes.ts";
import { ask, foundedLine, newLine, seats, type Line, type Person } from "./testing.ts";

let database: TestDatabase;
/** One line that is being set up, with an invitation, and one that is open, with one of its founders. */
let begun: Line;
let token: string;
let opened: Line;
let founder: Pick<Person, "id" | "password">;
beforeAll(async () => {
  database = await testDatabase();
  begun = await newLine(database);
  const json = { organisation: "Cloud Pasture", seats };
  const [first] = (await ask(begun.host, routes.begin, { as: begun.setup, json })).answer.invitations;
  token = first?.token ?? "";
  const { line, persons } = await foundedLine(database, { name: "by_three" });
  opened = line;
  founder = persons[0] ?? { id: "", password: "" };
});
afterAll(async () => {
  for (const each of [begun, opened]) await each.close();
  await database.close();
});

describe("every route", () => {
  const all = Object.entries(routes.routes) as [string, Route<unknown, unknown>][];
  const credentials = () => ({
    nothing: undefined,
    member: bearer("A".repeat(43)),
    setup: setupCode("0000-0000-0000-0000"),
    invited: invitation("A".repeat(43)),
    receipt: `Niuniu-Receipt lookup="${"A".repeat(22)}==", nonce="1234567890.${"A".repeat(22)}", signature="${"A".repeat(86)}=="`,
  });
  it.each(all)("%s turns away whoever it is not for", async (_name, route) => {
    if (route.audience === "anyone") return;
    for (const given of Object.values(credentials())) {
      const reply = await ask(opened.host, route, { ...(given === undefined ? {} : { as: given }) });
      expect([401, 403]).toContain(reply.status);
    }
  });
  it.each(all)("%s refuses what it does not take, and says nothing of what it read", async (_name, route) => {
    if (route.takes !== "json") return;
    const [as, host] = {
      anyone: ["", opened.host] as const,
      receipt: ["", opened.host] as const,
      voice: ["", opened.host] as const,
      employee: ["", opened.host] as const,
      member: [bearer((await fresh()).token), opened.host] as const,
      setup: [begun.setup, begun.host] as const,
      invited: [invitation(token), begun.host] as const,
    }[route.audience];
    for (const json of [null, [], { marked: "a-marked-secret" }, "a-marked-secret"]) {
      const reply = await ask(host, route, { as, json });
      expect(reply.code).toBe("host/malformed");
      expect(reply.text).not.toContain("a-marked-secret");
    }
  });
  const fresh = async () =>
    (await ask(opened.host, routes.signIn, { json: { member: founder.id, password: founder.password } })).answer;
});
