import type { ParcelOf } from "@niuniu/wire";
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { deskOlder, deskThread, type ThreadHeader } from "../../routes.ts";
import { withOlder, type Older } from "@niuniu/matter/web";
import type { Desk } from "./desk.ts";
import { hasOpened, openCase, type OpenedCase } from "./open-case.ts";

/** A case on the desk: its thread, and what it holds once this member has opened it. */
export interface OnDesk {
  readonly thread: ParcelOf<ThreadHeader>;
  /** Null while the member has not said that they open it. */
  readonly opened: OpenedCase | null;
}

/** Reads a case, again on every `turn`, and takes the thread an act was answered with. */
export function useThread(
  desk: Desk,
  name: string,
  turn: number,
): {
  readonly onDesk: OnDesk | null;
  readonly error: unknown;
  readonly again: () => void;
  readonly take: (thread: ParcelOf<ThreadHeader>) => Promise<void>;
} {
  const [onDesk, setOnDesk] = useState<OnDesk | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [tries, setTries] = useState(0);
  const newest = useRef(0);
  const kept = useMemo(() => new Map<string, Uint8Array>(), [desk, name]);
  const take = useCallback(
    async (thread: ParcelOf<ThreadHeader>): Promise<void> => {
      const ticket = ++newest.current;
      const ask: Older["ask"] = (before) => desk.ask(deskOlder, { case: name, before }).catch(() => null);
      const mine = hasOpened(thread, desk.me);
      const whole = mine ? await withOlder(thread, { isFor: () => true, kept, ask }) : thread;
      const opened = mine ? await openCase(whole, desk) : null;
      // A thread that was overtaken by a newer one while it was being opened is dropped.
      if (ticket === newest.current) setOnDesk({ thread: whole, opened });
    },
    [desk, name, kept],
  );
  useEffect(() => {
    let current = true;
    desk
      .ask(deskThread, { case: name })
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
