import { addCosignatures, cosign } from "@niuniu/record";
import { describe, expect, test } from "vitest";
import { compareMarks, type AskBetween } from "./marks.ts";
import { smallLog, smallWitness, type SmallLog } from "../testing.ts";
import { pinOnce, type SignedMilestone } from "./pinning.ts";
import { watchRecord } from "./watch.ts";
import type { RecordView } from "./view.ts";

const NOW = Date.UTC(2026, 10, 23, 4);
const watch = (device: Parameters<typeof watchRecord>[0], view: RecordView, between: AskBetween) =>
  watchRecord(device, view, { between, now: NOW });

async function grow(log: SmallLog, from: number, count: number): Promise<void> {
  for (let at = 0; at < count; at++) await log.seal(NOW + (from + at) * 10_000);
}
const never: AskBetween = () => Promise.reject(new Error("nobody is asked"));

describe("two states of one record", () => {
  test("lead from one to the next, in whatever order they come, and nothing is found", async () => {
    const log = await smallLog();
    await grow(log, 0, 3);
    const kept = log.mark("file");
    await grow(log, 3, 2);
    const pinned = log.mark("device");
    await grow(log, 5, 4);
    const now = log.mark();
    expect(await compareMarks([now, pinned, kept], log.between)).toEqual({ finding: null, exhibits: [], whole: true });
    // A milestone may be older than what a file remembers; the server then shows that it leads there.
    expect((await compareMarks([kept, { ...now, from: "file" }], log.between)).whole).toBe(true);
    expect((await compareMarks([now, { ...now, from: "file" }], never)).whole).toBe(true);
  });

  test("of one size and two roots are a fork, and both are shown", async () => {
    const [log, fork] = [await smallLog(), await smallLog()];
    await grow(log, 0, 3);
    await grow(fork, 10, 3);
    const { finding, exhibits } = await compareMarks([log.mark("file"), fork.mark()], never);
    expect(finding).toEqual({ code: "fork", against: "file" });
    expect(exhibits.map(({ text }) => text)).toEqual([log.checkpoint(), fork.checkpoint()]);
  });

  test("that do not lead into each other are a fork", async () => {
    const [log, fork] = [await smallLog(), await smallLog()];
    await grow(log, 0, 3);
    await grow(fork, 10, 7);
    expect((await compareMarks([log.mark("device"), fork.mark()], fork.between)).finding).toEqual({
      ...{ code: "fork", against: "device" },
    });
    const refused: AskBetween = () => Promise.resolve(null);
    expect((await compareMarks([log.mark("device"), fork.mark()], refused)).finding?.code).toBe("fork");
    const nonsense: AskBetween = () => Promise.resolve([new Uint8Array(3)]);
    expect((await compareMarks([log.mark("device"), fork.mark()], nonsense)).finding?.code).toBe("fork");
  });

  test("of which the remembered one is longer than the server's whole record are a rollback", async () => {
    const [log, restored] = [await smallLog(), await smallLog()];
    await grow(log, 0, 9);
    await grow(restored, 0, 4);
    expect((await compareMarks([log.mark("file"), restored.mark()], restored.between)).finding).toEqual({
      ...{ code: "rollback", against: "file" },
    });
  });

  test("are left open, and said to be, when the server cannot be reached", async () => {
    const log = await smallLog();
    await grow(log, 0, 3);
    const kept = log.mark("file");
    await grow(log, 3, 1);
    expect(await compareMarks([kept, log.mark()], never)).toEqual({
      finding: { code: "uncompared", against: "file" },
      exhibits: [],
      whole: false,
    });
  });
});

describe("the record and what this device remembers", () => {
  const shelf = () => {
    const kept = new Map<string, string>();
    return {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    };
  };
  const view = ({ log, mark }: SmallLog, named = true): RecordView => {
    const { size, root, note } = mark();
    return {
      ...{ log, vkey: log.vkey, named, checkpoint: note, size, root, until: NOW, stale: false },
      ...{ witnesses: [], putBack: null, statementAt: 0 },
    };
  };

  const signed = ({ log, mark }: SmallLog): SignedMilestone => ({ ...mark(), log });

  test("a record that grew is to be remembered, one that contradicts never is", async () => {
    const device = shelf();
    const [log, fork] = [await smallLog(), await smallLog()];
    await grow(log, 0, 4);
    expect(await watch(device, view(log), never)).toMatchObject({ finding: null, exhibits: [], keep: true });
    pinOnce(device, ["1"], signed(log));
    expect((await watch(device, view(log), never)).keep).toBe(true);
    await grow(fork, 9, 4);
    const forked = await watch(device, view(fork), fork.between);
    expect(forked).toMatchObject({ finding: { code: "fork", against: "device" }, keep: false });
    expect(forked.exhibits).toHaveLength(2);
    await grow(fork, 20, 4);
    expect(await watch(device, view(fork), fork.between)).toMatchObject({
      finding: { code: "fork" },
      keep: false,
    });
    await grow(log, 4, 4);
    expect(await watch(device, view(log), log.between)).toMatchObject({ finding: null, keep: true });
    expect(await watch(device, view(log), never)).toMatchObject({ finding: { code: "uncompared" }, keep: false });
  });

  test("a head that is one milestone older than the last is no rollback, where the record leads to what was seen", async () => {
    const device = shelf();
    const log = await smallLog();
    await grow(log, 0, 3);
    const older = view(log);
    await grow(log, 3, 2);
    pinOnce(device, ["1"], signed(log));
    const watched = await watch(device, older, log.between);
    // What was seen stays remembered, the larger of the two.
    expect(watched).toMatchObject({ finding: null, keep: false });
    const refusing = await watch(device, older, () => Promise.resolve(null));
    expect(refusing.finding).toEqual({ code: "rollback", against: "device" });
  });

  test("a shorter record is a rollback; another log one only the committee can vouch for", async () => {
    const device = shelf();
    const [log, old] = [await smallLog(), await smallLog()];
    await grow(log, 0, 4);
    await grow(old, 0, 3);
    pinOnce(device, ["1"], signed(log));
    expect((await watch(device, view(old), old.between)).finding).toEqual({
      code: "rollback",
      against: "device",
    });
    const anew = await smallLog("new key", "line.example.org/record/2");
    await grow(anew, 0, 1);
    expect((await watch(device, view(anew, false), never)).finding?.code).toBe("other-log");
    const began = await watch(device, view(anew), never);
    expect(began).toMatchObject({ finding: { code: "succession" }, keep: true, earlier: [] });
    expect(began.exhibits.map(({ text }) => text)).toEqual([log.checkpoint(), anew.checkpoint()]);
  });

  test("a record begun anew is said to be once, and what was seen of the old one can still be saved afterwards", async () => {
    const device = shelf();
    const [log, anew] = [await smallLog(), await smallLog("new key", "line.example.org/record/2")];
    await grow(log, 0, 4);
    await grow(anew, 0, 1);
    pinOnce(device, ["1"], signed(log));
    pinOnce(device, ["1"], signed(anew));
    const again = await watch(device, view(anew), never);
    expect(again).toMatchObject({ finding: null, keep: true });
    expect(again.earlier.map(({ text }) => text)).toEqual([log.checkpoint()]);
  });

  test("a forged witness is said even where a record was begun anew, and nothing of it is remembered", async () => {
    const device = shelf();
    const [log, anew] = [await smallLog(), await smallLog("new key", "line.example.org/record/2")];
    await grow(log, 0, 2);
    pinOnce(device, ["1"], signed(log));
    await grow(anew, 0, 1);
    const witness = smallWitness("witness.example");
    const line = cosign(log.checkpoint(), witness, NOW / 1_000);
    const forged = { ...view(anew), checkpoint: addCosignatures(anew.checkpoint(), [line]), witnesses: [witness.text] };
    const watched = await watch(device, forged, never);
    expect(watched).toMatchObject({ finding: { code: "forged-witness" }, keep: false });
  });

  test("a checkpoint too long to keep is said to be, and not remembered", async () => {
    const log = await smallLog();
    await grow(log, 0, 2);
    const [origin = "", size = "", root = "", ...lines] = log.checkpoint().split("\n");
    const checkpoint = [origin, size, root, "x".repeat(3_000), ...lines].join("\n");
    const watched = await watch(shelf(), { ...view(log), checkpoint }, never);
    expect(watched).toMatchObject({ finding: { code: "unkept" }, keep: false });
  });
});
