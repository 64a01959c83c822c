import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fromBase64, toHex } from "@niuniu/note";
import { chain } from "@niuniu/record";
import { afterAll, beforeAll, expect, it } from "vitest";
import { run, type Ended } from "../apps/cli/src/testing/run.ts";
import { say } from "../apps/cli/src/words.ts";
import { openHouse, type House } from "./house.ts";
import type { Alter } from "./in-between.ts";
import { openLyingHost, sealed, until, type LyingHost } from "./lying-host.ts";

/* What the committee owes its own house, replayed by a stranger's command line: what it finds of a host that is true, and of lies. */

const folder = mkdtempSync("/tmp/niuniu-upkeep-outside-");
let house: House;
let host: LyingHost;
beforeAll(async () => {
  house = await openHouse();
  host = await openLyingHost(house);
  await sealed(house);
  // The command line goes by the machine's clock. In between this house was away, and says so.
  house.clock.moveTo(Date.now() - 20 * 60_000);
  await house.running().host.record.tick();
  const open = "select id from matter_open where feature = 'upkeep' and due is not null";
  await until(async () => ((await house.query(open)).length > 1 ? true : null), "the committee owes something");
  await sealed(house);
}, 120_000);
afterAll(async () => {
  await host.close();
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

let runs = 0;
async function verified(...lies: readonly Alter[]): Promise<Ended> {
  host.lie(...lies);
  const ended = await run(["verify", host.house.origin, "--state", join(folder, `run-${++runs}`), "--lang", "en"]);
  host.lie();
  return ended;
}

type Fields = Record<string, unknown>;
interface Thread {
  readonly entries: readonly { readonly text: string; readonly salt: string }[];
  readonly head: string;
}

const said =
  <T>(path: RegExp, change: (value: T) => T): Alter =>
  (passing) => {
    if (!path.test(passing.path)) return passing;
    const value = change(JSON.parse(passing.body.toString("utf8")) as T);
    return { ...passing, body: Buffer.from(JSON.stringify(value)) };
  };
const lines = (change: (line: Fields) => readonly Fields[]): Alter =>
  said<{ readonly lines: readonly Fields[] }>(/^\/upkeep\/list/, (list) => ({
    ...list,
    lines: list.lines.flatMap(change),
  }));

/** Says something else in the first entry of each, and everything that follows from that. */
const begun = (change: (first: Fields) => Fields): Alter =>
  said<Thread>(/^\/matter\/open\//, (thread) => {
    const [first, ...rest] = thread.entries;
    if (first === undefined) return thread;
    const text = `${JSON.stringify(change(JSON.parse(first.text) as Fields))}\n`;
    const entries = [{ ...first, text }, ...rest];
    const head = chain(entries.map((entry) => ({ event: entry.text, salt: fromBase64(entry.salt) }))).at(-1);
    return { ...thread, entries, head: toHex(head ?? new Uint8Array(32)) };
  });

const week = (day: unknown): string => new Date(Date.parse(String(day)) + 7 * 86_400_000).toISOString().slice(0, 10);

it("all that it owes follows by its rules, as a stranger finds who replays it", async () => {
  const { out, code } = await verified();
  const [, count = "0"] = /own house (\d+) things?/.exec(out) ?? [];
  expect(Number(count)).toBeGreaterThan(1);
  expect(out).not.toContain("LIE");
  expect(code).toBe(3);
});

it("a date that was moved is a lie, also where the whole chain was written anew to fit it", async () => {
  const later = (line: Fields): Fields => ({ ...line, until: week(line["until"]) });
  const { out, code } = await verified(
    begun(later),
    lines((line) => [later(line)]),
  );
  expect(out).toMatch(/does not follow by its rules \((other-date|late-date|early-date|owed-differs), entry \d/);
  expect(code).toBe(1);
});

it("misses that the list does not tell are a lie, and one that it leaves out is asked for", async () => {
  const one = await verified(lines((line) => [{ ...line, misses: 7 }]));
  expect(one.out).toMatch(/does not follow by its rules \(list, entry 0\)/);
  expect(one.code).toBe(1);
  const fewer = await verified(said<Fields>(/^\/upkeep\/list/, (list) => ({ ...list, missed: -1 })));
  expect(fewer.out).toContain(say("en", "lie.upkeep-missed", { missed: -1, sum: 0 }));
  const other = await verified(lines((line) => (line["what"] === "calendar" ? [] : [line])));
  expect(other.out).toContain(say("en", "missing.upkeep-unbegun", { what: "calendar" }));
});

it("the page of the first hours shows the texts that are to be read; where it shows others, or says that they were read, that is told", async () => {
  const page =
    (change: (html: string) => string): Alter =>
    (passing) =>
      passing.path.startsWith("/now?")
        ? { ...passing, body: Buffer.from(change(passing.body.toString("utf8"))) }
        : passing;
  const hash = ((await (await fetch(`${house.origin}/upkeep/list`)).json()) as { readonly texts: string }).texts.slice(
    0,
    8,
  );
  expect((await verified()).out).toContain(say("en", "holds.first-hours", { hash }));
  const gone = await verified(lines((line) => (line["what"] === "first-hours" ? [] : [line])));
  expect(gone.out).toContain(say("en", "missing.upkeep-unbegun", { what: "first-hours" }));
  const other = await verified(page((html) => html.replaceAll("passing out", "waking up")));
  expect(other.out).toContain(say("en", "missing.first-hours-texts", { hash }));
  const read = await verified(page((html) => html.replace(/Draft: [^.]*\./, "Read by everybody.")));
  expect(read.out).toContain(say("en", "missing.first-hours-read", { hash }));
});

it("what stands in no record is a lie, however well it follows", async () => {
  const other = "a".repeat(64);
  const { out, code } = await verified(
    said<Fields>(/^\/matter\/open\//, (thread) => {
      const { proofs, promises } = thread as {
        readonly proofs: readonly Fields[];
        readonly promises: readonly Fields[];
      };
      return {
        ...thread,
        proofs: proofs.map((one) => ({ ...one, proof: other })),
        promises: promises.map((one) => ({ ...one, promise: other })),
      };
    }),
  );
  expect(out).toMatch(/does not follow by its rules \(proof, entry \d/);
  expect(code).toBe(1);
});
