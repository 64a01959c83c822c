import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toBase64, toHex } from "./bytes.ts";
import { NoteError } from "./note-error.ts";
import { bigEndian, decimal, fromBigEndian, hashIn, hashOut, sized, whole } from "./number.ts";

const counts = fc.nat(Number.MAX_SAFE_INTEGER);

describe("numbers and hashes in one spelling", () => {
  test("a whole number survives the way to digits and to bytes and back", () => {
    fc.assert(
      fc.property(counts, (count) => {
        expect(decimal(String(count), "count")).toBe(count);
        expect(fromBigEndian(bigEndian(count, 8))).toBe(count);
      }),
    );
    expect(toHex(bigEndian(0x01_02_03, 4))).toBe("00010203");
  });

  test("another spelling of a number is refused", () => {
    for (const text of [undefined, "", "01", "+1", "-0", "1.0", "1e3", " 1", "1\n", "9007199254740992"]) {
      expect(() => decimal(text, "count"), text).toThrow(NoteError);
    }
  });

  test("a number that is not whole, below zero or too large is refused", () => {
    for (const value of [-1, 0.5, Number.NaN, 2 ** 53]) expect(() => whole(value, "count")).toThrow(NoteError);
    expect(whole(7, "count", 7)).toBe(7);
    expect(() => whole(8, "count", 7)).toThrow(NoteError);
    expect(() => bigEndian(65_536, 2)).toThrow(NoteError);
    expect(() => fromBigEndian(new Uint8Array(8).fill(255))).toThrow(NoteError);
  });

  test("a hash has 32 bytes", () => {
    const hash = new Uint8Array(32).fill(7);
    expect(hashIn(hashOut(hash))).toEqual(hash);
    expect(() => hashOut(hash.slice(1))).toThrow(NoteError);
    for (const text of [undefined, "AAAA", toBase64(hash).slice(1)]) expect(() => hashIn(text)).toThrow(NoteError);
    expect(() => sized(hash, "salt", 31)).toThrow(NoteError);
  });
});
