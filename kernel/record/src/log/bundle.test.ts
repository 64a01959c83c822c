import { toHex } from "@niuniu/note";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readBundle, writeBundle } from "./bundle.ts";
import { codeOf } from "../testing/refusals.ts";

describe("a bundle of entries", () => {
  test("holds each entry behind its length in two bytes", () => {
    const bytes = writeBundle([Uint8Array.of(1, 2, 3), new Uint8Array(0), new Uint8Array(258).fill(9)]);
    expect(toHex(bytes)).toBe(`000301020300000102${"09".repeat(258)}`);
  });

  test("gives back what was put in", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 256 }), (entries) => {
        expect(readBundle(writeBundle(entries)).map(toHex)).toEqual(entries.map(toHex));
      }),
    );
  });

  test("has one spelling: whatever bytes can be read were written so", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const small = bytes.map((byte, at) => (at % 3 === 0 ? 0 : byte));
        if (codeOf(() => readBundle(small)) === "accepted") {
          expect(toHex(writeBundle(readBundle(small)))).toBe(toHex(small));
        }
      }),
    );
  });

  test("is refused when it is cut off, and when it holds more than 256", () => {
    const whole = writeBundle([Uint8Array.of(1, 2, 3), Uint8Array.of(4)]);
    for (const cut of [1, 2, 3, 4, 6, 7]) {
      expect(codeOf(() => readBundle(whole.subarray(0, cut)))).toBe("record/malformed");
    }
    expect(codeOf(() => readBundle(whole.subarray(0, 5)))).toBe("accepted");
    expect(codeOf(() => readBundle(new Uint8Array(512)))).toBe("accepted");
    expect(codeOf(() => readBundle(new Uint8Array(514)))).toBe("record/malformed");
  });

  test("takes entries up to 65,535 bytes", () => {
    expect(codeOf(() => writeBundle([new Uint8Array(65_535)]))).toBe("accepted");
    expect(codeOf(() => writeBundle([new Uint8Array(65_536)]))).toBe("record/malformed");
  });
});
