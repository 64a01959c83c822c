import { expect, test } from "vitest";
import { keptWords, NO_WORDS, unsentOf } from "./kept-words.ts";

const CODE = "RGTZ3 3GD1R 46ZNQ EZB6J·H";

function shelf() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

test("what is being said outlives the page, and comes back with its own receipt only", () => {
  const tab = shelf();
  const words = { said: "One more thing.", objected: "You did not say when." };
  keptWords(tab, CODE).keep(words);
  expect(keptWords(tab, CODE).read()).toEqual(words);
  expect(keptWords(tab, "another receipt").read()).toEqual(NO_WORDS);
});

test("what is kept names neither the receipt nor the case, and words of two cases keep apart", () => {
  const tab = shelf();
  keptWords(tab, CODE).keep({ said: "first", objected: "" });
  keptWords(tab, "another receipt").keep({ said: "second", objected: "" });
  expect(keptWords(tab, CODE).read().said).toBe("first");
  const all = [...tab.kept].flat().join();
  for (const part of CODE.split(/\W/)) expect(all.includes(part) && part.length > 1).toBe(false);
});

test("once it was sent or cleared nothing is left, and what is damaged holds nothing up", () => {
  const tab = shelf();
  keptWords(tab, CODE).keep({ said: "words", objected: "" });
  keptWords(tab, CODE).keep(NO_WORDS);
  expect(tab.kept.size).toBe(0);
  for (const damaged of ["", "null", "{}", '{"said":1,"objected":""}']) {
    keptWords(tab, CODE).keep({ said: "words", objected: "" });
    for (const key of tab.kept.keys()) tab.kept.set(key, damaged);
    expect(keptWords(tab, CODE).read()).toEqual(NO_WORDS);
  }
});

test("what is written while something is being sent stays", () => {
  expect(unsentOf("One more thing.", "One more thing.")).toBe("");
  expect(unsentOf("One more thing. And another.", "One more thing.")).toBe("And another.");
  expect(unsentOf("Another thing.", "One more thing.")).toBe("Another thing.");
});
