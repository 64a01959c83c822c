import { KINDS, type Tombstone } from "@niuniu/record";
import { describe, expect, it } from "vitest";
import { decideBurial, nextDay, pauseAfter } from "./rules.ts";

const context = { origin: "line.example.org/record", member: "lin-wei", today: "2026-03-02" };
const tombstone: Tombstone = {
  ...{ origin: context.origin, index: 7, ground: "A court decided so", by: "lin-wei", date: "2026-03-02" },
};

describe("taking a public text away", () => {
  it("is for what somebody wrote, and never for what the record itself rests on", () => {
    const allowed = KINDS.filter((kind) => {
      try {
        decideBurial(tombstone, kind, context);
        return true;
      } catch {
        return false;
      }
    });
    expect(allowed).toEqual(["policy", "calendar", "release", "figures"]);
    expect(() => decideBurial(tombstone, "learning/course", context)).not.toThrow();
    expect(() => decideBurial(tombstone, "roster", context)).toThrow("ledger/kept-for-good");
  });

  it.each([
    ["another record", { origin: "other.example/record" }, "ledger/unsound-tombstone"],
    ["another member's word", { by: "zhou-qiming" }, "ledger/unsound-tombstone"],
    ["no ground", { ground: "  " }, "ledger/unsound-tombstone"],
    ["a ground without a word", { ground: "……" }, "ledger/unsound-tombstone"],
    ["another day", { date: "2026-03-01" }, "ledger/wrong-day"],
  ])("needs more than a note with %s", (_, change, code) => {
    expect(() => decideBurial({ ...tombstone, ...change }, "policy", context)).toThrow(code);
  });

  it("is done once, and only where a text stands", () => {
    expect(() => decideBurial(tombstone, "buried", context)).toThrow("ledger/already-buried");
    expect(() => decideBurial(tombstone, null, context)).toThrow("ledger/no-such-entry");
  });
});

describe("days and pauses", () => {
  it("the organisation's day begins at its own midnight", () => {
    const dayOf = (instant: number) => new Date(instant + 8 * 3_600_000).toISOString().slice(0, 10);
    expect(new Date(nextDay(Date.UTC(2026, 0, 5, 8), dayOf)).toISOString()).toBe("2026-01-05T16:00:00.000Z");
    expect(new Date(nextDay(Date.UTC(2026, 0, 5, 16), dayOf)).toISOString()).toBe("2026-01-06T16:00:00.000Z");
  });

  it("a witness that stays away is asked less and less often, and never given up", () => {
    expect([1, 2, 3, 6, 7, 500].map(pauseAfter)).toEqual([15_000, 30_000, 60_000, 480_000, 600_000, 600_000]);
  });
});
