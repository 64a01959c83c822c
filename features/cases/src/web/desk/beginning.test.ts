import { describe, expect, it } from "vitest";
import { beginningOf } from "./beginning.ts";

describe("a long report begins with its first screenful", () => {
  it("and a short one, or one of which little would be left, is shown whole", () => {
    for (const text of ["", "He asked me to drink.", "字".repeat(790), "word ".repeat(300)])
      expect(beginningOf(text)).toBe(text);
  });

  it("which ends where a paragraph, else a sentence, else a word ends, in Chinese as in English", () => {
    const paragraph = `${"It was late and he would not stop asking. ".repeat(9).trim()}\n\n`;
    expect(beginningOf(paragraph.repeat(8))).toBe(paragraph.repeat(2).trimEnd());
    expect(beginningOf("他一直让我喝酒。".repeat(200)).endsWith("。")).toBe(true);
    expect(beginningOf("word ".repeat(900)).endsWith("word")).toBe(true);
  });

  it("which is a beginning of it, about as much in either language, and halves no character", () => {
    for (const text of ["字".repeat(3_000), "e".repeat(5_000), "😀".repeat(2_000), "a\n".repeat(900)]) {
      const first = beginningOf(text);
      expect(text.startsWith(first)).toBe(true);
      expect(first.isWellFormed()).toBe(true);
      expect(first.length).toBeLessThanOrEqual(1_200);
      expect(first.length).toBeGreaterThan(50);
    }
  });
});
