import { toBase64 } from "@niuniu/note";
import { countedRandom } from "@niuniu/roster/testing";
import { smallLog } from "@niuniu/trust/testing";
import { describe, expect, test } from "vitest";
import { compareSaved, keptIn } from "./against-saved.ts";
import type { SaltedText } from "../thread.ts";
import { keptUpTo } from "./keep-file.ts";

const NOON = Date.UTC(2026, 10, 23, 4);
const random = countedRandom("keep");
const entry = (text: string): SaltedText & { readonly part: number } => {
  return { text: `${text}\n`, salt: toBase64(random(32)), part: -1 };
};

async function thread() {
  const log = await smallLog();
  await log.seal(NOON - 10_000);
  const entries = ["report", "owed", "answer", "owed again"].map(entry);
  const sealed = await log.seal(NOON, entries.slice(0, 2));
  const checkpoint = log.checkpoint();
  const proofs = [{ number: 2, proof: await sealed.prove(checkpoint) }];
  const promises = [{ number: 4, promise: log.promise(NOON + 60_000, entries) }];
  const header = { case: "7QK4M3VXDP0ZR8TH", entries, proofs, promises };
  return { header, record: { vkey: log.log.vkey, checkpoint } };
}

describe("a file that is saved anew", () => {
  test("proves everything up to the newest step, and finds it missing later", async () => {
    const { header, record } = await thread();
    const saved = keptUpTo(header, record);
    expect(saved).toMatchObject({ proof: null, entries: { length: 4 } });
    const kept = saved === null ? null : keptIn(saved);
    if (kept === null) throw new Error("the file does not hold");
    const first = header.entries[0]?.salt ?? "";
    expect(compareSaved(kept, header, first)).toEqual([]);
    const cut = { ...header, entries: header.entries.slice(0, 2) };
    expect(compareSaved(kept, cut, first)).toEqual([{ code: "cut", kept: 4, found: 2 }]);
  });

  test("holds the proof where there is one, and is not offered where there is nothing to prove", async () => {
    const { header, record } = await thread();
    const proven = keptUpTo({ ...header, promises: [] }, record);
    expect(proven).toMatchObject({ promise: "", entries: { length: 2 } });
    expect(proven === null ? null : keptIn(proven)?.entered?.index).toBe(1);
    expect(keptUpTo({ ...header, promises: [], proofs: [] }, record)).toBeNull();
  });
});
