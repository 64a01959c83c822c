import { fromHex, readVerifier, toHex, type Signer } from "@niuniu/note";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import vectors from "../../../spec/vectors/record.json" with { type: "json" };
import { isKept, openPromise, writePromise } from "./promise.ts";
import { dayOfSlot } from "./slot.ts";
import { codeOf, edited } from "./testing/refusals.ts";

const log = readVerifier(vectors.log);
const signer: Signer = { name: log.name, seed: fromHex(vectors.seeds.log) };
const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe("the promise of a slot", () => {
  const { slot } = vectors.slots[0]!;

  test("names log, slot and commitment", () => {
    const promise = openPromise(vectors.promise, log);
    expect({ ...promise, commitment: toHex(promise.commitment) }).toEqual({
      origin: log.name,
      slot,
      commitment: vectors.slots[0]?.planted[0]?.commitment,
    });
  });

  test.each(vectors.refusedPromises)("is refused: $title", ({ note, code }) => {
    expect(codeOf(() => openPromise(note, log))).toBe(code);
  });

  test("is read back as it was written", () => {
    fc.assert(
      fc.property(fc.nat(Number.MAX_SAFE_INTEGER), hash, (slot, commitment) => {
        const promise = { origin: log.name, slot, commitment };
        expect(openPromise(writePromise(promise, signer), log)).toEqual(promise);
      }),
      { numRuns: 20 },
    );
  });

  test("no altered character goes unseen, and nothing crashes the reader", () => {
    fc.assert(
      fc.property(edited(vectors.promise), fc.string(), (altered, random) => {
        expect(codeOf(() => openPromise(altered, log))).not.toBe("accepted");
        expect(codeOf(() => openPromise(random, log))).not.toBe("accepted");
      }),
      { numRuns: 300 },
    );
  });

  test("in another log's name or with a bad value is not given", () => {
    const promise = openPromise(vectors.promise, log);
    for (const wrong of [{ origin: "b.example" }, { slot: -1 }, { slot: 0.5 }, { commitment: new Uint8Array(31) }]) {
      expect(codeOf(() => writePromise({ ...promise, ...wrong }, signer))).toBe("record/malformed");
    }
  });

  test("is kept in its slot, or on the day of that slot, and at no other time", () => {
    const promise = openPromise(vectors.promise, log);
    expect(isKept(promise, { slot })).toBe(true);
    expect(isKept(promise, { slot: slot + 1 })).toBe(false);
    expect(isKept(promise, { day: dayOfSlot(slot) })).toBe(true);
    expect(isKept(promise, { day: dayOfSlot(slot) + 1 })).toBe(false);
  });
});
