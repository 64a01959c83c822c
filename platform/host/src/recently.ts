/** How long a value that many requests need is taken as still true, in ms. */
const FRESH = 1_000;

/** A value read at most once a second, however many ask. */
export interface Recent<T> {
  readonly get: () => Promise<T>;
  /** The next `get` reads anew. */
  readonly forget: () => void;
}

/** Remembers what `read` gave for a second of `now`'s clock; a read that failed is not remembered. */
export function recently<T>(now: () => number, read: () => Promise<T>): Recent<T> {
  let kept: { readonly at: number; readonly value: Promise<T> } | null = null;
  const forget = (): void => void (kept = null);
  return {
    get: () => {
      const at = now();
      if (kept !== null && at >= kept.at && at - kept.at < FRESH) return kept.value;
      const value = read();
      const mine = (kept = { at, value });
      value.catch(() => {
        if (kept === mine) kept = null;
      });
      return value;
    },
    forget,
  };
}
