import { SLOT } from "@niuniu/record";
import { CallError, sentenceOf, t, toneOf, type Tone } from "@niuniu/ui";
import { useEffect, useRef, useState } from "preact/hooks";
import { endingOf } from "../../cannot-open.ts";
import { KEPT_WITHIN } from "@niuniu/matter/web";
import { isChained } from "@niuniu/matter/web";
import { unreadEnding } from "./first.ts";
import { NoWrap, type Door, type OpenThread, type Saying } from "./receipt-door.ts";

/** Whatever can fail here; what fails is told where it was asked for. */
type Doing = Saying["kind"] | "refresh";

/** What did not succeed. Its words follow the language of the page. */
export interface Failed {
  readonly tone: Tone;
  readonly words: () => string;
}

function failed(error: unknown, overtaken: boolean): Failed {
  if (overtaken) return { tone: "owed", words: () => t("cases.thread.stale") };
  return {
    tone: toneOf(error),
    words: () => (error instanceof NoWrap ? t("cases.thread.no-wrap") : sentenceOf(error)),
  };
}

/** A thread that can be added to. `say` answers whether it was taken; if not, what was typed stays where it is. */
export interface OpenDoor {
  readonly thread: OpenThread;
  /** What runs now; null for nothing. */
  readonly doing: Doing | null;
  /** Why the last of these did not succeed; null where it did. */
  readonly failureOf: (...asked: readonly Doing[]) => Failed | null;
  readonly say: (saying: Saying) => Promise<boolean>;
  readonly holds: Door["holds"];
  readonly refresh: () => void;
}

/** Keeps the newest thread, and shows what happened meanwhile when an act came too late. */
export function useDoor(door: Door, first: OpenThread): OpenDoor {
  const [thread, setThread] = useState(first);
  const [doing, setDoing] = useState<Doing | null>(null);
  const [failure, setFailure] = useState<{ readonly doing: Doing; readonly why: Failed } | null>(null);

  useSoon(thread, () => void door.read().then(setThread, () => undefined));

  const attempt = async (what: Doing, act: () => Promise<OpenThread>): Promise<boolean> => {
    setDoing(what);
    setFailure(null);
    try {
      setThread(await act());
      return true;
    } catch (error) {
      const overtaken = error instanceof CallError && /^cases\/(stale-head|date-passed)$/.test(error.code);
      setFailure({ doing: what, why: failed(error, overtaken) });
      if (overtaken) await door.read().then(setThread, () => undefined);
      return false;
    } finally {
      setDoing(null);
    }
  };
  return {
    thread,
    doing,
    failureOf: (...asked) => (failure !== null && asked.includes(failure.doing) ? failure.why : null),
    holds: door.holds,
    say: (saying) => attempt(saying.kind, () => door.say(thread, saying)),
    refresh: () => void attempt("refresh", () => door.read()),
  };
}

const MOMENT = 2_000;

/** Looks again by itself just after a promised step should have been sealed, until it is or the promise is broken. */
function useSoon(thread: OpenThread, look: () => void): void {
  useEffect(() => {
    const due = thread.onRecord.standings.flatMap((standing) => (standing.state === "promised" ? [standing.at] : []));
    const left = Math.max(...due) - Date.now();
    if (due.length === 0 || left < -KEPT_WITHIN - SLOT) return undefined;
    const timer = setTimeout(look, Math.min(Math.max(left, SLOT / 2), SLOT) + MOMENT);
    return () => {
      clearTimeout(timer);
    };
  }, [thread]);
}

/** What this page says by itself: that a message cannot be read, and that an ending was (`read`). One at a time, each once. */
function dutyOf(thread: OpenThread, read: number | null): Saying | null {
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

/** Says what is to be said by itself, after it has been shown (`read`: the ending that was); a failure is tried again on the next visit, not in a loop. */
export function useDuty(open: OpenDoor, read: number | null): Saying | null {
  const duty = dutyOf(open.thread, read);
  const done = useRef(new Set<string>());
  const key = duty === null ? null : `${duty.kind} ${"about" in duty ? duty.about : ""}`;
  useEffect(() => {
    if (duty === null || key === null || done.current.has(key)) return undefined;
    done.current.add(key);
    const timer = setTimeout(() => void open.say(duty), 1_500);
    return () => {
      clearTimeout(timer);
    };
  }, [key]);
  return duty;
}
