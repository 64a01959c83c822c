import { audiences, bearerOf, everyAudience, mayMeet, Refused, route, type Audience } from "@niuniu/wire";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testDatabase, testHost, type TestDatabase, type TestHost } from "../testing.ts";
import type { Callers } from "./audience.ts";

const known: Readonly<{ [A in Audience]: Callers[A] }> = {
  anyone: undefined,
  receipt: { case: "A" },
  voice: { voice: "V" },
  employee: { employee: "E", session: "" },
  member: { member: "M", session: "" },
  setup: { setup: true },
  invited: { invitation: "I" },
};
type Closed = Exclude<Audience, "anyone">;
const closed = everyAudience.filter((audience): audience is Closed => audience !== "anyone");

let database: TestDatabase;
let host: TestHost;
/** Which audiences were asked to recognise somebody, and which guards what. */
let asked: string[] = [];
let shut: Refused | null = null;

/** Mounts a route for one audience, and has everybody recognised who shows the right word. */
function mountFor(audience: Closed): void {
  host.authenticate(audience, ({ authorization }) => {
    asked.push(audience);
    if (bearerOf(authorization) !== audience) throw new Refused("host/not-yours");
    return Promise.resolve(known[audience]);
  });
  host.guard(audience, (caller, { path }, now) => {
    asked.push(`guard ${path} ${String(now === host.now())} ${String(caller === known[audience])}`);
    return shut === null ? Promise.resolve() : Promise.reject(shut);
  });
}

beforeAll(async () => {
  database = await testDatabase();
  host = await testHost(database);
  const paths = everyAudience.map((audience) => [audience, `/host/of-${audience}`] as const);
  for (const [audience, path] of paths) {
    const at = route<undefined, null>({ audience, method: "GET", path: path, takes: "none", gives: "none" });
    const mount = host.serve[audience] as (...given: readonly unknown[]) => void;
    mount(at, null, () => Promise.resolve(null));
  }
  for (const audience of closed) mountFor(audience);
});
beforeEach(() => {
  [asked, shut] = [[], null];
});
afterAll(async () => {
  await host.close();
  await database.close();
});

async function knock(at: Audience, as: Audience): Promise<readonly [number, string]> {
  const { word } = audiences[as];
  const headers = word === null ? {} : { authorization: `${word} ${"A".repeat(43)}` };
  const answer = await host.inject({ url: `/host/of-${at}`, headers });
  return [answer.statusCode, answer.payload === "" ? "" : answer.json<{ readonly code: string }>().code];
}

const pairs = everyAudience.flatMap((at) => everyAudience.map((as) => ({ at, as })));

describe("who may call", () => {
  it.each(pairs)("a route of $at, shown the credential of $as", async ({ at, as }) => {
    const answer = await knock(at, as);
    if (at === "anyone") expect(answer).toEqual([204, ""]);
    else if (at === as) expect(answer).toEqual([204, ""]);
    else if (mayMeet(as, at)) expect(answer).toEqual([401, "host/not-yours"]);
    else {
      expect(answer).toEqual([403, "host/never-meet"]);
      // Nobody has even looked whose it is.
      expect(asked).toEqual([]);
    }
  });

  it("what identifies and what is anonymous never meet, in either direction, and nothing else is kept apart", () => {
    const apart = pairs.filter(({ at, as }) => !mayMeet(as, at)).map(({ at, as }) => `${as} at ${at}`);
    const [nameless, named] = [
      ["receipt", "voice"],
      ["employee", "member", "setup", "invited"],
    ] as const;
    const expected = nameless.flatMap((one) => named.flatMap((other) => [`${one} at ${other}`, `${other} at ${one}`]));
    expect(apart.toSorted()).toEqual(expected.toSorted());
  });

  it("every audience but anyone has a word of its own", () => {
    const words = closed.map((audience) => audiences[audience].word);
    expect(new Set(words).size).toBe(closed.length);
    expect(closed.map((audience) => bearerOf(`${audiences[audience].word} x`))).toEqual(closed);
    expect([undefined, "", "bearer x", "Basic x", "Niuniu-Receipts x"].map(bearerOf)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it("a guard is asked of whoever was recognised, with the route and the time, and its refusal counts", async () => {
    await knock("member", "member");
    expect(asked).toEqual(["member", "guard /host/of-member true true"]);
    shut = new Refused("host/not-yours");
    expect(await knock("member", "member")).toEqual([401, "host/not-yours"]);
    asked = [];
    await knock("member", "employee");
    expect(asked).toEqual(["member"]);
  });
});
