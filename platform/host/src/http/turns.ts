import { Refused } from "@niuniu/wire";

/** Requests of one audience, by whom they come from: a case, a member, never an address. */
export interface Turns {
  /**
   * Resolves with what ends the turn, once it is this caller's. Nobody waits behind another caller's requests, only behind
   * their own; "host/too-many" for whoever has too many of their own waiting.
   */
  readonly take: (caller: string) => Promise<() => void>;
}

interface Waiting {
  readonly caller: string;
  readonly go: () => void;
}

/** `mine`: so many requests of one caller are answered at once. `all`: so many of all callers. `queue`: so many of one wait. */
export function turnsOf({
  mine,
  all,
  queue,
}: {
  readonly mine: number;
  readonly all: number;
  readonly queue: number;
}): Turns {
  const running = new Map<string, number>();
  const lines = new Map<string, Waiting[]>();
  let atWork = 0;

  const begin = (caller: string): (() => void) => {
    atWork++;
    running.set(caller, (running.get(caller) ?? 0) + 1);
    let over = false;
    return () => {
      if (over) return;
      over = true;
      atWork--;
      const left = (running.get(caller) ?? 1) - 1;
      if (left > 0) running.set(caller, left);
      else running.delete(caller);
      next();
    };
  };
  const mayBegin = (caller: string): boolean => atWork < all && (running.get(caller) ?? 0) < mine;
  /** One of each caller by turns: who went goes to the end of the round. */
  const next = (): void => {
    for (const [caller, line] of lines) {
      if (!mayBegin(caller)) continue;
      lines.delete(caller);
      const [first, ...others] = line;
      if (others.length > 0) lines.set(caller, others);
      first?.go();
      return;
    }
  };
  return {
    take: (caller) => {
      const line = lines.get(caller);
      if (line === undefined && mayBegin(caller)) return Promise.resolve(begin(caller));
      if (line !== undefined && line.length >= queue) return Promise.reject(new Refused("host/too-many"));
      return new Promise((resolve) => {
        const waiting = { caller, go: () => resolve(begin(caller)) };
        if (line === undefined) lines.set(caller, [waiting]);
        else line.push(waiting);
      });
    },
  };
}
