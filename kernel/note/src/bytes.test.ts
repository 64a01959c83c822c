import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  concatBytes,
  constantTimeEqual,
  fromBase64,
  fromHex,
  fromUtf8,
  sha256,
  toBase64,
  toHex,
  toUtf8,
} from "./bytes.ts";
import { NoteError } from "./note-error.ts";

const bytes = fc.uint8Array({ maxLength: 100 });

describe("bytes and their spellings", () => {
  test("hexadecimal, base64 and SHA-256 agree with Node", () => {
    fc.assert(
      fc.property(bytes, (value) => {
        expect(toHex(value)).toBe(Buffer.from(value).toString("hex"));
        expect(toBase64(value)).toBe(Buffer.from(value).toString("base64"));
        expect(fromHex(toHex(value))).toEqual(value);
        expect(fromBase64(toBase64(value))).toEqual(value);
        expect(toHex(sha256(value))).toBe(createHash("sha256").update(value).digest("hex"));
      }),
    );
  });

  test("text survives the way to bytes and back, a byte order mark included", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        fc.pre(text.isWellFormed());
        expect(fromUtf8(toUtf8(text))).toBe(text);
      }),
    );
    expect(fromUtf8(toUtf8("\ufeff牛牛"))).toBe("\ufeff牛牛");
  });

  test("one value has one spelling", () => {
    for (const text of [
      "AB",
      "ABC",
      "AB=",
      "A===",
      "=",
      "====",
      "AB==AB==",
      "QR==",
      "QUJ=",
      "QU-_",
      "QUJD\n",
      " QUJD",
      "QUJD====",
    ]) {
      expect(() => fromBase64(text), text).toThrow(NoteError);
    }
    for (const text of ["a", "AB", "0x", " 0", "0g", "ab\n"]) expect(() => fromHex(text), text).toThrow(NoteError);
  });

  test("malformed UTF-8 is refused, not repaired", () => {
    for (const hex of ["ff", "c080", "eda080", "e4b8", "f4908080"]) {
      expect(() => fromUtf8(fromHex(hex)), hex).toThrow(NoteError);
    }
    expect(() => toUtf8("\udc00")).toThrow(NoteError);
  });

  test("equal means every byte", () => {
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        expect(constantTimeEqual(a, b)).toBe(Buffer.compare(a, b) === 0);
        expect(constantTimeEqual(a, a.slice())).toBe(true);
        expect(concatBytes(a, b)).toEqual(new Uint8Array([...a, ...b]));
      }),
    );
  });
});
