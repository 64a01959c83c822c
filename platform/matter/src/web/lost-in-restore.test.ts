import {
  putBackAt as NOON,
  putBackHead as headOf,
  putBackSaid as said,
  readPutBack,
  smallLog,
  type SmallLog,
} from "@niuniu/trust/testing";
import { describe, expect, test } from "vitest";
import { lostInRestore, type Kept } from "./against-saved.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const named = (log: SmallLog) => ({ log: log.log.vkey, effective: new Date(NOON - 30 * DAY).toISOString() });

describe("being put back is no excuse", () => {
  test("for a report that the copy must have held, or that came after it was put back", async () => {
    const log = await smallLog();
    const putBack = readPutBack(await headOf(log, NOON - 6 * HOUR, [[said(log), false]]), named(log), NOON);
    const lost = (promised: number, now = NOON): boolean => lostInRestore({ promised } as Kept, putBack, now) !== null;
    expect([lost(NOON - HOUR), lost(NOON - 6 * HOUR), lost(NOON + HOUR)]).toEqual([true, false, false]);
    expect(lost(NOON - HOUR, NOON + 8 * DAY)).toBe(false);
    expect(lostInRestore({ promised: NOON - HOUR } as Kept, null, NOON)).toBeNull();
  });

  test("for longer by being put back again every six days", async () => {
    const log = await smallLog();
    const [first, again] = [said(log), said(log, { at: new Date(NOON + 6 * DAY).toISOString(), times: 2 })];
    const sealed = await headOf(log, NOON + 7 * DAY, [
      [again, true],
      [first, true],
    ]);
    const promised = { promised: NOON - HOUR } as Kept;
    const at = (now: number) => lostInRestore(promised, readPutBack(sealed, named(log), now), now)?.at ?? null;
    expect([at(NOON + 7 * DAY), at(NOON + 7 * DAY + 1)]).toEqual([NOON, null]);
  });

  test("but the copy that did not hold a report explains it, also where a later one was put back since", async () => {
    const log = await smallLog();
    const later = { of: new Date(NOON + DAY).toISOString(), at: new Date(NOON + 2 * DAY).toISOString(), times: 2 };
    const head = await headOf(log, NOON + 3 * DAY, [
      [said(log, later), true],
      [said(log), true],
    ]);
    const lost = lostInRestore({ promised: NOON - HOUR } as Kept, readPutBack(head, named(log), NOON + 3 * DAY), NOON);
    expect(lost).toMatchObject({ at: NOON, of: NOON - 5 * HOUR });
  });
});
