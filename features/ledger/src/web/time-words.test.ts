import { publicKey, signNote } from "@niuniu/note";
import { addCosignatures, cosign, EMPTY_ROOT, writeCheckpoint, writeWitness } from "@niuniu/record";
import { addStrings, t } from "@niuniu/ui";
import { expect, it } from "vitest";
import en from "./strings/en.json" with { type: "json" };
import zh from "./strings/zh-CN.json" with { type: "json" };
import { witnessWords } from "./time-words.ts";

addStrings({ en, "zh-CN": zh });
const NOW = Date.UTC(2026, 10, 23, 4);
const MINUTE = 60_000;
const origin = "line.example.org/record";
const note = signNote(writeCheckpoint({ origin, size: 0, root: EMPTY_ROOT, extensions: [] }), [
  { name: origin, seed: new Uint8Array(32).fill(1) },
]);
const witnesses = ["north.example", "south.example"].map((name, at) => ({
  name,
  seed: new Uint8Array(32).fill(at + 2),
}));

/** The words when the witnesses signed at these times, in their order. */
function words(...times: readonly number[]): string {
  const lines = times.flatMap((time, at) => {
    const witness = witnesses[at];
    return witness === undefined ? [] : [cosign(note, witness, time / 1_000)];
  });
  const named = witnesses.map(({ name, seed }) => writeWitness({ name, key: publicKey(seed), url: null }));
  return witnessWords({ checkpoint: addCosignatures(note, lines), witnesses: named }, NOW);
}

it("a witness whose signature bears a time that has not come is not named, and never makes it just now", () => {
  const long = t("ledger.time.minutes", { n: 5 });
  expect(words(NOW + 11 * MINUTE, NOW - 5 * MINUTE)).toBe(t("ledger.witness.by", { names: "south.example", long }));
  expect(words(NOW + 11 * MINUTE)).toBe(t("ledger.witness.not-yet"));
});

it("clocks that are minutes apart are no matter", () => {
  expect(words(NOW + 9 * MINUTE)).toBe(t("ledger.witness.just-now", { names: "north.example" }));
});

it("one minute is not called minutes", () => {
  expect(words(NOW - MINUTE)).toBe("by north.example, 1 minute ago");
  expect(words(NOW - 2 * MINUTE)).toBe("by north.example, 2 minutes ago");
});
