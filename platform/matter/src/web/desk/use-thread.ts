import type { ParcelOf, Route } from "@niuniu/wire";
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { fieldsIn } from "../../entry.ts";
import type { OlderHeader, SealedThread } from "../../thread.ts";
import { withOlder, type Older } from "../older.ts";
import type { Desk } from "./desk.ts";

/** A matter on the desk: its thread, and what it holds once this member has opened it. */
interface OnDesk<Thread, Opened> {
  readonly thread: Thread;
  /** Null while the member has not said that they open it. */
  readonly opened: Opened | null;
  /** False while older messages are still on their way: what is newest stands there already. */
  readonly whole: boolean;
}

/** A matter of more entries than this is long. */
const LONG = 40;

/** As many messages are opened first: what fits a screen. */
export const SCREEN = 12;

/** A page that nobody looks at draws nothing: it goes on after so long, ms. */
const UNSEEN = 100;

/** Once what was shown is on the screen: what is done next would only hold that up. */
const drawn = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, UNSEEN);
  });

/** A thread with the message that began it and its newest ones; what is left out counts as not given. */
function newestOf<Header extends SealedThread>({ header, parts }: ParcelOf<Header>): ParcelOf<Header> {
  const from = header.entries.length - SCREEN;
  const entries = header.entries.map((entry, at) => (at > 0 && at < from ? { ...entry, part: -1 } : entry));
  return { header: { ...header, entries }, parts };
}

/** How a feature's matters are read at a desk. */
export interface Reading<Header extends SealedThread, Opened, D> {
  readonly thread: Route<{ readonly case: string }, ParcelOf<Header>>;
  readonly older: Route<{ readonly case: string; readonly before: number }, ParcelOf<OlderHeader>>;
  /** Checks and opens it. Never throws for what it reads. */
  readonly open: (thread: ParcelOf<Header>, desk: D) => Promise<Opened>;
}

/** True once this member has signed that they opened the matter: from then on the desk shows it without asking again. */
export const hasOpened = ({ header }: ParcelOf<SealedThread>, me: string): boolean =>
  header.entries.some(({ text }) => {
    const { kind, by } = fieldsIn(text) ?? {};
    return kind === "open" && by === me;
  });

/** Reads a matter, again on every `turn`, and takes the thread an act was answered with. `reading` must be a stable value. */
export function useThread<Header extends SealedThread, Opened, D extends Pick<Desk, "ask" | "me">>(
  desk: D,
  reading: Reading<Header, Opened, D>,
  { name, turn }: { readonly name: string; readonly turn: number },
): {
  readonly onDesk: OnDesk<ParcelOf<Header>, Opened> | null;
  readonly error: unknown;
  readonly again: () => void;
  readonly take: (thread: ParcelOf<Header>) => Promise<void>;
} {
  const [onDesk, setOnDesk] = useState<OnDesk<ParcelOf<Header>, Opened> | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [tries, setTries] = useState(0);
  const newest = useRef(0);
  const kept = useMemo(() => new Map<string, Uint8Array>(), [desk, name]);
  const take = useCallback(
    async (thread: ParcelOf<Header>): Promise<void> => {
      const ticket = ++newest.current;
      const ask: Older["ask"] = (before) => desk.ask(reading.older, { case: name, before }).catch(() => null);
      const mine = hasOpened(thread, desk.me);
      const show = async (shown: ParcelOf<Header>, whole: boolean): Promise<void> => {
        const opened = mine ? await reading.open(shown, desk) : null;
        // A thread that was overtaken by a newer one while it was being opened is dropped.
        if (ticket === newest.current) setOnDesk({ thread: shown, opened, whole });
      };
      // A long matter is shown as it came, with its newest messages, while the older ones are on their way the first time.
      const long = ticket === 1 && thread.header.entries.length > LONG;
      if (mine && long) await show(newestOf(thread), false);
      const all = mine ? withOlder(thread, { isFor: () => true, kept, ask }) : thread;
      if (mine && long) await drawn();
      await show(await all, true);
    },
    [desk, name, kept],
  );
  useEffect(() => {
    let current = true;
    desk
      .ask(reading.thread, { case: name })
      .then((thread) => (current ? take(thread) : undefined))
      .then(
        () => current && setError(null),
        (reason: unknown) => current && setError(reason),
      );
    return () => {
      current = false;
    };
  }, [desk, name, turn, tries, take]);
  return { onDesk, error, again: () => setTries((count) => count + 1), take };
}
