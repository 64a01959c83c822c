import fc from "fast-check";
import { expect, test } from "vitest";
import { concatBytes } from "./bytes.ts";
import { readFrames, writeFrames } from "./frames.ts";
import { NoteError } from "./note-error.ts";

test("parts are read back as they were written, at once or one after another", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), fc.nat(20), (parts, cut) => {
      const bytes = writeFrames(parts);
      expect(concatBytes(writeFrames(parts.slice(0, cut)), writeFrames(parts.slice(cut)))).toEqual(bytes);
      expect(readFrames(bytes, 20).map((part) => part.slice())).toEqual(parts);
    }),
  );
});

test("parts too long, too many or cut short are refused", () => {
  const bytes = writeFrames([new Uint8Array(3), new Uint8Array(0xffff)]);
  expect(() => writeFrames([new Uint8Array(0x10000)])).toThrow(NoteError);
  expect(() => readFrames(bytes, 1)).toThrow(NoteError);
  for (const length of [1, 4, 6, bytes.length - 1]) {
    expect(() => readFrames(bytes.subarray(0, length), 2), String(length)).toThrow(NoteError);
  }
});
