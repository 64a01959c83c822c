import { toBase64 } from "@niuniu/note";
import { countedRandom } from "@niuniu/roster/testing";
import { smallLog } from "@niuniu/trust/testing";
import { CallError, type Ask } from "@niuniu/wire";
import { describe, expect, test } from "vitest";
import type { SaltedText } from "../thread.ts";
import { provenLate, readUntimely } from "./proven-late.ts";

const NOON = Date.UTC(2026, 10, 23, 4);
const CASE = "7QK4M3VXDP0ZR8TH";
const random = countedRandom("proven late");
const step = (): SaltedText => ({ text: "…\n", salt: toBase64(random(32)) });

/** What was sent, what the log answered, and what it says when it is asked for the proof, one answer after the other. */
async function sentTo() {
  const log = await smallLog();
  const entries = [step(), step()];
  const own = { case: CASE, first: entries[0] ?? step() };
  const promise = log.promise(NOON, entries);
  const answer = { case: CASE, promise, proof: "", after: entries.slice(1) };
  const untimely = readUntimely(answer, own, log.log);
  const proof = await (await log.seal(NOON, entries)).prove();
  const elsewhere = await (await log.seal(NOON + 60_000, entries)).prove();
  let waited = 0;
  const asking = (...answers: readonly (object | null)[]) => {
    let asked = 0;
    const ask = (() => {
      const said = answers[Math.min(asked++, answers.length - 1)] ?? null;
      return said === null ? Promise.reject(new CallError("ui/unreachable", 0)) : Promise.resolve(said);
    }) as unknown as Ask;
    return { ask, wait: (ms: number) => Promise.resolve(void (waited += ms)) };
  };
  return { log: log.log, own, answer, untimely, proof, elsewhere, promise, asking, waited: () => waited };
}

describe("a report whose promise no clock of this device bears out", () => {
  test("is proven by the record as soon as its slot is over, asked by elapsed time alone", async () => {
    const { log, untimely, proof, promise, asking, waited } = await sentTo();
    if (untimely === null) throw new Error("it was promised");
    expect(untimely.at).toBe(NOON + 10_000);
    const first = await provenLate(untimely, log, asking({ state: "proven", proof }));
    expect(first).toMatchObject({ at: NOON + 10_000, proof, commitment: untimely.commitment });
    expect(waited()).toBe(11_500);
    // Not sealed yet, and nobody answers: it is asked again.
    const later = asking({ state: "promised", promise }, null, { state: "proven", proof });
    expect(await provenLate(untimely, log, later)).toMatchObject({ proof });
  });

  test("is not proven by a proof of another slot, of another log, or by none, and nobody waits for ever", async () => {
    const { log, untimely, elsewhere, proof, promise, asking, waited } = await sentTo();
    if (untimely === null) throw new Error("it was promised");
    for (const said of [elsewhere, "c2sp.org/tlog-proof@v1\n"])
      expect(await provenLate(untimely, log, asking({ state: "proven", proof: said }))).toBeNull();
    const other = await smallLog("other");
    expect(await provenLate(untimely, other.log, asking({ state: "proven", proof }))).toBeNull();
    const before = waited();
    expect(await provenLate(untimely, log, asking({ state: "promised", promise }))).toBeNull();
    expect(waited() - before).toBeLessThan(180_000);
  });

  test("is waited for only where the log signed for exactly what was sent", async () => {
    const { log, own, answer } = await sentTo();
    const other = await smallLog("other");
    expect(readUntimely({ ...answer, case: "ANOTHER" }, own, log)).toBeNull();
    expect(readUntimely({ ...answer, promise: "" }, own, log)).toBeNull();
    expect(readUntimely({ ...answer, after: [] }, own, log)).toBeNull();
    expect(readUntimely(answer, { ...own, first: step() }, log)).toBeNull();
    expect(readUntimely(answer, own, other.log)).toBeNull();
  });
});
