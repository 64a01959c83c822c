/** Somebody who read the texts, as they want to be named; null: not by name. */
interface Reviewer {
  readonly name: string | null;
  readonly profession: string;
}

/** Who read the texts as they are, on which day, and the first day on which that holds no more. */
export interface Reviewed {
  readonly day: string;
  readonly until: string;
  readonly medical: Reviewer;
  readonly legal: Reviewer;
}

/** How long somebody who needs these pages waits for what is only a line below them, in ms. */
const PATIENCE = 300;

/**
 * Answers what `ask` does or, where that takes too long or fails, what it answered last; null before it ever has. One question at a time,
 * however many read. Never throws; `failed` hears of it.
 */
export function remembered<T>(ask: () => Promise<T | null>, failed: () => void): () => Promise<T | null> {
  let last: T | null = null;
  let asking: Promise<void> | null = null;
  const again = async (): Promise<void> => {
    try {
      last = await ask();
    } catch {
      failed();
    }
    asking = null;
  };
  return async () => {
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise<void>((resume) => (timer = setTimeout(resume, PATIENCE)));
    await Promise.race([(asking ??= again()), enough]);
    clearTimeout(timer);
    return last;
  };
}
