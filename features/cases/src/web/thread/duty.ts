import { isChained } from "@niuniu/matter/web";
import { endingOf } from "../../cannot-open.ts";
import { unreadEnding } from "./first.ts";
import type { OpenThread, Saying } from "./receipt-case.ts";

/** What the page of a case says by itself: that a message cannot be read, and that an ending was (`read`). One at a time, each once. */
export function dutyOf(thread: OpenThread, read: number | null): Saying | null {
  const { state, entries, contents } = thread;
  if (state === null || !isChained(thread)) return null;
  const told = new Set(entries.flatMap(({ entry }) => (entry.kind === "unanswered" ? [entry.about] : [])));
  const messages = state.messages.filter(
    ({ kind }) => state.obligation !== null || kind === "outcome" || kind === "junk",
  );
  const bad = messages.find(({ number }) => contents.get(number)?.kind === "unreadable" && !told.has(number));
  const last = endingOf(state);
  if (bad !== undefined && (state.obligation !== null || bad === last)) {
    return { kind: "unanswered", about: bad.number, reason: "unreadable", text: null };
  }
  const unread = unreadEnding(thread, Date.now());
  return unread !== null && unread.about === read ? { kind: "seen", about: read } : null;
}
