/** How many passwords were tried for a name and not right. Kept in memory only: no trace of an attempt is stored. */
export interface Tries {
  /** Failures in a row. Those being checked count too. */
  readonly failures: (name: string, now: number) => number;
  /** Counts a try before it is checked. */
  readonly add: (name: string, now: number) => void;
  /** The password was right: nothing is held against the name any more. */
  readonly forget: (name: string) => void;
}

const FORGOTTEN_AFTER = 15 * 60_000;
/** Names that do not exist count too, so that an answer does not say who does; hence a limit. */
const MOST_NAMES = 10_000;

interface Counted {
  readonly count: number;
  readonly last: number;
}

export function tries(): Tries {
  const names = new Map<string, Counted>();
  const failures = (name: string, now: number): number => {
    const before = names.get(name);
    return before === undefined || now - before.last > FORGOTTEN_AFTER ? 0 : before.count;
  };
  // The name tried least goes first: a flood of other names must not make a guessed one forgotten.
  const leastTried = (): string | undefined => {
    let [least, fewest] = [undefined as string | undefined, Infinity];
    for (const [name, { count }] of names) {
      if (count === 1) return name;
      if (count < fewest) [least, fewest] = [name, count];
    }
    return least;
  };
  return {
    failures,
    add: (name, now) => {
      const count = failures(name, now) + 1;
      names.delete(name);
      const dropped = names.size < MOST_NAMES ? undefined : leastTried();
      if (dropped !== undefined) names.delete(dropped);
      names.set(name, { count, last: now });
    },
    forget: (name) => void names.delete(name),
  };
}
