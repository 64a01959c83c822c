import { expect, test } from "vitest";
import { isBeginning } from "./typed.ts";

const spellings = [
  "0NWVV 075AH B3KCA 9EAAJ·G",
  "123456 789012 345678 901234 567890",
  "abandon ability able about above",
];

test("a copy of a receipt is known by its beginning in any spelling, however it was written down", () => {
  for (const typed of [
    "0nwvv",
    "ONWVV",
    "onwvv-075ah",
    "０ＮＷＶＶ",
    "12345",
    "123 456 7",
    "aband",
    "Abandon  ability",
  ])
    expect([typed, isBeginning(typed, spellings)]).toEqual([typed, true]);
});

test("four characters are no answer yet, and another beginning is wrong", () => {
  expect(isBeginning("0nwv", spellings)).toBeNull();
  for (const typed of ["0nwvx", "12346", "ability", "nwvv0"]) expect(isBeginning(typed, spellings)).toBe(false);
  // Words that were not asked for yet are no beginning of everything.
  expect(isBeginning("zzzzz", ["0NWVV", ""])).toBe(false);
});
