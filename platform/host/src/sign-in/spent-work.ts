/** Work that was done over a challenge, as its refusal gave it: some counter of many. */
interface Work {
  readonly challenge: string;
  readonly counter: number;
}

/** Work that was shown already, so that one piece of it does not pay for many tries. In memory, until it is too old. */
export interface SpentWork {
  /** False if this work was shown for this name before. */
  readonly spend: (name: string, work: Work, now: number) => boolean;
}

/** Longer than a challenge is taken. */
const KEPT = 12 * 60_000;
/** Each entry has cost somebody the work, so a flood of them is dear; the limit keeps even that from filling memory. */
const MOST = 100_000;

export function spentWork(): SpentWork {
  const spent = new Map<string, number>();
  return {
    spend: (name, { challenge, counter }, now) => {
      for (const [key, until] of spent) {
        if (until > now && spent.size < MOST) break;
        spent.delete(key);
      }
      const key = JSON.stringify([name, challenge, counter]);
      if (spent.has(key)) return false;
      spent.set(key, now + KEPT);
      return true;
    },
  };
}
