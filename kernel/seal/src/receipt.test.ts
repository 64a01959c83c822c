import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SealError } from "./error.ts";
import { readReceipt } from "./read-receipt.ts";
import { isReceipt, newReceipt, spellCode, spellDigits, type Receipt } from "./receipt.ts";
import { hashWords, newPhrase, readWords, spellWords } from "./words.ts";

const receipts = fc.bigInt({ min: 0n, max: 10n ** 30n - 1n }).filter((value): value is Receipt => isReceipt(value));
const bytesFrom = (next: () => number) => (length: number) => Uint8Array.from({ length }, next);
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

function refusal(act: () => unknown): string {
  try {
    act();
    return "accepted";
  } catch (error) {
    return error instanceof SealError ? error.code : `crashed: ${String(error)}`;
  }
}

describe("a receipt", () => {
  it("survives each of its three spellings, in lower case and any grouping", () => {
    fc.assert(
      fc.property(receipts, fc.constantFrom(" ", "-", "", " · ", "\u00a0", "　"), (receipt, gap) => {
        expect(readReceipt(spellCode(receipt).toLowerCase().replaceAll(" ", gap))).toBe(receipt);
        expect(readReceipt(spellDigits(receipt).replaceAll(" ", gap))).toBe(receipt);
        expect(readWords(` ${spellWords(receipt).toUpperCase().replaceAll(" ", ", ")}\n`)).toBe(receipt);
      }),
      { numRuns: 300 },
    );
  });

  it("notices any one wrong character of the code", () => {
    fc.assert(
      fc.property(receipts, fc.nat(20), fc.integer({ min: 1, max: 31 }), (receipt, at, shift) => {
        const code = spellCode(receipt).replaceAll(/[ ·]/g, "");
        const wrong = ALPHABET[(ALPHABET.indexOf(code[at] ?? "") + shift) % 32] ?? "";
        const typed = code.slice(0, at) + wrong + code.slice(at + 1);
        expect(refusal(() => readReceipt(typed))).toBe("seal/mistyped-receipt");
      }),
      { numRuns: 300 },
    );
  });

  it("notices two neighbouring characters that changed places", () => {
    fc.assert(
      fc.property(receipts, fc.nat(19), (receipt, at) => {
        const code = spellCode(receipt).replaceAll(/[ ·]/g, "");
        const [left = "", right = ""] = code.slice(at, at + 2);
        fc.pre(left !== right);
        const typed = code.slice(0, at) + right + left + code.slice(at + 2);
        expect(refusal(() => readReceipt(typed))).toBe("seal/mistyped-receipt");
      }),
      { numRuns: 300 },
    );
  });

  it("never crashes on what people paste", () => {
    const pasted = fc.oneof(fc.string({ unit: "binary", maxLength: 600 }), fc.string({ maxLength: 40 }));
    fc.assert(
      fc.property(pasted, (text) => {
        expect(refusal(() => readReceipt(text))).toMatch(/^(accepted|seal\/(not-a|mistyped)-receipt)$/);
        expect(refusal(() => readWords(text))).toMatch(/^(accepted|seal\/(not-a|mistyped)-receipt)$/);
      }),
      { numRuns: 500 },
    );
    expect(refusal(() => readReceipt("1".repeat(10_000_000)))).toBe("seal/not-a-receipt");
    expect(refusal(() => readWords("ahoy ".repeat(1_000_000)))).toBe("seal/not-a-receipt");
  });

  it("is drawn from the whole range, and only where the check character is a plain one", () => {
    let state = 1;
    const random = bytesFrom(() => (state = (state * 48271) % 2147483647) & 255);
    const drawn = Array.from({ length: 200 }, () => newReceipt(random));
    expect(drawn.every(isReceipt)).toBe(true);
    expect(new Set(drawn).size).toBe(200);
    expect(drawn.some((receipt) => receipt > 9n * 10n ** 29n)).toBe(true);
    expect(drawn.some((receipt) => receipt < 10n ** 29n)).toBe(true);
  });

  it("is not made at all from a source of randomness that is stuck", () => {
    expect(() => newReceipt(bytesFrom(() => 255))).toThrow("randomness");
    expect(() => newPhrase(bytesFrom(() => 255))).toThrow("randomness");
  });
});

describe("words", () => {
  it("are understood when a dash inside one of them was left out or typed as a space", () => {
    const words = "drop-down felt-tip t-shirt yo-yo shirt down ahoy abacus";
    const value = refusal(() => readWords(words));
    for (const typed of [words.replaceAll("-", " "), words.replaceAll("-", " - "), words.replaceAll(" ", "-")]) {
      expect(refusal(() => readWords(typed))).toBe(value);
    }
  });

  it("that are eight, but of no receipt, are called mistyped, and other words no receipt", () => {
    expect(refusal(() => readWords("zoom zoom zoom zoom zoom zoom zoom zoom"))).toBe("seal/mistyped-receipt");
    expect(refusal(() => readWords("ahoy ahoy ahoy ahoy ahoy ahoy ahoy"))).toBe("seal/not-a-receipt");
    expect(refusal(() => readWords("ahoy ahoy ahoy ahoy ahoy ahoy ahoy niuniu"))).toBe("seal/not-a-receipt");
  });

  it("of a recovery phrase are eight of the list, drawn evenly", () => {
    let at = 0;
    // The pair f3 00 lies above the last even draw and is passed over; 00 05 and 1e 60 are the 6th and the first word.
    const random = bytesFrom(() => [0xf3, 0x00, 0x00, 0x05, 0x1e, 0x60][at++ % 6] ?? 0);
    expect(newPhrase(random)).toBe(Array.from({ length: 4 }, () => "ability abacus").join(" "));
  });

  it("of different hashes differ", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (hash) => {
        expect(hashWords(hash, 6).split(" ")).toHaveLength(6);
        expect(hashWords(hash, 8).split(" ").slice(2).join(" ")).toBe(hashWords(hash, 6));
      }),
      { numRuns: 50 },
    );
  });
});
