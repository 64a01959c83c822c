import { slotOf } from "@niuniu/record";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { House } from "../testing/house.ts";
import { DAY, not as missed, watched, WITNESSES } from "../testing/look.ts";
import { Lookout } from "../testing/lookout.ts";
import type { Outcome } from "./task.ts";

let house: House;
const lookout = new Lookout();
const { look } = lookout;
/** Leaves of more than an hour: what comes later was not there when the record began. */
const HOUR = 370;

/** Founded five days ago by a host that was away until an hour ago. */
beforeEach(async () => {
  await lookout.open();
  const began = Date.now() - 5 * DAY;
  house = await watched(new House(undefined, began)).found(WITNESSES);
  const from = house.slot;
  house.slot = slotOf(Date.now()) - HOUR - 20;
  await house.publish("downtime", JSON.stringify({ from, to: house.slot - 1 }));
  await house.seal(HOUR);
  await lookout.face(house);
});
afterEach(() => lookout.close());

/** What does not hold, but for the entry over the days on which the host was away. */
const not = (outcome: Outcome): readonly string[] => missed(outcome).filter((key) => key !== "missing.day");

describe("a quorum that dates a statement back, with the host", () => {
  test("is found by whoever reads the record, and by whoever has read it before: once three days were dated away", async () => {
    expect(not(await look())).toEqual([]);
    await house.amend({ effective: Date.now() - 3 * DAY });
    await house.seal();
    const outcome = await look();
    expect([outcome.verdict, not(outcome)]).toEqual(["incomplete", ["missing.dated-away"]]);
    const told = outcome.findings.find(({ sentence }) => sentence.key === "missing.dated-away");
    expect(told?.sentence.values).toMatchObject({ number: 2 });
    // Another statement on top of it does not hide it, nor does it wear off.
    await house.amend({ validUntil: "2098-01-01" });
    await house.seal();
    expect(not(await look())).toEqual(["missing.dated-away"]);
    lookout.folder += "-newcomer";
    expect(not(await look())).toEqual(["missing.dated-away"]);
  });

  test("is told also by a state that an earlier version remembered", async () => {
    await house.amend({ effective: Date.now() - 3 * DAY });
    await house.seal();
    await look();
    await lookout.edit(({ facts, ...rest }) => ({ ...rest, facts: { ...facts, datedAway: undefined } }));
    expect(not(await look())).toEqual(["missing.dated-away"]);
  });

  test("and one that is signed within the day, or long ago, is in order", async () => {
    await house.amend({ effective: Date.now() - 20 * 3_600_000 });
    await house.seal();
    expect(not(await look())).toEqual([]);
  });
});

describe("what is no back-dating", () => {
  test("everything that stood there when a record began, as after a lost disk", async () => {
    const next = watched(new House("line.example.org/record/2"));
    house.sayPutBack();
    await lookout.face(await next.follow(house, house.cosigned()));
    lookout.folder += "-newcomer";
    expect(not(await look())).not.toContain("missing.dated-away");
  });

  test("a statement signed while the record stood still, after its server was put back", async () => {
    const at = Date.now() - 3 * DAY;
    const stood = new Date(at).toISOString();
    await house.publish("put-back", house.sayPutBack({ of: stood, at: stood }));
    await house.amend({ effective: at + 3_600_000 });
    await house.seal();
    expect(not(await look())).toEqual(["missing.put-back"]);
  });
});
