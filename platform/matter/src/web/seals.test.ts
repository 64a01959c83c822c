import { toBase64, verifyHeard } from "@niuniu/note";
import { countedRandom } from "@niuniu/roster/testing";
import type { RecordView } from "@niuniu/trust";
import { smallLog, smallWitness, type SmallLog } from "@niuniu/trust/testing";
import { describe, expect, test } from "vitest";
import { readCalendar } from "@niuniu/owe";
import { CALENDAR } from "@niuniu/wire";
import type { SaltedText } from "../thread.ts";
import { hearSeals } from "./hear-seals.ts";
import { readSeals, type SealReading } from "./seals.ts";

const calendar = readCalendar(CALENDAR);
/** Noon where the organisation works. */
const NOON = Date.UTC(2026, 10, 23, 4);
const DAY = 86_400_000;
const random = countedRandom("seals");

const said = (niuniu: string, date: string): SaltedText => ({
  text: `${JSON.stringify({ niuniu, date })}\n`,
  salt: toBase64(random(32)),
});
const act = (date = "2026-11-23"): SaltedText => said("act v1", date);
const event = (date = "2026-11-23"): SaltedText => said("event v1", date);

function viewOf({ log, mark }: SmallLog, more: Partial<RecordView> = {}): RecordView {
  const { size, root, note } = mark();
  return {
    ...{ log, vkey: log.vkey, named: true, checkpoint: note, size, root, until: NOON, stale: false },
    ...{ witnesses: [], putBack: null, statementAt: 0, ...more },
  };
}

const reading = (
  log: SmallLog,
  thread: Partial<SealReading["thread"]> & Pick<SealReading["thread"], "entries">,
  more: Partial<SealReading> = {},
): SealReading => ({
  thread: { proofs: [], promises: [], ...thread },
  ...{ view: viewOf(log), calendar, now: NOON + 5_000, ...more },
});

describe("the standing of a case in the public record", () => {
  test("a step proven in its slot is sealed, and so is everything the chain holds before it", async () => {
    const log = await smallLog();
    const entries = [act(), event()];
    const sealed = await log.seal(NOON, entries);
    const { standings, findings } = readSeals(
      reading(log, { entries, proofs: [{ number: 2, proof: await sealed.prove() }] }),
    );
    expect(findings).toEqual([]);
    expect(standings.map(({ state }) => state)).toEqual(["sealed", "sealed"]);
    expect(standings[0]).toMatchObject({ seal: { since: NOON + 10_000, exact: true, index: 0, size: 1 } });
  });

  test("once the slot is forgotten the day still proves it, and says so", async () => {
    const log = await smallLog();
    const entries = [act()];
    const sealed = await log.sealDay(NOON, entries);
    const proofs = [{ number: 1, proof: await sealed.prove() }];
    const { standings, findings } = readSeals(reading(log, { entries, proofs }, { now: NOON + 9 * DAY }));
    expect(findings).toEqual([]);
    expect(standings[0]).toMatchObject({ seal: { since: Date.UTC(2026, 10, 24), exact: false } });
  });

  test("a step that is promised and not due yet is on its way", async () => {
    const log = await smallLog();
    const first = [act()];
    const entries = [...first, act(), event()];
    const sealed = await log.seal(NOON - 60_000, first);
    const proofs = [{ number: 1, proof: await sealed.prove() }];
    const promises = [{ number: 3, promise: log.promise(NOON, entries) }];
    const { standings, findings } = readSeals(reading(log, { entries, proofs, promises }));
    expect(findings).toEqual([]);
    expect(standings.map(({ state }) => state)).toEqual(["sealed", "promised", "promised"]);
  });

  test("a step with neither promise nor proof is found", async () => {
    const log = await smallLog();
    const first = [act()];
    const sealed = await log.seal(NOON, first);
    const proofs = [{ number: 1, proof: await sealed.prove() }];
    const { standings, findings } = readSeals(reading(log, { entries: [...first, act(), event()], proofs }));
    expect(findings).toEqual([{ code: "unsealed", number: 2 }]);
    expect(standings.map(({ state }) => state)).toEqual(["sealed", "none", "none"]);
  });

  test("a promise is broken a minute after its slot, by this device's clock or by the record's own", async () => {
    const log = await smallLog();
    const entries = [act()];
    const promises = [{ number: 1, promise: log.promise(NOON, entries) }];
    const broken = { code: "broken-promise", number: 1, at: NOON + 10_000 };
    const find = (more: Partial<SealReading>) => readSeals(reading(log, { entries, promises }, more)).findings;
    expect(find({ now: NOON + 69_000 })).toEqual([]);
    expect(find({ now: NOON + 71_000 })).toEqual([broken]);
    expect(find({ view: viewOf(log, { until: NOON + 80_000 }) })).toEqual([broken]);
  });

  test("is the same with every signature checked ahead, of which each is asked about once, also where the log signed none of it", async () => {
    const log = await smallLog();
    const other = await smallLog("other key");
    const first = [act()];
    const entries = [...first, act(), event()];
    const sealed = await log.seal(NOON - 60_000, first);
    const forged = await other.seal(NOON - 60_000, first);
    const promises = [{ number: 3, promise: log.promise(NOON, entries) }];
    const threads = [
      { entries, promises, proofs: [{ number: 1, proof: await sealed.prove() }] },
      { entries, promises, proofs: [{ number: 1, proof: await forged.prove() }] },
      { entries, promises: [{ number: 3, promise: other.promise(NOON, entries) }], proofs: [] },
      { entries, promises: [{ number: 3, promise: "anything" }], proofs: [{ number: 1, proof: "anything" }] },
    ];
    const asked: number[] = [];
    for (const thread of threads) {
      const alone = reading(log, thread);
      let count = 0;
      const verify = await verifyHeard((hear) =>
        hearSeals(alone, (...signed) => {
          count += 1;
          return hear(...signed);
        }),
      );
      asked.push(count);
      expect(readSeals({ ...alone, verify })).toEqual(readSeals(alone));
      expect(readSeals({ ...alone, verify: () => false }).findings).not.toEqual([]);
    }
    // What names another log's key is no signature to ask about.
    expect(asked).toEqual([2, 1, 0, 0]);
  });

  test("a promise for another case, by another key or for next year is none", async () => {
    const log = await smallLog();
    const other = await smallLog("other key");
    const entries = [act()];
    const find = (promise: string) => readSeals(reading(log, { entries, promises: [{ number: 1, promise }] })).findings;
    const none = [
      { code: "bad-promise", number: 1 },
      { code: "unsealed", number: 1 },
    ];
    expect(find(log.promise(NOON, [act()]))).toEqual(none);
    expect(find(other.promise(NOON, entries))).toEqual(none);
    expect(find(log.promise(NOON + 365 * DAY, entries))).toEqual(none);
    expect(find("anything")).toEqual(none);
  });

  test("a proof of something else, under another key or of no entry at all is found", async () => {
    const log = await smallLog();
    const other = await smallLog("other key");
    const entries = [act()];
    const find = async (number: number, sealed: { readonly prove: () => Promise<string> }) =>
      readSeals(reading(log, { entries, proofs: [{ number, proof: await sealed.prove() }] })).findings[0];
    expect(await find(1, await log.seal(NOON, [act()]))).toEqual({ code: "bad-proof", number: 1 });
    expect(await find(1, await other.seal(NOON, entries))).toEqual({ code: "bad-proof", number: 1 });
    expect(await find(2, await log.seal(NOON, entries))).toEqual({ code: "bad-proof", number: 2 });
  });

  test("an event that was dated back is found, whoever sealed it in good order", async () => {
    const log = await smallLog();
    const entries = [act("2026-11-23"), event("2026-11-20")];
    const sealed = await log.seal(NOON, entries);
    const { findings, exhibits } = readSeals(
      reading(log, { entries, proofs: [{ number: 2, proof: await sealed.prove() }] }),
    );
    expect(findings).toEqual([{ code: "misdated", number: 2, date: "2026-11-20", at: NOON + 10_000 }]);
    expect(exhibits[0]?.text).toContain("2026-11-20");
  });

  test("what people sign may be a day off, for their clock is their own; what the server says may not", async () => {
    const log = await smallLog();
    const find = async (entries: readonly SaltedText[]) => {
      const sealed = await log.seal(NOON, entries);
      return readSeals(reading(log, { entries, proofs: [{ number: 1, proof: await sealed.prove() }] })).findings.length;
    };
    expect(await find([act("2026-11-22")])).toBe(0);
    expect(await find([act("2026-11-24")])).toBe(0);
    expect(await find([act("2026-11-21")])).toBe(1);
    expect(await find([event("2026-11-22")])).toBe(1);
    expect(await find([event("2026-11-24")])).toBe(1);
  });

  test("a witness counts who signed the proof's own checkpoint, or the milestone above it; a forged one is named", async () => {
    const log = await smallLog();
    const [union, stranger] = [smallWitness("union.example"), smallWitness("stranger.example")];
    const witnesses = [union.text, "misspelt"];
    const entries = [act()];
    const sealed = await log.seal(NOON, entries);
    const read = async (checkpoint: string, above = log.checkpoint()) => {
      const proofs = [{ number: 1, proof: await sealed.prove(checkpoint) }];
      return readSeals(reading(log, { entries, proofs }, { view: viewOf(log, { checkpoint: above, witnesses }) }));
    };
    const seen = [{ name: "union.example", time: NOON + 20_000 }];
    const own = await read(log.checkpoint([union, stranger], NOON + 20_000));
    expect(own.standings[0]).toMatchObject({ seal: { witnessed: seen } });
    const above = await read(log.checkpoint(), log.checkpoint([union], NOON + 20_000));
    expect(above.standings[0]).toMatchObject({ seal: { witnessed: seen } });
    const other = log.checkpoint([union], NOON);
    await log.seal(NOON + 10_000);
    const line = other.split("\n").find((one) => one.startsWith("— union.example")) ?? "";
    const forged = await read(`${log.checkpoint()}${line}\n`);
    expect(forged.findings[0]).toEqual({ code: "forged-witness" });
  });

  test("salts and texts that are no such thing end in findings, never in a crash", async () => {
    const log = await smallLog();
    const entries = [{ text: "not a line", salt: "not base64" }];
    const { findings } = readSeals(reading(log, { entries, proofs: [{ number: 1, proof: "not a proof" }] }));
    expect(findings.map(({ code }) => code)).toEqual(["bad-proof", "unsealed"]);
  });
});
