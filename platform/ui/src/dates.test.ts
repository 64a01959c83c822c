import { afterEach, describe, expect, test, vi } from "vitest";
import vectors from "../../../spec/vectors/owe.json" with { type: "json" };
import { clockWords } from "./clocks.ts";
import { dayIn, formatDate, formatDay } from "./dates.ts";
import * as language from "./language.ts";
import { timeUntil } from "./time-until.ts";

const now = Date.parse("2026-11-22T10:00:00Z");
const due = Date.parse("2026-11-27T10:00:00Z");
const speak = (one: language.Language): void => void vi.spyOn(language, "language").mockReturnValue(one);
afterEach(() => void vi.restoreAllMocks());

describe("a date", () => {
  test("is written as people write it in each language", () => {
    speak("en");
    expect(formatDate(due, now, "+08:00")).toBe("Fri 27 Nov, 18:00");
    speak("zh-CN");
    expect(formatDate(due, now, "+08:00")).toBe("11月27日 18:00");
  });

  test("carries its year where that is another one", () => {
    speak("en");
    expect(formatDay("2027-02-20", now)).toBe("Sat 20 Feb 2027");
    speak("zh-CN");
    expect(formatDay("2027-02-20", now)).toBe("2027年2月20日");
  });

  test("is the organisation's day, not the reader's", () => {
    expect(dayIn(Date.parse("2026-11-22T17:00:00Z"), "+08:00")).toBe("2026-11-23");
    expect(dayIn(Date.parse("2026-11-22T03:00:00Z"), "-05:00")).toBe("2026-11-21");
    expect(dayIn(Date.parse("2026-11-22T05:44:59Z"), "-05:45")).toBe("2026-11-21");
    expect(dayIn(Date.parse("2026-11-22T23:00:00Z"), "Europe/Berlin")).toBe("2026-11-22");
  });

  test("is shown as the clocks there stand at that moment", () => {
    for (const { calendar, day, starts, ends } of vectors.days) {
      const { offset } = vectors.calendars[calendar as "berlin"];
      expect([dayIn(Date.parse(starts), offset), dayIn(Date.parse(ends), offset)]).toEqual([day, day]);
      expect(dayIn(Date.parse(starts) - 1, offset) < day).toBe(true);
      expect(dayIn(Date.parse(ends) + 1, offset) > day).toBe(true);
    }
    speak("en");
    const { offset } = vectors.calendars.berlin;
    expect(formatDate(Date.parse("2026-03-27T17:00:00Z"), now, offset)).toBe("Fri 27 Mar, 18:00");
    expect(formatDate(Date.parse("2026-03-30T16:00:00Z"), now, offset)).toBe("Mon 30 Mar, 18:00");
  });
});

describe("the clocks of a page", () => {
  const { offset } = vectors.calendars.berlin;
  const at = (text: string): number => Date.parse(text);

  test("are called by the name people know", () => {
    expect(["+08:00", "+00:00", "-03:30"].map((zone) => clockWords(zone, [due], now))).toEqual([
      "UTC+08:00",
      "UTC",
      "UTC-03:30",
    ]);
  });

  test("are those of the moments shown, and of no other year's changes", () => {
    speak("en");
    expect(clockWords(offset, [due], now)).toBe("UTC+01:00");
    expect(clockWords(offset, [], at("2026-07-01T10:00:00Z"))).toBe("UTC+02:00");
    expect(clockWords(offset, [at("2026-10-20T10:00:00Z")], now)).toBe("UTC+02:00, from Sun 25 Oct UTC+01:00");
    speak("zh-CN");
    expect(clockWords(offset, [at("2026-10-20T10:00:00Z")], now)).toBe("UTC+02:00，10月25日起 UTC+01:00");
  });
});

test("what is left is said in days and hours, and in minutes only at the end", () => {
  expect(timeUntil(now + 100_800_000, now)).toEqual([
    { unit: "day", count: 1 },
    { unit: "hour", count: 4 },
  ]);
  expect(timeUntil(now + 90_000, now)).toEqual([{ unit: "minute", count: 1 }]);
  expect(timeUntil(now - 5, now)).toEqual([{ unit: "minute", count: 0 }]);
});
