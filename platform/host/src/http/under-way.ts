import { setTimeout as wait } from "node:timers/promises";

/** ms: longer than any answer takes that waits for nobody. */
const PATIENCE = 3_000;

/** What is being answered: a connection that is closed does not end the work that was begun for it. */
export interface UnderWay {
  readonly during: <T>(work: () => Promise<T>) => Promise<T>;
  /** Resolves when all of it is over, three seconds later at the latest. */
  readonly over: () => Promise<void>;
}

export function underWay(): UnderWay {
  const running = new Set<Promise<unknown>>();
  return {
    during: async (work) => {
      const mine = work();
      running.add(mine);
      try {
        return await mine;
      } finally {
        running.delete(mine);
      }
    },
    over: async () => {
      const late = new AbortController();
      const { signal } = late;
      const patience = wait(PATIENCE, undefined, { signal }).then(
        () => running.clear(),
        () => undefined,
      );
      while (running.size > 0) await Promise.race([Promise.allSettled([...running]), patience]);
      late.abort();
    },
  };
}
