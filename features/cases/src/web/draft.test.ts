import { describe, expect, test } from "vitest";
import { EMPTY, keepDraft, readDraft, wipeDraft, type Shelf } from "./draft.ts";

function shelf(): Shelf {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}
const fresh = () => ({ tab: shelf(), device: shelf() });
const written = { ...EMPTY, what: "他让我喝酒", step: 3, struck: ["he-ming"] };

describe("a draft", () => {
  test("survives a reload of its tab and is not on the device unless that was chosen", () => {
    const shelves = fresh();
    keepDraft(shelves, written, "tab");
    expect(readDraft(shelves)).toEqual({ draft: written, place: "tab" });
    expect(readDraft({ ...shelves, tab: shelf() })).toEqual({ draft: EMPTY, place: "tab" });
  });

  test("stays on the device by choice, and leaves it when the choice is taken back", () => {
    const shelves = fresh();
    keepDraft(shelves, written, "device");
    expect(readDraft({ ...shelves, tab: shelf() })).toEqual({ draft: written, place: "device" });
    keepDraft(shelves, written, "tab");
    expect(readDraft({ ...shelves, tab: shelf() }).draft).toEqual(EMPTY);
  });

  test("is gone from both places once wiped", () => {
    const shelves = fresh();
    keepDraft(shelves, written, "device");
    wipeDraft(shelves);
    expect(readDraft(shelves)).toEqual({ draft: EMPTY, place: "tab" });
  });

  test("that is damaged becomes an empty one and never an error", () => {
    for (const text of ["{", "null", "[]", '"x"', '{"what":7,"struck":"x","step":2}']) {
      const shelves = fresh();
      shelves.tab.setItem("niuniu.draft", text);
      expect(readDraft(shelves).draft.what).toBe("");
    }
  });
});
