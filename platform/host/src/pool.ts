import { Refused } from "@niuniu/wire";

/** Whoever hands a file in waits here for a turn. Both are refused, "host/malformed", only when `gone` aborts. */
export interface Pool {
  /** Resolves at once, or when there is room for one more that waits; before anything of the file is read. */
  readonly enter: (gone: AbortSignal) => Promise<void>;
  /** Resolves when it is this file's turn to be stored; `length` in bytes. */
  readonly turn: (length: number, gone: AbortSignal) => Promise<void>;
}

interface Waiting {
  readonly length: number;
  readonly go: () => void;
}

/** ms from one file to the next at the least, and bytes a second: a flood fills no more of the disk than this. */
const LEAST = 100;
const PACE = 131_072;
/** Bytes of files that wait for their turn. */
const ROOM = 16 * 1_048_576;
/** So many times slower where the disk is nearly full. */
const SCARCE = 8;

/** `forget`: true if there was somebody to forget. */
function whenGone(gone: AbortSignal, forget: () => boolean, reject: (error: Error) => void): void {
  gone.addEventListener("abort", () => {
    if (forget()) reject(new Refused("host/malformed"));
  });
}

function smallestOf(all: readonly Waiting[]): Waiting | undefined {
  const [first, ...others] = all;
  return first && others.reduce((least, one) => (one.length < least.length ? one : least), first);
}

/**
 * A pool in which surplus waits and nobody is refused. The turn goes by turns to the smallest file and to one by chance: so
 * neither do large files keep a report waiting, nor many small ones a large file for ever. What is refused for its form has
 * no turn and costs none.
 */
export function poolOf({
  sleep,
  random,
  scarce,
}: {
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** From 0 to 1, 1 excluded. */
  readonly random: () => number;
  readonly scarce: () => boolean;
}): Pool {
  const waiting = new Set<Waiting>();
  const outside = new Set<() => void>();
  let [busy, byChance, held] = [false, false, 0];

  const leave = (one: Waiting): boolean => {
    if (!waiting.delete(one)) return false;
    held -= one.length;
    // Whoever comes in may turn out to bring nothing; nobody stays outside of an empty pool.
    const all = [...outside];
    // By chance: whoever had to come again has lost no place.
    const lucky = all[Math.floor(random() * all.length)];
    for (const comeIn of waiting.size === 0 ? all : lucky === undefined ? [] : [lucky]) comeIn();
    return true;
  };

  const chosen = (): Waiting | undefined => {
    const all = [...waiting];
    byChance = !byChance;
    if (!byChance) return all[Math.floor(random() * all.length)];
    return smallestOf(all);
  };
  const serve = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    for (let next = chosen(); next !== undefined; next = chosen()) {
      leave(next);
      next.go();
      await sleep(Math.max(LEAST, (next.length / PACE) * 1_000) * (scarce() ? SCARCE : 1));
    }
    busy = false;
  };
  return {
    enter: (gone) =>
      new Promise((resolve, reject) => {
        if (held < ROOM) {
          resolve();
          return;
        }
        const comeIn = (): void => {
          outside.delete(comeIn);
          resolve();
        };
        outside.add(comeIn);
        whenGone(gone, () => outside.delete(comeIn), reject);
      }),
    turn: (length, gone) =>
      new Promise((resolve, reject) => {
        const mine = { length, go: resolve };
        waiting.add(mine);
        held += length;
        whenGone(gone, () => leave(mine), reject);
        void serve();
      }),
  };
}
