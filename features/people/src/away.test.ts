import { Refused } from "@niuniu/wire";
import { describe, expect, it } from "vitest";
import { awayFrom, awayOn, checkAway, checkAways, isAway, isTakenBack, spansAway, type AwayOf } from "./away.ts";

const refusal = (act: () => void): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
  return "granted";
};

describe("an absence", () => {
  const today = "2026-03-02";
  it("starts today or later and lasts at most 60 days", () => {
    expect(refusal(() => checkAway({ from: today, until: today }, today))).toBe("granted");
    expect(refusal(() => checkAway({ from: today, until: "2026-04-30" }, today))).toBe("granted");
    for (const [from, until] of [
      ["2026-03-01", "2026-03-05"],
      [today, "2026-05-01"],
      ["2026-03-05", "2026-03-04"],
      ["2026-04-31", "2026-05-02"],
      ["2028-01-01", "2028-01-02"],
    ] as const) {
      expect(refusal(() => checkAway({ from, until }, today))).toBe("people/absence-days");
    }
  });
  it("covers its first and its last day", () => {
    const away = { from: "2026-03-02", until: "2026-03-04" };
    const days = ["2026-03-01", "2026-03-02", "2026-03-04", "2026-03-05"];
    expect(days.map((each) => isAway(away, each))).toEqual([false, true, true, false]);
  });
});

describe("a newer note of the same member", () => {
  const note = (from: string, until: string, member = "lin-wei"): AwayOf => ({ member, from, until });
  const month = note("2026-03-02", "2026-03-30");
  const isAwayOn = (notes: readonly AwayOf[], ...days: readonly string[]): readonly boolean[] =>
    days.map((each) => awayOn(notes, each).includes("lin-wei"));

  it("ends an absence with today as its last day, and a day that began away stays one", () => {
    const ended = [month, note("2026-03-10", "2026-03-10")];
    expect(isAwayOn(ended, "2026-03-09", "2026-03-10", "2026-03-11", "2026-03-30")).toEqual([true, true, false, false]);
  });

  it("takes the place of the one before from its first day on, and leaves the days before as they were", () => {
    const longer = [month, note("2026-03-31", "2026-04-20")];
    expect(isAwayOn(longer, "2026-03-10", "2026-03-30", "2026-04-01", "2026-04-21")).toEqual([true, true, true, false]);
    // Nobody comes back by announcing that they will be away another time.
    const later = [note("2026-03-02", "2026-03-02"), note("2026-03-09", "2026-03-10")];
    expect(isAwayOn(later, "2026-03-02", "2026-03-03", "2026-03-09")).toEqual([true, false, true]);
  });

  it("says nothing of anybody else", () => {
    const others = [month, note("2026-03-03", "2026-03-03", "su-xiao")];
    expect(awayOn(others, "2026-03-03")).toEqual(["lin-wei", "su-xiao"]);
    expect(awayOn(others, "2026-03-04")).toEqual(["lin-wei"]);
  });

  it("leaves those in force and ahead that it does not take the place of", () => {
    const [first, second] = [month, note("2026-03-31", "2026-04-20")];
    expect(awayFrom([first, second], "2026-03-10")).toEqual([first, second]);
    const ended = note("2026-03-10", "2026-03-10");
    expect(awayFrom([first, second, ended], "2026-03-10")).toEqual([ended]);
    expect(awayFrom([first, second, ended], "2026-03-11")).toEqual([]);
  });

  it("takes back what has not begun, and nothing that has", () => {
    const [today, me] = ["2026-03-01", { member: "lin-wei", today: "2026-03-01" }];
    const back = note("2026-03-01", "2026-02-28");
    expect(isTakenBack(back, today)).toBe(true);
    expect(isTakenBack(note("2026-03-01", "2026-02-27"), today)).toBe(false);
    expect(isTakenBack(note("2026-03-02", "2026-03-01"), today)).toBe(false);
    expect(checkAways([month], [back], me)).toEqual({ shortens: true, ends: true });
    const begun = { ...me, today: "2026-03-02" };
    expect(refusal(() => void checkAways([month], [note("2026-03-02", "2026-03-01")], begun))).toBe(
      "people/absence-begun",
    );
    for (const none of [[month, back], [note("2026-03-02", "2026-03-05", "su-xiao")]])
      expect(refusal(() => void checkAways(none, [back], me))).toBe("people/absence-begun");
    expect(isAwayOn([month, back], "2026-03-02", "2026-03-30")).toEqual([false, false]);
    expect(awayFrom([month, back], today)).toEqual([]);
  });

  it("is judged with those handed in beside it, by which days are away in the end", () => {
    const me = { member: "lin-wei", today: "2026-03-10" };
    const come = (...given: readonly AwayOf[]) => checkAways([month], given, me);
    expect(come(note("2026-03-10", "2026-03-20"))).toEqual({ shortens: true, ends: false });
    expect(come(note("2026-03-10", "2026-03-10"))).toEqual({ shortens: true, ends: true });
    expect(come(note("2026-03-10", "2026-03-12"), note("2026-03-20", "2026-03-22")).shortens).toBe(true);
    expect(come(note("2026-03-10", "2026-03-12"), note("2026-03-20", "2026-03-31")).shortens).toBe(false);
    // The same days again are no fewer.
    expect(come(note("2026-03-10", "2026-03-30")).shortens).toBe(false);
    expect(refusal(() => void come(note("2026-03-10", "9999-12-31")))).toBe("people/absence-days");
  });

  it("leaves spans one after the other, each as long as it stands", () => {
    const me = { member: "lin-wei", today: "2026-03-10" };
    const notes = [month, note("2026-03-20", "2026-03-22"), note("2026-04-01", "2026-04-02", "su-xiao")];
    expect(spansAway(notes, me)).toEqual([
      { from: "2026-03-02", until: "2026-03-19" },
      { from: "2026-03-20", until: "2026-03-22" },
    ]);
    expect(spansAway([...notes, note("2026-03-10", "2026-03-10")], me)).toEqual([
      { from: "2026-03-10", until: "2026-03-10" },
    ]);
    expect(spansAway([], me)).toEqual([]);
  });
});
