import { testDatabase, testHost, type TestDatabase, type TestHost } from "@niuniu/host/testing";
import { bearer, readToken, Refused, type HealthLine, type Route } from "@niuniu/wire";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as routes from "../routes.ts";
import { health } from "./index.ts";

let database: TestDatabase;
let host: TestHost;
beforeAll(async () => {
  database = await testDatabase();
  host = await testHost(database);
  host.authenticate("member", ({ authorization }) => {
    if (readToken("Bearer", authorization) === null) return Promise.reject(new Refused("host/not-yours"));
    return Promise.resolve({ member: "lin", session: "s" });
  });
  host.health.state("toy", {
    says: { "toy/ill": { en: "Ill.", "zh-CN": "不好。" }, "toy/well": { en: "Well.", "zh-CN": "好。" } },
    look: () =>
      Promise.resolve([
        { code: "toy/well", state: "well" },
        { code: "toy/ill", state: "ill" },
      ]),
  });
  await health.mount(host, undefined);
});
afterAll(async () => {
  await database.close();
});

const ask = async <Answer>(route: Route<undefined, Answer>, as = "") => {
  const { statusCode, payload } = await host.inject({
    method: route.method,
    url: route.path,
    headers: as === "" ? {} : { authorization: bearer(`token-${as}`) },
  });
  return { status: statusCode, answer: JSON.parse(payload) as Answer };
};

describe("the health of the house", () => {
  it("is told to members, what needs somebody first, and to nobody else", async () => {
    expect((await ask(routes.lines)).status).toBe(401);
    const { answer } = await ask(routes.lines, "lin");
    const ill: HealthLine = { code: "toy/ill", state: "ill", sentence: { en: "Ill.", "zh-CN": "不好。" } };
    expect(answer).toContainEqual(ill);
    const states = answer.map(({ state }) => state);
    expect(states).toEqual(states.toSorted((a, b) => "isw".indexOf(a[0] ?? "") - "isw".indexOf(b[0] ?? "")));
    expect(answer.map(({ code }) => code)).toContain("host/no-backup");
  });

  it("is told to a supervisor as two words that say nothing else, and as no once the server stops", async () => {
    expect(await ask(routes.live)).toEqual({ status: 200, answer: { live: true } });
    expect(await ask(routes.ready)).toEqual({ status: 200, answer: { ready: true } });
    const stopping = host.close();
    const answer = await ask(routes.ready).catch(() => null);
    expect(answer === null || answer.status === 503).toBe(true);
    await stopping;
  });
});
