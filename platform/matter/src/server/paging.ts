/** A link of a chain, as far as its ciphertext goes: bytes, or null where it has none. */
export interface Sized {
  readonly number: number;
  readonly size: number | null;
}

/** What travels of a matter at once, at the most. */
export interface PageSize {
  readonly count: number;
  readonly bytes: number;
}

/**
 * The numbers of the newest of these whose ciphertexts fit on a page of which `taken` bytes are gone; one always does. The rest
 * comes on asking, page by page, so that no single request makes a server or a reader's page carry any number of mebibytes.
 */
export function newestOf(sealed: readonly Sized[], most: PageSize, taken = 0): readonly number[] {
  const chosen: number[] = [];
  let bytes = taken;
  for (const { number, size } of sealed.toReversed()) {
    bytes += size ?? 0;
    if (chosen.length > 0 && (bytes > most.bytes || chosen.length >= most.count)) break;
    chosen.push(number);
  }
  return chosen;
}

/** What fits the screens that are looked at first: a long matter is read from its end, and after each act only that is new. */
const FIRST = 16;

/** Those whose ciphertext comes with a thread: what began the matter, and the newest. */
export function withThread(sealed: readonly Sized[], most: PageSize): readonly number[] {
  const [first, ...later] = sealed;
  return first === undefined
    ? []
    : [first.number, ...newestOf(later, { ...most, count: Math.min(FIRST, most.count) }, first.size ?? 0)];
}

/** Those on the page before the entry `before`; what began the matter came with the thread. */
export const pageBefore = (sealed: readonly Sized[], most: PageSize, before: number): readonly number[] =>
  newestOf(
    sealed.slice(1).filter(({ number }) => number < before),
    most,
  );
