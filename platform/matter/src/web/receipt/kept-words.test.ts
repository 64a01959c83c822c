import { expect, test } from "vitest";
import { afterSending, keptWords as keptWith, NO_WORDS, type KeptWords } from "./kept-words.ts";

const CODE = "RGTZ3 3GD1R 46ZNQ EZB6J·H";
const keptWords = (tab: ReturnType<typeof shelf>, code: string): KeptWords =>
  keptWith(tab, { code, holds: (text) => Promise.resolve(text.includes(code)) });

function shelf() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

test("what is being said outlives the page, and comes back with its own receipt only", async () => {
  const tab = shelf();
  const words = { said: "One more thing.", objected: "You did not say when.", after: 4 };
  expect(await keptWords(tab, CODE).keep(words)).toBe(true);
  expect(keptWords(tab, CODE).read()).toEqual(words);
  expect(keptWords(tab, "another receipt").read()).toEqual(NO_WORDS);
});

test("what is kept shows neither the words nor the receipt nor the case, and words of two cases keep apart", () => {
  const tab = shelf();
  void keptWords(tab, CODE).keep({ ...NO_WORDS, said: "first" });
  void keptWords(tab, "another receipt").keep({ ...NO_WORDS, said: "second" });
  expect(keptWords(tab, CODE).read().said).toBe("first");
  const all = [...tab.kept].flat().join();
  for (const part of [...CODE.split(/\W/), "first", "second"])
    expect(all.includes(part) && part.length > 1).toBe(false);
});

test("once it was sent or cleared nothing is left, and what is damaged holds nothing up", () => {
  const tab = shelf();
  void keptWords(tab, CODE).keep({ ...NO_WORDS, said: "words" });
  void keptWords(tab, CODE).keep(NO_WORDS);
  expect(tab.kept.size).toBe(0);
  for (const damaged of ["", "null", "{}", '{"said":1,"objected":""}']) {
    void keptWords(tab, CODE).keep({ ...NO_WORDS, said: "words" });
    for (const key of tab.kept.keys()) tab.kept.set(key, damaged);
    expect(keptWords(tab, CODE).read()).toEqual(NO_WORDS);
  }
});

test("a text with a receipt in it does not stay in the tab, and what was typed after it is looked at by itself", async () => {
  const tab = shelf();
  const kept = keptWords(tab, CODE);
  expect(await kept.keep({ ...NO_WORDS, objected: `It is ${CODE}` })).toBe(false);
  expect(tab.kept.size).toBe(0);
  const [before, now] = [kept.keep({ ...NO_WORDS, said: CODE }), kept.keep({ ...NO_WORDS, said: "words" })];
  expect(await Promise.all([before, now])).toEqual([false, true]);
  expect(kept.read().said).toBe("words");
});

test("where a receipt cannot be looked for, because a part of the page did not come, nothing is lost", async () => {
  const tab = shelf();
  const kept = keptWith(tab, { code: CODE, holds: () => Promise.reject(new Error("offline")) });
  expect(await kept.keep({ ...NO_WORDS, said: "words" })).toBe(true);
  expect(kept.read().said).toBe("words");
});

test("what was typed while a message was on its way stays", () => {
  const rest = (said: string): string => afterSending({ ...NO_WORDS, said }, "said", "He was there.").said;
  expect(rest("He was there.")).toBe("");
  expect(rest("He was there.\nSo was I.")).toBe("So was I.");
  expect(rest("No: he was there.")).toBe("No: he was there.");
});

test("what was added to an objection on its way is left where it can be seen", () => {
  const words = { ...NO_WORDS, said: "One thing.", objected: "Not answered. When?" };
  expect(afterSending(words, "objected", "Not answered.")).toMatchObject({ said: "One thing.\n\nWhen?", objected: "" });
  expect(afterSending(words, "objected", words.objected)).toMatchObject({ said: "One thing.", objected: "" });
});
