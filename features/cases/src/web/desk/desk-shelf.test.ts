import { pinnedMilestone, pinOnce, watchRecord, type RecordView } from "@niuniu/trust";
import { smallLog, type SmallLog } from "@niuniu/trust/testing";
import { describe, expect, test } from "vitest";
import type { Shelf } from "../draft.ts";
import { deskShelf } from "./desk-shelf.ts";

const NOON = Date.UTC(2026, 10, 23, 4);

function browser(): Shelf & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

function viewOf({ log, mark }: SmallLog): RecordView {
  const { size, root, note } = mark();
  const standing = { until: NOON, stale: false, witnesses: [], putBack: null, statementAt: 0 };
  return { log, vkey: log.vkey, named: true, checkpoint: note, size, root, ...standing };
}

/** What a page does with a checked record; answers between which sizes it asked the server. */
async function look(shelf: Shelf, small: SmallLog): Promise<readonly string[]> {
  const asked: string[] = [];
  const view = viewOf(small);
  const watched = await watchRecord(shelf, view, {
    between: (from, to) => {
      asked.push(`${from}-${to}`);
      return small.between(from, to);
    },
    now: NOON,
  });
  pinOnce(shelf, ["a1"], watched.keep ? { ...view, note: view.checkpoint } : null);
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
    expect(await look(deskShelf(device), small)).toEqual([]);
    await small.seal(NOON + 600_000);
    expect(await look(device, small)).toEqual(["1-3"]);
    await small.seal(NOON + 900_000);
    expect(await look(deskShelf(device), small)).toEqual(["2-4"]);
    expect(pinnedMilestone(device)?.size).toBe(3);
  });

  test("what the desk remembers lies where the pages of members look for it", async () => {
    const device = browser();
    const small = await smallLog();
    await small.seal(NOON);
    await look(deskShelf(device), small);
    expect([...device.kept.keys()]).toEqual(["niuniu.desk.first-statement"]);
  });
});
