import { publicKey, sha256, toBase64, toHex } from "@niuniu/note";
import { receiptKeys, signAct } from "@niuniu/seal";
import type { Trust } from "@niuniu/trust";
import { describe, expect, it } from "vitest";
import { DEFAULT } from "../../policy.ts";
import type { ThreadHeader } from "../../routes.ts";
import { calendarText, policyText } from "../../testing/policy-text.ts";
import { headOf, NOW, random, reported, roster, seeds } from "../desk/testing.ts";
import { isChained, readingOf } from "@niuniu/matter/web";
import type { Case } from "../../terms.ts";
import { receiptCase } from "./receipt-case.ts";

const readThread = readingOf<Case, ThreadHeader>(receiptCase, receiptCase.newest);

const { composed, threadFor } = await reported();
const { header, parts } = threadFor("wen-jing");
const keys = receiptKeys(composed.receipt);
const trust = { roster, policy: policyText(DEFAULT.policy), calendar: calendarText(DEFAULT.calendar) } as Trust;

/** What a reporter reads of this thread. */
function read(shown: Partial<ThreadHeader> = {}, given: readonly Uint8Array[] = parts): ReturnType<typeof readThread> {
  const own = { auth: publicKey(keys.authSeed), firstSalt: keys.firstSalt };
  return readThread({ header: { ...header, ...shown }, parts: given, trust, ...own, struck: [], now: NOW });
}

/** An act of a member at the end of the chain, and the thread with it. */
function withAct(said: Partial<{ readonly case: string; readonly number: number }> = {}, part = -1) {
  const act = signAct(
    {
      ...{ niuniu: "act v1", case: header.case, number: 2, previous: header.head, by: "wen-jing", ...said },
      ...{ kind: "answer", date: "2026-11-23", envelope: toHex(sha256(new Uint8Array(8))) },
    },
    { name: "wen-jing", seed: seeds.get("wen-jing") ?? random(32) },
  );
  const entries = [...header.entries, { text: act, salt: toBase64(random(32)), part }];
  return { entries, head: headOf(entries) };
}

describe("a thread, as its reporter reads it", () => {
  it("holds where everything does", () => {
    expect(read().alarms).toEqual([]);
    const { alarms, entries } = read(withAct());
    expect([alarms, entries.map(({ entry }) => entry.kind)]).toEqual([[], ["report", "answer"]]);
  });

  it("what a member signed for another case, or for another place, is not taken into this one", () => {
    for (const [code, said] of [
      ["entry", { case: "0123456789ABCDEF" }],
      ["place", { number: 3 }],
    ] as const) {
      const { alarms, entries } = read(withAct(said));
      expect(alarms).toEqual([{ code, number: 2 }]);
      expect(entries).toHaveLength(1);
    }
  });

  it("another message than was signed is said, and not shown as the one", () => {
    const { alarms, entries } = read(withAct({}, parts.length), [...parts, random(8)]);
    expect(alarms).toEqual([{ code: "envelope", number: 2 }]);
    expect(entries[1]).toMatchObject({ altered: true, envelope: null });
  });

  it("a chain that does not begin with this receipt, or is the one of another, is none of its own", () => {
    expect(isChained(read())).toBe(true);
    const [first, ...rest] = header.entries;
    const other = [{ ...first, text: first?.text ?? "", salt: toBase64(random(32)), part: first?.part ?? -1 }, ...rest];
    expect(read({ entries: other, head: headOf(other) }).alarms).toEqual([{ code: "chain", number: 0 }]);
    expect(read({ head: "no head" }).alarms).toEqual([{ code: "chain", number: 0 }]);
    expect(isChained(read({ case: "0123456789ABCDEF" }))).toBe(false);
  });
});
