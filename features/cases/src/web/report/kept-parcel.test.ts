import { countedRandom } from "@niuniu/roster/testing";
import { recipientOf } from "@niuniu/seal";
import { describe, expect, test } from "vitest";
import { composeReport, reportBody } from "../../compose.ts";
import { EMPTY, keepDraft, readDraft, wipeDraft, type Shelf } from "../draft.ts";
import { keepParcel, keptParcel } from "./kept-parcel.ts";

function shelf(): Shelf & { readonly names: () => readonly string[] } {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    names: () => [...kept.keys()],
  };
}

const random = countedRandom("parcel");
const draft = { ...EMPTY, what: "他让我喝酒", step: 4 };
const composed = await composeReport(
  {
    letter: {
      ...{ what: draft.what, when: "", where: "", who: "", identity: "anonymous", class: "ordinary" },
      ...{ language: "zh-CN", name: "", contact: "", struck: [] },
    },
    readers: [{ id: "wen-jing", recipient: await recipientOf(random(32)) }],
    statement: "a".repeat(64),
    receiptOpensReport: true,
    date: "2026-11-23",
  },
  random,
);

describe("a report of which nobody knows whether it arrived", () => {
  test("is after a reload the very same: receipt, case and every byte", () => {
    const tab = shelf();
    keepParcel(tab, draft, composed);
    const kept = keptParcel(tab, { ...draft, step: 3 });
    expect(kept).toEqual(composed);
    expect(kept === null ? null : reportBody(kept)).toEqual(reportBody(composed));
  });

  test("is not taken for a report that was changed since, nor for a damaged one", () => {
    const tab = shelf();
    expect(keptParcel(tab, draft)).toBeNull();
    keepParcel(tab, draft, composed);
    expect(keptParcel(tab, { ...draft, what: "他让我喝酒。" })).toBeNull();
    expect(keptParcel({ ...tab, getItem: () => "{" }, draft)).toBeNull();
  });

  test("lies in the tab and never on the device, and goes with its draft", () => {
    const shelves = { tab: shelf(), device: shelf() };
    keepDraft(shelves, draft, "device");
    keepParcel(shelves.tab, draft, composed);
    expect(shelves.device.names()).toEqual(["niuniu.draft"]);
    expect(readDraft(shelves).draft).toEqual(draft);
    wipeDraft(shelves);
    expect([...shelves.tab.names(), ...shelves.device.names()]).toEqual([]);
  });
});
