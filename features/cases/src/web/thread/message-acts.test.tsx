import { afterEach, expect, test, vi } from "vitest";
import { MessageActs } from "./message-acts.tsx";
import type { OpenThread } from "./receipt-case.ts";

afterEach(() => void vi.useRealTimers());

/** Whether an outcome that can be contested until 20 March can be, at an instant and in a zone. */
function contestable(instant: string, zone: string): boolean {
  vi.useFakeTimers({ now: Date.parse(instant) });
  const messages = [{ number: 3, by: "lin-yue", kind: "outcome", contested: false }];
  const state = { obligation: null, messages, contestUntil: "2026-03-20", left: false };
  const thread = { state, trust: { zone } } as unknown as OpenThread;
  return MessageActs({ thread, number: 3, onAct: () => undefined }) !== null;
}

test("an outcome can be contested until the last day is over where the organisation is, not in Greenwich", () => {
  expect(contestable("2026-03-20T15:59:00Z", "+08:00")).toBe(true);
  expect(contestable("2026-03-20T16:01:00Z", "+08:00")).toBe(false);
  expect(contestable("2026-03-21T04:59:00Z", "-05:00")).toBe(true);
  expect(contestable("2026-03-21T05:01:00Z", "-05:00")).toBe(false);
});
