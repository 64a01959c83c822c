import { describe, expect, test } from "vitest";
import type { ClosedEvent, Entry } from "../events.ts";
import { closingOf, saidOfClosed } from "./closing.ts";
import { toldBy } from "./thread/tell.ts";

const event = { niuniu: "event v1", case: "c", previous: "" } as const;
const closed = (number: number, contestUntil: string, told?: string): ClosedEvent => ({
  ...event,
  number,
  kind: "closed",
  date: "2026-03-02",
  contestUntil,
  ...(told === undefined ? {} : { told }),
});
const outcome = (number: number, contested: boolean) =>
  ({ number, by: "lin-yue", kind: "outcome", contested }) as const;
const ended = { obligation: null, messages: [outcome(3, false)], contestUntil: "2026-03-20", left: false };

const keysOf = (entries: readonly Entry[], ...[state, today]: [Parameters<typeof closingOf>[1], string]) =>
  entries.map((entry) => toldBy(entry, closingOf(entries, state, today))?.key ?? null);

describe("that a case is closed", () => {
  test("is said once: an outcome that was read ends on another date, and only the last one holds", () => {
    const entries = [closed(4, "2026-08-29"), closed(6, "2026-03-20")];
    expect(keysOf(entries, ended, "2026-03-20")).toEqual([null, "cases.thread.closed"]);
    expect(keysOf(entries, ended, "2026-03-21")).toEqual([null, "cases.thread.closed-over"]);
  });

  test("is said without a day while its ending was not read: reading it gives another", () => {
    const entries = [closed(4, "2026-08-29", "su-xiao")];
    const closing = closingOf(entries, { ...ended, contestUntil: "2026-08-29" }, "2026-03-03");
    const told = entries.map((entry) => toldBy(entry, closing, true));
    expect(told).toMatchObject([{ key: "cases.thread.closed-unread", more: "cases.thread.closed-told" }]);
  });

  test("is not said of a case that was contested and is open, but for whoever was told of it", () => {
    const open = { ...ended, messages: [outcome(3, true)], contestUntil: null };
    expect(keysOf([closed(4, "2026-08-29")], open, "2026-03-03")).toEqual([null]);
    const [told] = [closed(4, "2026-08-29", "su-xiao")].map((entry) => toldBy(entry, null));
    expect(told).toMatchObject({ key: "cases.thread.closed-before", more: "cases.thread.closed-told" });
  });

  test("because no reader was left is said of its day, whatever came after", () => {
    const left = { ...closed(4, "2026-08-29"), why: "left" } as const;
    expect(keysOf([left], { ...ended, left: true }, "2026-03-03")).toEqual(["cases.thread.closed-left"]);
    expect(saidOfClosed(left, closingOf([left, closed(9, "2026-09-30")], ended, "2026-03-03"))).toBe("closed-left");
  });

  test("promises no second contest where the rules allow none", () => {
    const tried = (number: number, contested: boolean) => ({ number, by: "su-xiao", contested });
    const unopened = { ...ended, messages: [], cannotOpen: [tried(3, false)] };
    const entries = [closed(4, "2026-08-29")];
    expect(keysOf(entries, unopened, "2026-03-03")).toEqual(["cases.thread.closed-unopened"]);
    const twice = { ...unopened, cannotOpen: [tried(1, true), tried(3, false)] };
    expect(keysOf(entries, twice, "2026-03-03")).toEqual(["cases.thread.closed-used"]);
    expect(saidOfClosed(closed(4, "2026-08-29"), closingOf(entries, twice, "2026-03-03"))).toBe("closed-used");
  });
});
