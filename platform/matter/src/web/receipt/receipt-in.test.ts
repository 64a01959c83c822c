import { countedRandom } from "@niuniu/roster/testing";
import { newReceipt, spellCode, spellDigits } from "@niuniu/seal";
import { describe, expect, test } from "vitest";

const loadWords = () => import("@niuniu/seal/words");
import { holdsReceipt } from "./receipt-in.ts";

const random = countedRandom("receipts in texts");
const receipts = Array.from({ length: 40 }, () => newReceipt(random));
const { spellWords } = await loadWords();

const PROSE = [
  "",
  "On 23 November at 10:30 he pressed me to drink in room 1204, and again on 24 November at 9 in the evening.",
  "11月23日晚上10点半，在1204房间，他让我喝酒。第二天上午9点他又打来电话 138 0013 8000。",
  "I reported it upward the same night. Nothing came of it; messages were read and not answered. Because nobody asked, I asked.",
  "My colleague works as a secretary; other colleagues heard about everything afterwards, though nobody reported anything.",
  "Order 4006123456, invoice 2026-1123-77, account 6222 0212 3456 7890 123.",
];

describe("a receipt in what somebody is about to send", () => {
  test("is found in each of its three spellings, however it is grouped and whatever stands around it", async () => {
    for (const receipt of receipts) {
      const spellings = [spellCode(receipt), spellDigits(receipt), spellWords(receipt)];
      const code = spellings[0] ?? "";
      const bare = code.replaceAll(/[^0-9A-Z]/g, "");
      for (const spelling of [
        ...spellings,
        bare,
        bare.toLowerCase(),
        code.replaceAll(" ", "-"),
        (spellings[1] ?? "").replaceAll(" ", ""),
        (spellings[1] ?? "").replaceAll(" ", "–"),
        (spellings[2] ?? "").replaceAll(" ", ", "),
        (spellings[2] ?? "").replaceAll(" ", "\n").toUpperCase(),
      ]) {
        for (const text of [spelling, `我的回执是${spelling}，请看。`, `It is “${spelling}”. Please look.`]) {
          expect(await holdsReceipt(text, loadWords), text).toBe(true);
        }
      }
    }
  });

  test("is not found where there is none", async () => {
    for (const text of PROSE) expect(await holdsReceipt(text, loadWords), text).toBe(false);
  });

  test("the list of words is not fetched for a text that holds no eight of them in a row", async () => {
    const never = () => Promise.reject(new Error("fetched"));
    expect(await holdsReceipt(PROSE[2] ?? "", never)).toBe(false);
    expect(await holdsReceipt(PROSE[5] ?? "", never)).toBe(false);
  });

  test("one’s own is found even where it runs into what stands beside it", async () => {
    const [own] = receipts;
    if (own === undefined) throw new Error("no receipt");
    const glued = `code${spellCode(own).replaceAll(/[ ·]/g, "_-_")}end`;
    expect(await holdsReceipt(glued, loadWords)).toBe(false);
    expect(await holdsReceipt(glued, loadWords, own)).toBe(true);
    expect(await holdsReceipt(`1${spellDigits(own)}2`, loadWords, own)).toBe(true);
    expect(await holdsReceipt(PROSE[1] ?? "", loadWords, own)).toBe(false);
  });
});
