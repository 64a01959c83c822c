import { setTimeout as wait } from "node:timers/promises";

/** Does something again and again: when it is due, soon after somebody asked, and in between looks whether it is due. */
export interface Loop {
  readonly start: () => void;
  /** Ends after the pass in hand. */
  readonly stop: () => Promise<void>;
  /** There is something to do, or will be as soon as somebody else is done: the next seconds are looked at closely. */
  readonly wake: () => void;
}

const LONGEST_SLEEP = 1_000;
const SHORTEST_SLEEP = 20;
const CLOSELY = 200;
const LOOKS = 15;

interface Ports {
  /** ms until something is due; 0 or less: now. */
  readonly dueIn: () => number;
  readonly pass: () => Promise<unknown>;
  readonly failed: () => void;
}

/** The loop of one process; those of others share the work. */
export function loopOf({ dueIn, pass, failed }: Ports): Loop {
  const stopped = new AbortController();
  let running: Promise<void> | null = null;
  let asleep = new AbortController();
  let looks = 0;

  const sleep = async (): Promise<void> => {
    asleep = new AbortController();
    const longest = looks > 0 ? CLOSELY : LONGEST_SLEEP;
    const signal = AbortSignal.any([stopped.signal, asleep.signal]);
    await wait(Math.max(SHORTEST_SLEEP, Math.min(dueIn(), longest)), undefined, { signal }).catch(() => undefined);
  };

  const run = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      try {
        if (looks > 0 || dueIn() <= 0) {
          looks = Math.max(0, looks - 1);
          await pass();
        }
        await sleep();
      } catch {
        // The database is away; it is asked again in a second.
        failed();
        await wait(LONGEST_SLEEP, undefined, { signal: stopped.signal }).catch(() => undefined);
      }
    }
  };

  return {
    start: () => void (running ??= run()),
    stop: async () => {
      stopped.abort();
      await running;
    },
    wake: () => {
      looks = LOOKS;
      asleep.abort();
    },
  };
}
