import { countedRandom } from "@niuniu/roster/testing";
import { recipientOf } from "@niuniu/seal";
import { writeParcel } from "@niuniu/seal/parcel";
import { describe, expect, test } from "vitest";
import { beginSealed, type Begun } from "../../begin-sealed.ts";
import { keepParcel as keep, keptParcel as kept } from "./kept-parcel.ts";

const EMPTY = { step: 1, what: "" };
type Shelf = Parameters<typeof keep>[0];
const keepParcel = (tab: Shelf, from: typeof EMPTY, begun: Begun) => keep(tab, "toy.parcel", from, begun);
const keptParcel = (tab: Shelf, from: typeof EMPTY) => kept(tab, "toy.parcel", from);
const bodyOf = ({ header, parts }: Begun) => writeParcel(header, parts);

function shelf(): Shelf {
  const lying = new Map<string, string>();
  return {
    getItem: (key) => lying.get(key) ?? null,
    setItem: (key, value) => void lying.set(key, value),
    removeItem: (key) => void lying.delete(key),
  };
}

const random = countedRandom("parcel");
const draft = { ...EMPTY, what: "他让我喝酒", step: 4 };
const composed = await beginSealed(
  {
    letter: (name, auth) => ({ niuniu: "toy v1", case: name, auth, struck: [], what: draft.what }),
    ...{ kind: "toy", says: { statement: "a".repeat(64) }, receiptOpens: true, date: "2026-11-23" },
    readers: [{ id: "wen-jing", recipient: await recipientOf(random(32)) }],
  },
  random,
  () => undefined,
);

describe("what was sealed, of which nobody knows whether it arrived", () => {
  test("is after a reload the very same: receipt, case and every byte", () => {
    const tab = shelf();
    keepParcel(tab, draft, composed);
    const again = keptParcel(tab, { ...draft, step: 3 });
    expect(again).toEqual(composed);
    expect(again === null ? null : bodyOf(again)).toEqual(bodyOf(composed));
  });

  test("is not taken for one that was changed since, nor for a damaged one", () => {
    const tab = shelf();
    expect(keptParcel(tab, draft)).toBeNull();
    keepParcel(tab, draft, composed);
    expect(keptParcel(tab, { ...draft, what: "他让我喝酒。" })).toBeNull();
    expect(keptParcel({ ...tab, getItem: () => "{" }, draft)).toBeNull();
  });
});
