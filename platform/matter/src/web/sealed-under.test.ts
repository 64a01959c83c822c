import { toBase64 } from "@niuniu/note";
import type { AskBetween, RecordView } from "@niuniu/trust";
import { smallLog, type SmallLog } from "@niuniu/trust/testing";
import { describe, expect, test } from "vitest";
import { commitmentOf } from "./promised.ts";
import { sealedUnder } from "./sealed-under.ts";

const NOW = Date.UTC(2026, 10, 23, 4);
const SLOT = 10_000;
const entries = [{ text: "an act\n", salt: toBase64(new Uint8Array(32)) }];
const said = { commitment: commitmentOf(entries), slot: null };
const never: AskBetween = () => Promise.reject(new Error("nobody is asked"));

const viewOf = ({ log, mark }: SmallLog): RecordView => {
  const { size, root, note } = mark();
  const shown = { checkpoint: note, size, root, until: NOW, stale: false };
  return { ...shown, log, vkey: log.vkey, named: true, witnesses: [], putBack: null, statementAt: 0 };
};

describe("a report is said to be sealed", () => {
  test("when its proof leads on from the head that the page had checked before", async () => {
    const log = await smallLog();
    await log.seal(NOW);
    const record = viewOf(log);
    const proof = await (await log.seal(NOW + SLOT, entries)).prove();
    const asked: (readonly number[])[] = [];
    const ask: AskBetween = (from, to) => {
      asked.push([from, to]);
      return log.between(from, to);
    };
    expect(await sealedUnder(proof, said, { record, ask })).toEqual({ state: "sealed", at: NOW + 2 * SLOT, proof });
    expect(asked).toEqual([[record.size, 2]]);
    expect((await sealedUnder(proof, said, { record: viewOf(log), ask: never })).state).toBe("sealed");
  });

  test("but not under a checkpoint that the log signed for this person alone", async () => {
    const [log, fork] = [await smallLog(), await smallLog()];
    await log.seal(NOW);
    await fork.seal(NOW - SLOT);
    const early = await fork.seal(NOW, entries);
    const proof = await early.prove();
    const record = viewOf(log);
    expect(await sealedUnder(proof, said, { record, ask: fork.between })).toEqual({ state: "contradicts", proof });
    const none: AskBetween = () => Promise.resolve(null);
    expect((await sealedUnder(proof, said, { record, ask: none })).state).toBe("contradicts");
    await log.seal(NOW + SLOT);
    expect((await sealedUnder(proof, said, { record: viewOf(log), ask: never })).state).toBe("contradicts");
  });

  test("nor while the server does not show that the two are one record", async () => {
    const log = await smallLog();
    await log.seal(NOW);
    const record = viewOf(log);
    const proof = await (await log.seal(NOW + SLOT, entries)).prove();
    expect(await sealedUnder(proof, said, { record, ask: never })).toEqual({ state: "uncompared", proof });
  });
});
