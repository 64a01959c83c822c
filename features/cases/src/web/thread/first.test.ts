import { readCalendar } from "@niuniu/owe";
import { CALENDAR } from "@niuniu/wire";
import { expect, test } from "vitest";
import { DEFAULT } from "../../policy.ts";
import { firstOf, objectionTo, unreadEnding } from "./first.ts";
import type { CaseState } from "../../state.ts";
import type { OpenThread } from "./receipt-case.ts";

const NOW = Date.UTC(2026, 2, 2, 2);
const TODAY = "2026-03-02";
const OPEN = { obligation: { owner: "lin-yue" }, contestUntil: null, seen: false, left: false };
const CLOSED = { obligation: null, contestUntil: "2026-08-29", seen: true, left: false };

/** A case in which these entries stand, one after the other, each with words of its own; `finding` is that of an outcome. */
function threadOf(kinds: readonly string[], state: object = OPEN, finding = "not-substantiated"): OpenThread {
  const entries = kinds.map((kind, at) => ({ entry: { kind, number: at + 1, by: "lin-yue", date: TODAY } }));
  const written = kinds.flatMap((kind, at) =>
    ["answer", "stage", "outcome", "junk", "postpone"].includes(kind)
      ? [{ kind, number: at + 1, contested: false }]
      : [],
  );
  const letter = (kind: string) => ({ text: "…", ...(kind === "outcome" ? { finding } : {}) });
  const contents = new Map(written.map(({ kind, number }) => [number, { kind: "message", letter: letter(kind) }]));
  const messages = written.filter(({ kind }) => kind !== "postpone");
  const witness = { policy: DEFAULT.policy, calendar: readCalendar(CALENDAR) };
  return { entries, contents, alarms: [], witness, state: { ...state, messages } } as unknown as OpenThread;
}
const nextIn = (thread: OpenThread) => firstOf(thread, NOW, TODAY).next;

test("the newest message stands first, and to write back is the act that stands out until it was done", () => {
  const answered = threadOf(["report", "owed", "answer", "owed", "answer"]);
  expect(firstOf(answered, NOW, TODAY)).toEqual({ next: "answer", number: 5, objection: "unanswered" });
  const written = threadOf(["report", "owed", "answer", "owed", "say"]);
  expect(firstOf(written, NOW, TODAY)).toEqual({ next: "wait", number: 3, objection: "unanswered" });
});

test("where nobody has written, or a date was only put off, there is nothing to do but wait", () => {
  expect(firstOf(threadOf(["report", "owed"]), NOW, TODAY)).toEqual({ next: "wait", number: null, objection: null });
  expect(nextIn(threadOf(["report", "answer", "postpone"]))).toBe("wait");
});

test("an ending is to be read first, and what reading it brings is reckoned before", () => {
  const ended = threadOf(["report", "outcome", "closed"], { ...CLOSED, seen: false });
  expect(nextIn(ended)).toBe("read");
  expect(unreadEnding(ended, NOW)).toEqual({ about: 2, read: "2026-04-01", unread: "2026-08-29" });
  expect(unreadEnding(threadOf(["report", "outcome", "closed"], CLOSED), NOW)).toBeNull();
  expect(unreadEnding({ ...ended, alarms: [{ code: "chain", number: 0 }] }, NOW)).toBeNull();
});

test("an outcome that was read can be contested in time; one that bears the report out asks for nothing", () => {
  const kinds = ["report", "outcome", "closed"];
  expect(nextIn(threadOf(kinds, CLOSED))).toBe("contest");
  const over = { ...CLOSED, contestUntil: "2026-03-01" };
  expect(firstOf(threadOf(kinds, over), NOW, TODAY)).toMatchObject({ next: "wait", objection: null });
  const borneOut = threadOf(kinds, CLOSED, "substantiated");
  expect(firstOf(borneOut, NOW, TODAY)).toMatchObject({ next: "wait", objection: "contest" });
});

test("an outcome under review stands first no more: who reviews it does, and nothing is asked until then", () => {
  const contested = threadOf(["report", "answer", "outcome", "closed", "contest", "owed"]);
  expect(firstOf(contested, NOW, TODAY)).toEqual({ next: "wait", number: null, objection: null });
  const answered = threadOf(["report", "outcome", "closed", "contest", "owed", "answer"]);
  expect(firstOf(answered, NOW, TODAY)).toMatchObject({ next: "answer", number: 6 });
});

test("of an older answer it can be said that it is none only while that still changes something", () => {
  const open = (...messages: readonly object[]) => ({ ...OPEN, messages }) as unknown as CaseState;
  const answer = (number: number, more: object = {}) => ({ number, kind: "answer", contested: false, ...more });
  const settled = { settledOn: TODAY };
  const said = (state: CaseState) =>
    state.messages.map(({ number }) => objectionTo(state, number, TODAY) === "unanswered");
  expect(said(open(answer(2, settled), answer(4)))).toEqual([true, true]);
  // It settled nothing, or another one stands beside it, or it was called none.
  expect(said(open(answer(2), answer(4)))).toEqual([false, true]);
  expect(said(open(answer(2, settled), answer(4, settled), answer(6)))).toEqual([false, false, true]);
  expect(said(open(answer(2, settled), answer(4, { ...settled, contested: true }), answer(6)))).toEqual([
    true,
    false,
    true,
  ]);
});
