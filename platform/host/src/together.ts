/** Rounds under way at once: while one commits, the next is on its way. */
const ROUNDS = 2;
/** So many must wait for a second round to begin: commits of one each would cost more than they save. */
const WORTHWHILE = 4;

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Does the same for many at once: what is asked for while a round is under way goes together in the next, so that a
 * busy line commits once for dozens of reports and a calm one waits for nobody. Two rounds are under way at the most, in
 * any order. `work` answers in the order of its items, all durable; should a round fail, each of its items is tried
 * alone, so that none takes others along.
 */
export function together<Item, Result>(
  most: number,
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = [];
  let rounds = 0;

  const round = async (batch: readonly Waiting<Item, Result>[]): Promise<void> => {
    try {
      const results = await work(batch.map(({ item }) => item));
      for (const [at, { resolve, reject }] of batch.entries()) {
        const result = results[at];
        if (result === undefined) reject(new Error("host/no-result"));
        else resolve(result);
      }
    } catch (error) {
      const [first, ...others] = batch;
      if (others.length === 0) first?.reject(error);
      else for (const one of batch) await round([one]);
    }
  };

  const next = async (): Promise<void> => {
    if (rounds > 0 && (rounds >= ROUNDS || waiting.length < WORTHWHILE)) return;
    rounds++;
    while (waiting.length > 0) await round(waiting.splice(0, most));
    rounds--;
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      void next();
    });
}
