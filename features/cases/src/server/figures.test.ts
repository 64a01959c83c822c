import { expect, test } from "vitest";
import { figuresOf, firstDay } from "./figures.ts";
import type { TallyTable } from "./tables.ts";

const today = "2026-02-10";
const none = { overdue: 0, waiting: 0, open: 0, missedEver: 0 };
const tally = (what: TallyTable["what"], day: string, count: number, days = -1): TallyTable => {
  return { day, what, days, count };
};

test("one to four open cases are never told apart", () => {
  const told = [1, 2, 3, 4].map((open) => figuresOf({ ...none, open, overdue: open }, [], today));
  for (const figures of told) expect(figures).toMatchObject({ open: "1-4", overdue: "1-4", waiting: "none" });
  expect(figuresOf({ ...none, missedEver: 5 }, [], today).missedEver).toBe(5);
});

test("how long answers take is told from five answers on, as a median of whole days", () => {
  const four = [tally("answered", "2026-02-01", 4, 1)];
  expect(figuresOf(none, four, today).medianAnswerDays).toBeNull();
  const five = [...four, tally("answered", "2026-02-03", 1, 9)];
  expect(figuresOf(none, five, today).medianAnswerDays).toBe(1);
  const slow = [tally("answered", "2026-02-03", 6, 7), ...four];
  expect(figuresOf(none, slow, today).medianAnswerDays).toBe(7);
});

test("the share of dates kept looks back ninety days and no further", () => {
  const tallies = [tally("met", "2026-02-01", 45), tally("missed", "2026-01-20", 5), tally("missed", "2025-10-01", 90)];
  expect(figuresOf(none, tallies, today)).toMatchObject({ onTime90: 0.9, met90: 45, missed90: 5 });
  expect(figuresOf(none, [tally("met", "2026-02-01", 4)], today)).toMatchObject({ onTime90: null, met90: "1-4" });
});

test("no share tells a count that is too small to be told", () => {
  const tallies = [tally("met", "2026-02-01", 49), tally("missed", "2026-01-20", 1)];
  expect(figuresOf(none, tallies, today)).toMatchObject({ onTime90: null, met90: 49, missed90: "1-4" });
});

test("six months are told, the oldest first, and a quiet month stays blank", () => {
  const tallies = [tally("answered", "2026-01-31", 6, 2), tally("missed", "2026-02-01", 4)];
  const { months } = figuresOf(none, tallies, today);
  expect(months.map(({ month }) => month)).toEqual(["2025-09", "2025-10", "2025-11", "2025-12", "2026-01", "2026-02"]);
  expect(months[4]).toEqual({ month: "2026-01", answered: 6, missed: null });
  expect(months[5]).toEqual({ month: "2026-02", answered: null, missed: null });
  expect(firstDay(today)).toBe("2025-09-01");
});

test("what was set aside, contested or could not be read stands beside the share of dates kept", () => {
  const tallies = [tally("junk", "2026-02-01", 6), tally("contested", "2026-02-02", 1), tally("met", "2026-02-02", 5)];
  const old = [tally("reopened", "2025-10-01", 9)];
  expect(figuresOf(none, [...tallies, ...old], today)).toMatchObject({
    ...{ onTime90: 1, setAside90: 6, contested90: "1-4", reopened90: "none", medianAnswerDays: null },
  });
});
