import { describe, expect, it } from "vitest";
import type { Entry } from "@niuniu/wire/record";
import { readAfter, readBefore, type AskEntries } from "./paging.ts";

const entry = (index: number): Entry => ({ index, salt: "", text: "", tombstone: null });

/** A record with public entries at these indexes, which counts how often it is asked. */
function recordOf(indexes: readonly number[]): { readonly ask: AskEntries; readonly asked: () => number } {
  let asked = 0;
  const ask: AskEntries = (after) => {
    asked += 1;
    const later = indexes.filter((index) => index > after);
    return Promise.resolve({ entries: later.slice(0, 100).map(entry), more: later.length > 100 });
  };
  return { ask, asked: () => asked };
}

/** Reads the whole record backwards, as somebody does who goes on pressing "earlier". */
async function backwards(ask: AskEntries, size: number): Promise<readonly number[]> {
  const read: number[] = [];
  for (let before = size; before > 0;) {
    const { entries, from } = await readBefore(ask, before);
    read.push(...entries.map(({ index }) => index));
    expect(from).toBeLessThan(before);
    before = from;
  }
  return read;
}

describe("reading a record backwards", () => {
  it("gives every entry once, newest first, whether they lie thick or thin", async () => {
    const thick = Array.from({ length: 1_250 }, (_, at) => 3_000_000 + at * 3);
    const thin = [0, 1, 2, 3, 40, 900_000, 2_000_000];
    const { ask } = recordOf([...thin, ...thick]);
    expect(await backwards(ask, 4_000_000)).toEqual([...thin, ...thick].toReversed());
  });

  it("asks once for the newest month of a record of ten years", async () => {
    const daily = Array.from({ length: 3_650 }, (_, at) => at * 8_642);
    const { ask, asked } = recordOf(daily);
    const { entries } = await readBefore(ask, 3_650 * 8_642);
    expect(asked()).toBe(1);
    expect(entries.length).toBeGreaterThan(28);
    expect(entries[0]?.index).toBe(3_649 * 8_642);
  });

  it("ends at the beginning, also of a record without any public entry", async () => {
    expect(await readBefore(recordOf([]).ask, 9_000_000)).toEqual({ entries: [], from: 0 });
  });

  it("ends even where the server always says that there is more", async () => {
    const lying: AskEntries = (after) => Promise.resolve({ entries: [entry(after + 1)], more: true });
    const { from } = await readBefore(lying, 5_000_000);
    expect(from).toBeGreaterThan(4_999_000);
  });
});

describe("reading a record forwards", () => {
  it("gives every entry after an index, page by page", async () => {
    const { ask } = recordOf(Array.from({ length: 321 }, (_, at) => at * 7));
    const read = await readAfter(ask, 13);
    expect(read.map(({ index }) => index)).toEqual(Array.from({ length: 319 }, (_, at) => (at + 2) * 7));
  });

  it("stops where the server says that there is more and gives nothing new", async () => {
    const stuck: AskEntries = () => Promise.resolve({ entries: [entry(4)], more: true });
    expect(await readAfter(stuck, 4)).toHaveLength(1);
  });
});
