import { fromBase64, toBase64 } from "@niuniu/note";
import { expect, test } from "vitest";
import { openWords, sealWords } from "./sealed-words.ts";

test("what is kept opens with its secret alone, and not at all once it was changed or cut", () => {
  for (const text of ["", "他又提起那件事。", "a".repeat(70_000)]) {
    const kept = sealWords("12TQ0 697DQ", text);
    expect(openWords("12TQ0 697DQ", kept)).toBe(text);
    expect(openWords("12TQ0 697DX", kept)).toBeNull();
    const bytes = fromBase64(kept);
    for (const at of [0, 15, 16, bytes.length - 1]) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(openWords("12TQ0 697DQ", toBase64(changed))).toBeNull();
    }
    expect(openWords("12TQ0 697DQ", toBase64(bytes.subarray(0, 20)))).toBeNull();
  }
  expect(openWords("12TQ0 697DQ", '{"said":"plain"}')).toBeNull();
});

test("the same words kept twice look different", () => {
  expect(sealWords("secret", "words")).not.toBe(sealWords("secret", "words"));
});
