import { toBase64 } from "@niuniu/note";
import { countedRandom } from "@niuniu/roster/testing";
import { evidenceText } from "@niuniu/trust";
import { smallLog } from "@niuniu/trust/testing";
import { describe, expect, test } from "vitest";
import { compareSaved, isBroken, keptIn, otherLog, unknownThough, type Kept } from "./against-saved.ts";
import type { SaltedText } from "../thread.ts";
import { readSaved } from "./read-saved.ts";
import { writeSaved, type Saved } from "./saved.ts";

const NOON = Date.UTC(2026, 10, 23, 4);
const random = countedRandom("saved");
const entry = (text: string): SaltedText => ({ text: `${text}\n`, salt: toBase64(random(32)) });

async function saving(proven: boolean) {
  const log = await smallLog();
  await log.seal(NOON - 10_000);
  const entries = [entry("report"), entry("owed")];
  const checkpoint = log.checkpoint();
  const promise = log.promise(NOON, entries);
  const proof = proven ? await (await log.seal(NOON, entries)).prove() : null;
  const saved: Saved = { case: "7QK4M3VXDP0ZR8TH", entries, promise, proof, log: log.log.vkey, checkpoint };
  return { log, saved };
}

function held(saved: Saved): Kept {
  const kept = keptIn(saved);
  if (kept === null) throw new Error("the file does not hold");
  return kept;
}

describe("the saved receipt file", () => {
  test("is text for people, and its last line is read back as it was written", async () => {
    const { saved } = await saving(true);
    const file = `7QK4M 3VXDP 0ZR8T HN2WC·6\n\nKeep this file.\n\n${writeSaved(saved)}`;
    expect(readSaved(file)).toEqual(saved);
    expect(readSaved(file.replaceAll("\n", "\r\n"))).toEqual(saved);
    expect(readSaved("7QK4M 3VXDP 0ZR8T HN2WC·6\n")).toBeNull();
    for (const broken of [file.slice(0, -9), file.replace('"entries":[', '"entries":[7,'), "x".repeat(2_000_000)]) {
      expect(readSaved(broken)).toBeNull();
    }
  });

  test("proves what was promised, and from the proof on that it was kept", async () => {
    const promised = held((await saving(false)).saved);
    expect(promised).toMatchObject({ promised: NOON + 10_000, entered: null });
    expect(promised.marks.map(({ size }) => size)).toEqual([1]);
    const proven = held((await saving(true)).saved);
    expect(proven.entered).toMatchObject({ index: 1 });
    expect(proven.marks.map(({ size }) => size)).toEqual([1, 2]);
    expect([isBroken(NOON, NOON + 60_000), isBroken(NOON, NOON + 60_001)]).toEqual([false, true]);
  });

  test("that was altered anywhere proves nothing", async () => {
    const { saved } = await saving(true);
    const other = await saving(true);
    const altered: readonly Partial<Saved>[] = [
      { entries: [entry("another report"), ...saved.entries.slice(1)] },
      { entries: saved.entries.slice(0, 1) },
      { promise: other.saved.promise },
      { proof: other.saved.proof },
      { log: (await smallLog("another key")).log.vkey },
      { checkpoint: saved.checkpoint.replace("1\n", "2\n") },
    ];
    for (const change of altered) expect(keptIn({ ...saved, ...change })).toBeNull();
  });

  test("shows a thread that was cut off, rewritten, or is another one", async () => {
    const { saved, log } = await saving(true);
    const kept = held(saved);
    const first = saved.entries[0]?.salt ?? "";
    const find = (entries: readonly SaltedText[], name = saved.case) =>
      compareSaved(kept, { case: name, entries }, first);
    expect(find([...saved.entries, entry("answer")])).toEqual([]);
    expect(find(saved.entries.slice(0, 1))).toEqual([{ code: "cut", kept: 2, found: 1 }]);
    expect(find([...saved.entries.slice(0, 1), entry("another date")])).toEqual([{ code: "rewritten", number: 2 }]);
    expect(find(saved.entries, "ANOTHERCASE00000")).toEqual([{ code: "other-file" }]);
    expect(compareSaved(kept, { case: saved.case, entries: saved.entries }, "other salt")).toEqual([
      ...[{ code: "other-file" }],
    ]);
    const view = { log: log.log, vkey: log.log.vkey, named: true, putBack: null };
    expect(otherLog(kept, view)).toEqual([]);
    expect(otherLog(kept, { ...view, vkey: "another key" })).toEqual([{ code: "other-log", against: "file" }]);
    // The same key under the next name: begun anew, and the committee names it.
    const next = { ...log.log, name: `${log.log.name}/2` };
    expect(otherLog(kept, { ...view, log: next, vkey: "next" })).toEqual([{ code: "succession", against: "file" }]);
    expect(otherLog(kept, { ...view, log: next, vkey: "next", named: false })).toMatchObject([{ code: "other-log" }]);
    const another = { ...next, key: new Uint8Array(32).fill(3) };
    expect(otherLog(kept, { ...view, log: another, vkey: "next" })).toMatchObject([{ code: "other-log" }]);
  });

  test("speaks for a report that the server says it does not know", async () => {
    const at = NOON + 10_000;
    expect(unknownThough(held((await saving(true)).saved))).toEqual({ code: "unknown", at, proven: true });
    expect(unknownThough(held((await saving(false)).saved))).toEqual({ code: "unknown", at, proven: false });
  });

  test("makes evidence that shows every signed text once, as it came", () => {
    const exhibits = [
      { title: "promise", text: "signed\n" },
      { title: "the same again", text: "signed\n" },
      { title: "nothing", text: "" },
    ];
    expect(evidenceText("Saved on 23 Nov", ["What was found."], exhibits)).toBe(
      "Saved on 23 Nov\n- What was found.\n\n---- promise ----\nsigned\n",
    );
  });
});
