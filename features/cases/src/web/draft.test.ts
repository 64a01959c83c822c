import { describe, expect, test } from "vitest";
import { keepParcel } from "@niuniu/matter/web/begin";
import { EMPTY, keepDraft, PARCEL, readDraft, wipeDraft, type Shelf } from "./draft.ts";

function shelf(): Shelf & { readonly names: () => readonly string[] } {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    names: () => [...kept.keys()],
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

  test("is on the device alone: what was sealed of it lies in the tab, and goes with it", () => {
    const shelves = fresh();
    keepDraft(shelves, written, "device");
    keepParcel(shelves.tab, PARCEL, written, { parts: [], receipt: 7n } as unknown as Parameters<typeof keepParcel>[3]);
    expect(shelves.device.names()).toEqual(["niuniu.draft"]);
    expect(shelves.tab.names()).toContain(PARCEL);
    expect(readDraft(shelves).draft).toEqual(written);
    wipeDraft(shelves);
    expect([...shelves.tab.names(), ...shelves.device.names()]).toEqual([]);
  });
});
