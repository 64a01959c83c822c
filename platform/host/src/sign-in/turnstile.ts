/**
 * Takes a turn at a piece of heavy work: among those who wait, the greatest `weight` (default 0) goes first. Null if there
 * is no room to wait.
 */
export type Turnstile = <T>(work: () => Promise<T>, weight?: number) => Promise<T | null>;

interface Waiting {
  readonly weight: number;
  readonly enter: (admitted: boolean) => void;
  overtaken: number;
}

/**
 * Lets a few pieces of work run at once and a few more wait. Hashing passwords for a flood of sign-ins must not take the
 * machine from people who report. Where there is no room, a heavier one takes the place of the lightest that waits; and
 * one that was overtaken as often as there are places is turned away, so that nobody waits without end.
 */
export function turnstile(atOnce: number, waiting: number): Turnstile {
  let running = 0;
  // Heaviest first, and the one who came first among equals.
  const queue: Waiting[] = [];

  const wait = (weight: number): Promise<boolean> =>
    new Promise((enter) => {
      const lighter = queue.findIndex((each) => each.weight < weight);
      const at = lighter === -1 ? queue.length : lighter;
      for (const each of queue.slice(at)) each.overtaken++;
      queue.splice(at, 0, { weight, enter, overtaken: 0 });
      // The last has been overtaken by whoever overtook anybody before it.
      while ((queue.at(-1)?.overtaken ?? 0) > waiting) queue.pop()?.enter(false);
    });

  return async (work, weight = 0) => {
    if (running >= atOnce) {
      const last = queue.at(-1);
      if (queue.length >= waiting) {
        if (last === undefined || last.weight >= weight) return null;
        queue.pop();
        last.enter(false);
      }
      // The one who leaves hands its place on, so `running` stays as it is.
      if (!(await wait(weight))) return null;
    } else running++;
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next === undefined) running--;
      else next.enter(true);
    }
  };
}
