import { Refused, route, type Audience } from "@niuniu/wire";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase, testHost, type TestDatabase, type TestHost } from "../testing.ts";

const at = (audience: Audience, path: `/${string}`, method: "GET" | "POST" = "GET") =>
  route<undefined, undefined>({ audience, method, path, takes: "none", gives: "none" });

let database: TestDatabase;
let host: TestHost;
beforeAll(async () => {
  database = await testDatabase();
  host = await testHost(database);
  const { serve } = host;
  const done = () => Promise.resolve(undefined);
  host.authenticate("receipt", () => Promise.resolve({ case: "c" }));
  host.authenticate("member", () => Promise.resolve({ member: "mei", session: "s" }));
  serve.anyone(at("anyone", "/try/open"), null, done);
  serve.anyone(at("anyone", "/try/sign-in"), null, done, { own: true });
  serve.member(at("member", "/try/open", "POST"), null, done);
  serve.receipt(at("receipt", "/try/case/:part", "POST"), null, () => Promise.reject(new Refused("host/not-found")));
  serve.member(at("member", "/try/desk"), null, done);
  serve.setup(at("setup", "/try/setup"), null, done);
  serve.invited(at("invited", "/try/invited"), null, done);
});
afterAll(async () => {
  await host.close();
  await database.close();
});

const origin = { origin: "https://union.example" };
const ask = (method: string, url: string) =>
  host.inject({ method: "OPTIONS", url, headers: { ...origin, "access-control-request-method": method } });

describe("a page that a union serves from its own machine", () => {
  it.each([
    ["GET", "/try/open", 204],
    ["POST", "/try/case/x", 404],
  ] as const)(
    "reads what %s %s answers, refusals too, where anyone or a receipt may ask",
    async (method, url, status) => {
      const answer = await host.inject({ method, url, headers: origin });
      expect(answer.statusCode).toBe(status);
      expect(answer.headers["access-control-allow-origin"]).toBe("*");
    },
  );

  it("is told beforehand which headers it may send there", async () => {
    const answer = await ask("POST", "/try/case/x");
    expect(answer.statusCode).toBe(204);
    expect(answer.headers["access-control-allow-origin"]).toBe("*");
    expect(answer.headers["access-control-allow-methods"]).toBe("POST");
    expect(answer.headers["access-control-allow-headers"]).toBe("authorization, content-type, content-encoding");
    expect(answer.headers["access-control-max-age"]).toBe("86400");
    expect(answer.headers["access-control-allow-credentials"]).toBeUndefined();
  });

  it.each([
    ["GET", "/try/sign-in"],
    ["GET", "/try/desk"],
    ["POST", "/try/open"],
    ["GET", "/try/setup"],
    ["GET", "/try/invited"],
  ] as const)("has nothing done at %s %s, whichever way its browser says whose page it is", async (method, url) => {
    const foreign = [
      origin,
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site", origin: "http://localhost:8787" },
      { origin: "null" },
      { origin: "http://localhost:8787.union.example", host: "localhost:8787" },
    ];
    for (const headers of foreign) {
      const answer = await host.inject({ method, url, headers });
      expect([answer.statusCode, (JSON.parse(answer.payload) as { code: string }).code]).toEqual([
        403,
        "host/elsewhere",
      ]);
      expect(Object.keys(answer.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
    }
    const own = [
      {},
      { origin: "http://localhost:8787" },
      { "sec-fetch-site": "same-origin", origin: "http://line.onion", host: "127.0.0.1:8787" },
      { "sec-fetch-site": "none" },
      { origin: "http://line.onion", host: "line.onion" },
    ];
    for (const headers of own) expect((await host.inject({ method, url, headers })).payload).not.toContain("elsewhere");
  });

  it("a name that DNS points at this server has nobody signed in, whatever its own pages say; what is open stays open", async () => {
    const rebound = { "sec-fetch-site": "same-origin", origin: "http://rebound.example", host: "rebound.example" };
    const hosts = ["rebound.example", "rebound.example:8787", "localhost.rebound.example", "xonion", "a b"];
    for (const url of ["/try/sign-in", "/try/desk", "/try/setup", "/try/invited"]) {
      for (const name of hosts) {
        const answer = await host.inject({ url, headers: { ...rebound, host: name } });
        expect([answer.statusCode, (JSON.parse(answer.payload) as { code: string }).code], name).toEqual([
          421,
          "host/misdirected",
        ]);
      }
      const fine = ["localhost:1", "127.0.0.1", "[::1]:8787", "192.0.2.7:8787", "LOCALHOST:8787", "line.onion"];
      for (const name of fine) {
        const { payload } = await host.inject({ url, headers: { host: name, "sec-fetch-site": "same-origin" } });
        expect(payload, name).not.toContain("misdirected");
      }
    }
    for (const url of ["/try/open", "/record/head"])
      expect((await host.inject({ url, headers: rebound })).payload).not.toContain("misdirected");
  });

  it.each(["/try/sign-in", "/try/desk", "/try/setup", "/try/invited", "/nothing", "/openapi.json"])(
    "is told nothing at %s, where a person acts under their own name or nothing is",
    async (url) => {
      const answers = [await ask("GET", url), await host.inject({ url, headers: origin })];
      expect(answers[0]?.statusCode).toBe(404);
      for (const { headers } of answers)
        expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
    },
  );

  it("is not let in by one method because another one at the same address is open", async () => {
    expect((await ask("GET", "/try/open")).statusCode).toBe(204);
    const closed = await ask("POST", "/try/open");
    expect(closed.statusCode).toBe(404);
    expect(closed.headers["access-control-allow-origin"]).toBeUndefined();
    expect((await ask("", "/try/open")).statusCode).toBe(404);
  });
});
