import { describe, expect, test } from "vitest";
import { ownLine } from "./own-line.ts";
import { comparePin, pinnedMilestone, type Shelf } from "./pin.ts";
import { pinOnce } from "./record/pinning.ts";
import type { RecordView } from "./record/view.ts";
import { watchRecord } from "./record/watch.ts";
import { smallLog, type SmallLog } from "./testing.ts";

const NOON = Date.UTC(2026, 10, 23, 4);

function browser(): Shelf & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
  };
}

function viewOf({ log, mark }: SmallLog): RecordView {
  const { size, root, note } = mark();
  const standing = { until: NOON, stale: false, witnesses: [], putBack: null, statementAt: 0 };
  return { log, vkey: log.vkey, named: true, checkpoint: note, size, root, ...standing };
}

/** What a page does with a checked record; answers between which sizes it asked the server. */
async function look(shelf: Shelf, small: SmallLog, hashes: readonly string[] = ["a1"]): Promise<readonly string[]> {
  const asked: string[] = [];
  const view = viewOf(small);
  const watched = await watchRecord(shelf, view, {
    between: (from, to) => {
      asked.push(`${from}-${to}`);
      return small.between(from, to);
    },
    now: NOON,
  });
  pinOnce(shelf, hashes, watched.keep ? { ...view, note: view.checkpoint } : null);
  return asked;
}

describe("a browser in which somebody looks at the public page and works at the desk", () => {
  test("the desk never asks about what the public page saw, nor the public page about what the desk saw", async () => {
    const device = browser();
    const small = await smallLog();
    await small.seal(NOON);
    expect(await look(device, small)).toEqual([]);
    await small.seal(NOON + 300_000);
    // The first time at the desk there is nothing to ask about, though this browser was here before.
    expect(await look(ownLine(device, "desk"), small)).toEqual([]);
    await small.seal(NOON + 600_000);
    expect(await look(device, small)).toEqual(["1-3"]);
    await small.seal(NOON + 900_000);
    expect(await look(ownLine(device, "desk"), small)).toEqual(["2-4"]);
    expect(pinnedMilestone(device)?.size).toBe(3);
  });

  test("what the desk remembers lies where the pages of members look for it", async () => {
    const device = browser();
    const small = await smallLog();
    await small.seal(NOON);
    await look(ownLine(device, "desk"), small);
    expect([...device.kept.keys()]).toEqual(["niuniu.desk.first-statement"]);
  });

  test("the first time the desk begins with the statements that the public page saw, and takes nothing of its record", async () => {
    const device = browser();
    const small = await smallLog();
    await small.seal(NOON);
    await look(device, small, ["a1", "b2"]);
    const seen = device.kept.get("niuniu.first-statement");
    const desk = ownLine(device, "desk");
    expect(comparePin(desk, ["a1"])).toBe("changed");
    expect(comparePin(desk, ["f0", "b2"])).toBe("changed");
    expect(pinnedMilestone(desk)).toBeNull();
    pinOnce(desk, ["a1", "b2"]);
    expect(device.kept.get("niuniu.desk.first-statement")).toBe("a1 2 b2");
    expect(device.kept.get("niuniu.first-statement")).toBe(seen);
  });

  test("what the desk saw of the record is not forgotten when only the committee is looked at", async () => {
    const device = browser();
    const small = await smallLog();
    await small.seal(NOON);
    const desk = ownLine(device, "desk");
    await look(desk, small);
    pinOnce(desk, ["a1", "b2"]);
    expect(pinnedMilestone(desk)?.size).toBe(1);
    expect(comparePin(desk, ["a1"])).toBe("changed");
  });
});
