import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { checkAnswer, testDatabase, urlOf, type TestDatabase } from "@niuniu/host/testing";
import { passwordChange, signIn, signOut } from "@niuniu/people";
import { ask, found, type Founder } from "@niuniu/sample";
import { area, bearer, pathOf } from "@niuniu/wire";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { start, type Running } from "./main.ts";
import { features } from "./features.ts";

/** The line that stays open between a desk and the server. */
const data = mkdtempSync("/tmp/niuniu-live-");
let database: TestDatabase;
let running: Running;
let founders: readonly Founder[];
/** ms: so often the server asks whether who listens may still listen. */
const LOOK = 200;
const looks = (times: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, times * LOOK, "open"));
let clock = Date.UTC(2026, 0, 5, 8);

beforeAll(async () => {
  database = await testDatabase();
  const databaseUrl = urlOf(await database.migrated(features.list));
  const place = { data, port: 0, origin: "http://localhost", address: "localhost", databaseUrl };
  running = await start({ ...place, now: () => clock, tellEvery: 250, lookEvery: LOOK, answered: checkAnswer });
  founders = await found(running.origin, running.setupCode ?? "", (count) => new Uint8Array(randomBytes(count)));
});

afterAll(async () => {
  await running.stop();
  await database.close();
  rmSync(data, { recursive: true, force: true });
});

const signedIn = async ({ id, password }: Founder): Promise<string> =>
  (await ask(running.origin, signIn, { json: { member: id, password } })).token;

/** Opens the line; resolves once it is up. `ended` resolves when the server has ended it. */
async function listen(token: string): Promise<{ readonly ended: Promise<true>; readonly leave: () => void }> {
  const gone = new AbortController();
  const headers = { authorization: bearer(token) };
  const answer = await fetch(running.origin + pathOf(area.changes, { topics: "cases.people" }), {
    headers,
    signal: gone.signal,
  });
  expect(answer.status).toBe(200);
  const ended = answer.text().then((): true => true);
  ended.catch(() => undefined);
  return { ended, leave: () => gone.abort() };
}

describe("a desk's open line", () => {
  it("ends with the session, whichever way that ends, and stays where it goes on", async () => {
    const [founder] = founders;
    if (founder === undefined) throw new Error("nobody was founded");
    const [one, other, third] = [await signedIn(founder), await signedIn(founder), await signedIn(founder)];
    const lines = [await listen(one), await listen(other), await listen(third)] as const;
    await ask(running.origin, signOut, { authorization: bearer(one) });
    expect(await lines[0].ended).toBe(true);
    const change = { old: founder.password, new: `${founder.password}-new` };
    await ask(running.origin, passwordChange, { authorization: bearer(third), json: change });
    expect(await lines[1].ended).toBe(true);
    expect(await Promise.race([lines[2].ended, looks(5)])).toBe("open");
    lines[2].leave();
  });

  it("is no use of the session: it keeps none alive, and ends with it after an hour", async () => {
    const [, founder] = founders;
    if (founder === undefined) throw new Error("nobody was founded");
    const line = await listen(await signedIn(founder));
    // Asked about again and again meanwhile.
    for (let quarter = 0; quarter < 3; quarter++) {
      clock += 15 * 60_000;
      expect(await Promise.race([line.ended, looks(3)])).toBe("open");
    }
    clock += 16 * 60_000;
    expect(await line.ended).toBe(true);
  });
});
