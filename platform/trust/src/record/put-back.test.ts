import { COUNTERSIGNED_WITHIN } from "@niuniu/note";
import { describe, expect, test } from "vitest";
import { readPutBack } from "./put-back.ts";
import { putBackAt as NOON, putBackHead as headOf, putBackSaid as said, smallLog, type SmallLog } from "../testing.ts";
import { isPutBack } from "./watch.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const OLD = "line.example.org/record";

const named = (log: SmallLog, effective = NOON - 30 * DAY) => {
  return { log: log.log.vkey, effective: new Date(effective).toISOString() };
};
/** Two logs of one house: the same key, the next name. */
const house = async (): Promise<readonly [SmallLog, SmallLog]> => [
  await smallLog("house", OLD),
  await smallLog("house", `${OLD}/2`),
];

describe("a server that was put back", () => {
  test("says so from the first request on, before it signs anything", async () => {
    const [log] = await house();
    const head = await headOf(log, NOON - 6 * HOUR, [[said(log), false]]);
    const found = readPutBack(head, named(log), NOON + HOUR);
    expect(found).toMatchObject({ of: NOON - 5 * HOUR, at: NOON, still: true, awaiting: false });
    expect(found?.until).toBe(NOON + COUNTERSIGNED_WITHIN);
  });

  test("under a record begun anew waits for the committee, seven days, and no longer", async () => {
    const [old, anew] = await house();
    const head = await headOf(anew, NOON + HOUR, [[said(old), true]]);
    const at = (now: number) => readPutBack(head, named(old), now)?.awaiting;
    expect([at(NOON + HOUR), at(NOON + 7 * DAY), at(NOON + 7 * DAY + 1)]).toEqual([true, true, false]);
  });

  test("has its word for good once a quorum has signed for the record since", async () => {
    const [old, anew] = await house();
    const head = await headOf(anew, NOON + 40 * DAY, [[said(old), true]]);
    const found = readPutBack(head, named(anew, NOON + 2 * DAY), NOON + 40 * DAY);
    expect(found).toMatchObject({ awaiting: false, until: Infinity });
    // What they signed before it was put back says nothing about it.
    expect(readPutBack(head, named(anew, NOON - DAY), NOON + DAY)?.until).toBe(NOON + COUNTERSIGNED_WITHIN);
  });
});

describe("being put back is no excuse", () => {
  test("where it is told to one person only: a record that grows must hold it", async () => {
    const [log] = await house();
    expect(readPutBack(await headOf(log, NOON + HOUR, [[said(log), false]]), named(log), NOON + HOUR)).toBeNull();
    const note = said(log);
    const sealed = await headOf(log, NOON + HOUR, [[note, true]]);
    const other = { note: said(log, { kept: 3 }), proof: sealed.putBack?.[0]?.proof ?? "" };
    expect(readPutBack({ ...sealed, putBack: [other] }, named(log), NOON + HOUR)).toBeNull();
    expect(readPutBack(sealed, named(log), NOON + HOUR)).not.toBeNull();
  });

  test("in another's name, by another key, from a time that has not come, or without a word", async () => {
    const [log, anew] = await house();
    const stranger = await smallLog("stranger", OLD);
    const elsewhere = await smallLog("house", "other.example.org/record");
    const forged = [said(stranger), said(elsewhere), said(log, { at: new Date(NOON + DAY).toISOString() }), "nonsense"];
    for (const note of forged) {
      expect(readPutBack(await headOf(log, NOON - HOUR, [[note, false]]), named(log), NOON), note).toBeNull();
    }
    const bare = await headOf(anew, NOON, []);
    expect(readPutBack(bare, named(log), NOON)).toBeNull();
  });

  test("for a record begun anew, a second time: to be put back once more gives no more time", async () => {
    const [old, anew] = await house();
    const again = said(anew, { at: new Date(NOON + 6 * DAY).toISOString(), times: 2 });
    const head = await headOf(anew, NOON + 7 * DAY, [
      [again, true],
      [said(old), true],
    ]);
    const at = (now: number) => readPutBack(head, named(old), now);
    expect(at(NOON + 7 * DAY)).toMatchObject({ awaiting: true, until: NOON + 7 * DAY });
    expect(at(NOON + 7 * DAY + 1)).toMatchObject({ at: NOON + 6 * DAY, awaiting: false });
    const alone = { ...head, putBack: head.putBack?.slice(0, 1) ?? [] };
    expect(readPutBack(alone, named(old), NOON + 6 * DAY + HOUR)?.awaiting).toBe(false);
  });

  test("for a record begun anew and anew: the days are those of the first that nobody has signed for", async () => {
    const [old, second] = await house();
    const third = await smallLog("house", `${OLD}/3`);
    const next = said(second, { at: new Date(NOON + 6 * DAY).toISOString(), times: 2 });
    const head = await headOf(third, NOON + 7 * DAY, [
      [next, true],
      [said(old), true],
    ]);
    const awaiting = (log: SmallLog, now: number) => readPutBack(head, named(log), now)?.awaiting;
    expect([awaiting(old, NOON + 7 * DAY), awaiting(old, NOON + 7 * DAY + 1)]).toEqual([true, false]);
    // Where the committee has signed for the second, the third has seven days of its own.
    expect([awaiting(second, NOON + 13 * DAY), awaiting(second, NOON + 13 * DAY + 1)]).toEqual([true, false]);
  });

  test("for a record begun anew more often than is shown", async () => {
    const logs = await Promise.all(
      Array.from({ length: 9 }, (_, at) => smallLog("house", at === 0 ? OLD : `${OLD}/${at + 1}`)),
    );
    const words = logs.slice(0, 8).map((log, at) => [said(log, { times: at + 1 }), true] as const);
    const [first, last] = [logs[0], logs[8]];
    if (first === undefined || last === undefined) throw new Error("no logs");
    const head = await headOf(last, NOON + HOUR, words.toReversed());
    expect(readPutBack(head, named(first), NOON + HOUR)?.awaiting).toBe(false);
  });

  test("for another key under the next name", async () => {
    const [old] = await house();
    const stranger = await smallLog("stranger", `${OLD}/2`);
    const head = await headOf(stranger, NOON, [[said(stranger), true]]);
    expect(readPutBack(head, named(old), NOON)?.awaiting).toBe(false);
  });

  test("for a record that signs on and has another past, nor after the time is over", async () => {
    const [log] = await house();
    const still = readPutBack(await headOf(log, NOON - 6 * HOUR, [[said(log), false]]), named(log), NOON);
    expect(isPutBack("rollback", { putBack: still }, NOON)).toBe(true);
    expect(isPutBack("fork", { putBack: still }, NOON)).toBe(false);
    expect(isPutBack("other-log", { putBack: still }, NOON)).toBe(false);
    expect(isPutBack("rollback", { putBack: still }, NOON + 8 * DAY)).toBe(false);
    expect(isPutBack("rollback", { putBack: null }, NOON)).toBe(false);
    const [again] = await house();
    const grown = readPutBack(await headOf(again, NOON + HOUR, [[said(again), true]]), named(again), NOON + HOUR);
    expect(isPutBack("rollback", { putBack: grown }, NOON + HOUR)).toBe(false);
  });

  test("for longer by being put back again every six days: a log that stands still has the days of the first time", async () => {
    const [log] = await house();
    const [first, again] = [said(log), said(log, { at: new Date(NOON + 6 * DAY).toISOString(), times: 2 })];
    const still = await headOf(log, NOON - 6 * HOUR, [
      [again, false],
      [first, false],
    ]);
    expect(readPutBack(still, named(log), NOON + 6 * DAY)).toMatchObject({ still: true, until: NOON + 7 * DAY });
  });
});
