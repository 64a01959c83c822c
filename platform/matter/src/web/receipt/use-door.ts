import { SLOT } from "@niuniu/record";
import { CallError, sentenceOf, t, toneOf, type Tone } from "@niuniu/ui";
import { useEffect, useRef, useState } from "preact/hooks";
import type { OnRecord } from "../on-record.ts";
import { KEPT_WITHIN } from "../promised.ts";
import { NoWrap, type Door } from "./door.ts";
import type { Saying } from "./receipt-kind.ts";

/** What did not succeed. Its words follow the language of the page. */
export interface Failed {
  readonly tone: Tone;
  readonly words: () => string;
}

/** How saying something of one kind stands, for whatever it is written in. */
export interface SayingNow {
  readonly busy: boolean;
  /** Why it did not succeed the last time; null where it did. */
  readonly failure: Failed | null;
  /** Whether a text holds a receipt. */
  readonly holds: (text: string) => Promise<boolean>;
}

/** A thread that can be added to. `say` answers whether it was taken; if not, what was typed stays where it is. */
export interface OpenDoor<Thread, Said extends Saying> {
  readonly thread: Thread;
  readonly of: (what: Said["kind"] | "refresh") => SayingNow;
  readonly say: (saying: Said) => Promise<boolean>;
  readonly refresh: () => void;
}

/** What is looked at of a thread to know when to look again. */
interface Seen {
  readonly onRecord: Pick<OnRecord, "standings">;
}

/**
 * Keeps the newest thread, and shows what happened meanwhile when an act came too late. `words`: the prefix of the feature's
 * strings for what did not succeed.
 */
export function useDoor<Thread extends Seen, Said extends Saying>(
  door: Door<Thread, Said>,
  first: Thread,
  words: string,
): OpenDoor<Thread, Said> {
  const [thread, setThread] = useState(first);
  // Whatever can fail here; what fails is told where it was asked for.
  const [doing, setDoing] = useState<string | null>(null);
  const [failure, setFailure] = useState<{ readonly doing: string; readonly why: Failed } | null>(null);

  useSoon(thread, () => void door.read().then(setThread, () => undefined));

  const attempt = async (what: string, act: () => Promise<Thread>): Promise<boolean> => {
    setDoing(what);
    setFailure(null);
    try {
      setThread(await act());
      return true;
    } catch (error) {
      const overtaken = error instanceof CallError && /\/(stale-head|date-passed)$/.test(error.code);
      setFailure({ doing: what, why: failed(error, overtaken, words) });
      if (overtaken) await door.read().then(setThread, () => undefined);
      return false;
    } finally {
      setDoing(null);
    }
  };
  return {
    thread,
    of: (what) => ({
      busy: doing === what,
      failure: failure?.doing === what ? failure.why : null,
      holds: door.holds,
    }),
    say: (saying) => attempt(saying.kind, () => door.say(thread, saying)),
    refresh: () => void attempt("refresh", () => door.read()),
  };
}

function failed(error: unknown, overtaken: boolean, words: string): Failed {
  if (overtaken) return { tone: "owed", words: () => t(`${words}.stale`) };
  return {
    tone: toneOf(error),
    words: () => (error instanceof NoWrap ? t(`${words}.no-wrap`) : sentenceOf(error)),
  };
}

const MOMENT = 2_000;

/** Looks again by itself just after a promised step should have been sealed, until it is or the promise is broken. */
function useSoon(thread: Seen, look: () => void): void {
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

/** Says `duty` by itself, a moment after it came to be; null says nothing. A failure is tried again on the next visit, not in a loop. */
export function useDuty<Thread, Said extends Saying>({ say }: OpenDoor<Thread, Said>, duty: Said | null): void {
  const done = useRef(new Set<string>());
  const key = duty === null ? null : JSON.stringify(duty);
  useEffect(() => {
    if (duty === null || key === null || done.current.has(key)) return undefined;
    done.current.add(key);
    const timer = setTimeout(() => void say(duty), 1_500);
    return () => {
      clearTimeout(timer);
    };
  }, [key]);
}
