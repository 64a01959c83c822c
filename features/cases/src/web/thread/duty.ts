import { isChained } from "@niuniu/matter/web";
import { endingOf } from "../../cannot-open.ts";
import type { CaseState } from "../../state.ts";
import { unreadEnding } from "./first.ts";
import type { OpenThread, Saying } from "./receipt-case.ts";

/** An outcome that ended the case, or waits for a second signature: one before it is none any more. */
const isLast = ({ obligation, proposed }: CaseState, number: number): boolean =>
  obligation === null || proposed?.number === number;

/** What the page of a case says by itself: that a message cannot be read, and that an ending was (`read`). One at a time, each once. */
export function dutyOf(thread: OpenThread, read: number | null): Saying | null {
  const { state, entries, contents } = thread;
  if (state === null || !isChained(thread)) return null;
  const told = new Set(entries.flatMap(({ entry }) => (entry.kind === "unanswered" ? [entry.about] : [])));
  const messages = state.messages.filter(({ kind, number }) =>
    kind === "outcome" || kind === "junk" ? isLast(state, number) : state.obligation !== null,
  );
  const bad = messages.find(({ number }) => contents.get(number)?.kind === "unreadable" && !told.has(number));
  const last = endingOf(state);
  if (bad !== undefined && (state.obligation !== null || bad === last)) {
    return { kind: "unanswered", about: bad.number, reason: "unreadable", text: null };
  }
  const unread = unreadEnding(thread, Date.now());
  return unread !== null && unread.about === read ? { kind: "seen", about: read } : null;
}
