import { pauseAfter } from "../rules.ts";

/** Who has to wait before the next password is tried. Kept in memory only: no trace of an attempt is stored. */
export interface Pauses {
  /** Counts an attempt before it is checked. False while the name has to wait; that attempt is not counted. */
  readonly mayTry: (name: string, now: number) => boolean;
  /** The password was right: nothing is held against the name any more. */
  readonly forget: (name: string) => void;
}

const FORGOTTEN_AFTER = 15 * 60_000;
/** Names that do not exist count too, so that an answer does not say who does; hence a limit. */
const MOST_NAMES = 10_000;

interface Attempts {
  readonly count: number;
  readonly until: number;
  readonly last: number;
}

export function pauses(): Pauses {
  const names = new Map<string, Attempts>();
  return {
    mayTry: (name, now) => {
      const before = names.get(name);
      const fresh = before === undefined || now - before.last > FORGOTTEN_AFTER;
      if (!fresh && now < before.until) return false;
      const count = fresh ? 1 : before.count + 1;
      names.delete(name);
      names.set(name, { count, until: now + pauseAfter(count), last: now });
      const oldest = names.keys().next();
      if (names.size > MOST_NAMES && oldest.done !== true) names.delete(oldest.value);
      return true;
    },
    forget: (name) => void names.delete(name),
  };
}

/**
 * Lets a few pieces of heavy work run at once and a few more wait; null for what comes beyond. Hashing passwords for
 * a flood of sign-ins must not take the machine from people who report.
 */
export function turnstile(atOnce: number, waiting: number): <T>(work: () => Promise<T>) => Promise<T | null> {
  let running = 0;
  const queue: (() => void)[] = [];
  return async (work) => {
    if (running >= atOnce) {
      if (queue.length >= waiting) return null;
      // The one who leaves hands its place on, so `running` stays as it is.
      await new Promise<void>((resolve) => queue.push(resolve));
    } else running++;
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}
