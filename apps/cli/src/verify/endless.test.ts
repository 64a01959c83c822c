import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { signNote } from "@niuniu/note";
import { writeCheckpoint, writePublic } from "@niuniu/record";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { USUAL, within } from "../budget.ts";
import { EXIT } from "../exit.ts";
import { hostSource } from "../source.ts";
import type { House } from "../testing/house.ts";
import { not, takeAway } from "../testing/look.ts";
import { Lookout } from "../testing/lookout.ts";
import { newsIn } from "../watch/changes.ts";
import { exitOf } from "./command.ts";
import { FactWatch, NO_FACTS } from "./facts.ts";
import { checkPublished } from "./figures.ts";
import { LeafWatch, NO_LEAVES } from "./leaves.ts";

let house: House;
const lookout = new Lookout();
const { look } = lookout;
const MANY = 60_000;
/** Far more than it takes on the slowest machine, far less than where each of them costs as much as all before it. */
const SOON = 15_000;

beforeEach(async () => {
  house = await lookout.open();
});
afterEach(() => lookout.close());

/** How long a work takes, in ms. */
function timed(work: () => void): number {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}

describe("what a hostile host can write without end is read in one go", () => {
  test("an entry of whatever kind is added to what is known, and copies nothing of it", () => {
    const facts = new FactWatch(NO_FACTS);
    const bodies = { tombstone: "x", policy: "{}", calendar: "{}", roster: "{}", lost: '{"texts":[1,2,3]}' } as const;
    const lists = (): readonly unknown[] => {
      const { statements, policies, calendars, tombstones, buried, lost } = facts.facts;
      return [statements, policies, calendars, tombstones, buried, lost];
    };
    const before = lists();
    for (const [kind, body] of Object.entries(bodies)) {
      const text = writePublic({ kind: kind as keyof typeof bodies, date: "2026-03-01", body });
      for (const index of [1, 2]) {
        facts.take({ index, salt: new Uint8Array(32), text: index === 1 ? text : null, tombstone: null }, 0, null);
      }
    }
    expect(facts.facts.count).toBe(10);
    for (const [at, list] of lists().entries()) expect(list).toBe(before[at]);
    expect(lists().every((list) => Array.isArray(list) && list.length > 0)).toBe(true);
  });

  test("nine thousand holes, sixty thousand absences that each explain a part of one", () => {
    const leaves = new LeafWatch(NO_LEAVES);
    const spent = timed(() => {
      for (let slot = 0; slot < 9_000; slot++) leaves.slot(slot * 100, slot);
      for (let at = 0; at < MANY; at++)
        leaves.explain([
          (at % 9_000) * 100 + 1 + Math.floor(at / 9_000),
          (at % 9_000) * 100 + 1 + Math.floor(at / 9_000),
        ]);
    });
    expect(leaves.order.gaps.length).toBe(8_999);
    expect(spent).toBeLessThan(SOON);
  });

  test("figures of a hundred thousand months, held against those before", () => {
    const month = (at: number): string => `${1000 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
    const months = Array.from({ length: 100_000 }, (_, at) => ({ month: month(at), answered: 1, missed: 0 }));
    const body = JSON.stringify({ missedEver: "none", months });
    const published = { index: 0, date: "9999-01-01", body };
    expect(timed(() => checkPublished(published, published))).toBeLessThan(SOON);
  });
});

describe("a host that does not come to an end", () => {
  test("signs a record longer than time itself: nothing of it is read, and it is not called a lie", async () => {
    const claimed = { origin: house.origin, size: 2 ** 45, root: new Uint8Array(32), extensions: [] };
    const asked: string[] = [];
    house.twist = (path) => {
      asked.push(path);
      return path === "/record/checkpoint"
        ? Buffer.from(signNote(writeCheckpoint(claimed), [house.signer]))
        : undefined;
    };
    const outcome = await look();
    expect([outcome.verdict, exitOf(outcome), not(outcome)]).toEqual(["spent", EXIT.spent, ["spent.entries"]]);
    expect(asked.filter((path) => path.startsWith("/record/tile"))).toEqual([]);
  });

  test.each([
    ["requests", { requests: 3 }],
    ["bytes", { bytes: 2_000 }],
    ["time", { time: 0 }],
  ] as const)(
    "is left when the budget of %s is spent, which is said once and is news to a watch",
    async (what, limits) => {
      const outcome = await look({ limits });
      expect([outcome.verdict, not(outcome)]).toEqual(["spent", [`spent.${what}`]]);
      const { news } = newsIn({ seen: null, troubles: [] }, outcome);
      expect(news?.sentences.map(({ key }) => key)).toEqual([`spent.${what}`]);
      // Nobody knows whether what was told before is over.
      const told = newsIn(
        { seen: null, troubles: [{ state: "missing", sentence: { key: "missing.slots", values: {} } }] },
        outcome,
      );
      expect(told.told.troubles.map(({ sentence }) => sentence.key)).toContain("missing.slots");
      expect((await look()).verdict).toBe("fine");
    },
  );

  test("lets its pages drip for ever: the run ends with the time it was given", async () => {
    const server: Server = createServer((_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const drip = setInterval(() => response.write(" "), 20);
      response.on("close", () => clearInterval(drip));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const source = within(hostSource(new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)), {
      ...USUAL,
      time: 500,
    });
    await expect(source.get("/record/head")).rejects.toThrow("spent.time");
    await expect(source.get("/record/checkpoint")).rejects.toThrow("spent.time");
    source.close();
    server.closeAllConnections();
    server.close();
  });

  test("takes away ten thousand texts in a day: the first are named, the others counted", async () => {
    const indexes: number[] = [];
    for (let at = 0; at < 15; at++) indexes.push(await house.publish("figures", house.figures));
    await house.seal();
    for (const index of indexes) takeAway(house, index);
    const keys = not(await look());
    expect(keys.filter((key) => key === "missing.tombstone")).toHaveLength(10);
    expect(keys).toContain("missing.tombstones");
  });
});
