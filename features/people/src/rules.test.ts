import { publicKey } from "@niuniu/note";
import { writeWitness } from "@niuniu/record";
import { Refused } from "@niuniu/wire";
import { describe, expect, it } from "vitest";
import {
  checkEffect,
  checkInvitedOn,
  checkKeysKnown,
  checkMayBegin,
  checkNewPassword,
  checkRecordKnown,
  checkSeats,
  checkWitnesses,
  draftEnds,
  memberId,
  quorumOf,
  setupStage,
  standingOf,
  triedHash,
  workAfter,
  workForRoom,
} from "./rules.ts";

const refusal = (act: () => void): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
  return "granted";
};
const now = Date.parse("2026-03-02T08:00:00Z");
const day = 86_400_000;

describe("who may hold the line", () => {
  it("is never one person alone, never without the employees, never without somebody from outside", () => {
    const outside = { side: "outside" } as const;
    const employees = { side: "employees" } as const;
    expect(refusal(() => checkSeats([outside]))).toBe("people/too-few-seats");
    expect(refusal(() => checkSeats([outside, { side: "employer" }]))).toBe("people/no-employees-seat");
    expect(refusal(() => checkSeats([employees, { side: "employer" }]))).toBe("people/no-outside-seat");
    expect(refusal(() => checkSeats([employees, outside]))).toBe("granted");
  });
  it("can be named anew until the first statement is in force, and not after", () => {
    const stage = (seats: number, draft: boolean, statements: number) => setupStage({ seats, draft, statements });
    expect([stage(0, false, 0), stage(3, false, 0), stage(3, true, 0), stage(3, false, 1)]).toEqual([
      "empty",
      "inviting",
      "signing",
      "open",
    ]);
    expect(refusal(() => checkMayBegin("signing"))).toBe("granted");
    expect(refusal(() => checkMayBegin("open"))).toBe("people/already-open");
  });
  it("needs a majority for the next change, and never fewer than two", () => {
    expect([2, 3, 4, 5, 9].map(quorumOf)).toEqual([2, 2, 3, 3, 5]);
  });
});

describe("a member id", () => {
  it("is the name in plain letters where it has them, a number where it has none", () => {
    expect(memberId("Lin Wei", new Set())).toBe("lin-wei");
    expect(memberId("José Núñez-Ortega", new Set())).toBe("jose-nunez-ortega");
    expect(memberId("林薇", new Set())).toBe("member-1");
    expect(memberId("周启明", new Set(["member-1"]))).toBe("member-2");
  });
  it("is never given twice, never too long and never a word with another meaning", () => {
    expect(memberId("Lin Wei", new Set(["lin-wei", "lin-wei-2"]))).toBe("lin-wei-3");
    for (const name of ["Reporter", "server", " Set-up ", "x".repeat(200), "---", "Á", "a".repeat(33) + " b"]) {
      const id = memberId(name, new Set());
      expect(id).toMatch(/^[a-z0-9][a-z0-9-]{0,38}[a-z0-9]$/);
      expect(["reporter", "server", "setup"]).not.toContain(id);
    }
  });
});

describe("a password", () => {
  it("has 12 to 256 characters, counted as people count them", () => {
    expect(refusal(() => checkNewPassword("eleven char"))).toBe("people/weak-password");
    expect(refusal(() => checkNewPassword("🐂".repeat(11)))).toBe("people/weak-password");
    expect(refusal(() => checkNewPassword("紫色水牛在月光下慢慢散步"))).toBe("granted");
    expect(refusal(() => checkNewPassword("a".repeat(257)))).toBe("people/weak-password");
  });
  it("that is tried wrongly three times costs the next try work, and never more of it", () => {
    expect([0, 2, 3, 4, 1000].map(workAfter)).toEqual([0, 0, 16, 16, 16]);
    expect([0, 16, 17, 19].map(workForRoom)).toEqual([16, 17, 18, 19]);
  });
  it("needs work of its own for every name and every guess", () => {
    const tried = [triedHash("a", "b"), triedHash("a", "c"), triedHash("b", "b"), triedHash('a","b', "")];
    expect(new Set(tried.map(String)).size).toBe(4);
    expect(tried[0]).toHaveLength(32);
  });
});

describe("an invitation", () => {
  it("is dated the day it is made, give or take the day by which two clocks may differ", () => {
    for (const date of ["2026-03-01", "2026-03-02", "2026-03-03"])
      expect(refusal(() => checkInvitedOn(date, "2026-03-02"))).toBe("granted");
    for (const date of ["2026-02-28", "2026-03-04", "2026-02-30", ""])
      expect(refusal(() => checkInvitedOn(date, "2026-03-02"))).toBe("people/unsound-invitation");
  });
});

describe("a change of the statement", () => {
  it("cannot be dated back to skip the waiting period, nor so far ahead that nobody remembers it", () => {
    expect(refusal(() => checkEffect(now - day, now))).toBe("people/wrong-effect");
    expect(refusal(() => checkEffect(now + 8 * day, now))).toBe("people/wrong-effect");
    expect(refusal(() => checkEffect(Number.NaN, now))).toBe("people/wrong-effect");
    expect(refusal(() => checkEffect(now - 60_000, now))).toBe("granted");
  });
  it("can be completed within a day of its effect", () => {
    expect(draftEnds(now)).toBe(now + day);
  });
  it("names only keys that the person made on this server", () => {
    const lin = { id: "lin-wei", recipient: "r", key: "k" };
    expect(refusal(() => checkKeysKnown([lin], [lin]))).toBe("granted");
    expect(refusal(() => checkKeysKnown([{ ...lin, key: "other" }], [lin]))).toBe("people/unknown-keys");
    expect(refusal(() => checkKeysKnown([lin, { ...lin, id: "ghost" }], [lin]))).toBe("people/unknown-keys");
  });
});

describe("a person's standing", () => {
  it("is that of a member, of somebody who waits, or of somebody who has left", () => {
    const roster = { active: new Set(["a"]), named: new Set(["a", "b"]), ever: new Set(["a", "b", "c"]) };
    const all = ["a", "b", "c", "d"].map((member) => standingOf(member, roster));
    expect(all).toEqual(["member", "newcomer", "former", "newcomer"]);
  });
});

describe("the record a statement names, and its witnesses", () => {
  const witness = (seed: number, url: string | null = null): string =>
    writeWitness({ name: "union.example.net/witness", key: publicKey(new Uint8Array(32).fill(seed)), url });

  it("each witness can be read, and stands there once, whatever it is called", () => {
    expect(refusal(() => checkWitnesses([]))).toBe("granted");
    expect(refusal(() => checkWitnesses([witness(1), witness(2, "https://law.example.com/witness")]))).toBe("granted");
    expect(refusal(() => checkWitnesses([witness(1), witness(1, "https://law.example.com")]))).toBe(
      "people/witness-twice",
    );
    expect(refusal(() => checkWitnesses([`${witness(1)}  https://law.example.com`]))).toBe("people/bad-witness");
    expect(refusal(() => checkWitnesses(["the union"]))).toBe("people/bad-witness");
  });

  it("the record is the one named so far, this server's own, or none", () => {
    const [before, own] = ["a", "b"];
    for (const log of [before, own, undefined]) {
      expect(refusal(() => checkRecordKnown(log, [before, own]))).toBe("granted");
    }
    expect(refusal(() => checkRecordKnown("c", [undefined, own]))).toBe("people/unknown-record");
  });
});
