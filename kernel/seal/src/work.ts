import { concatBytes, sha256, toUtf8 } from "@niuniu/note";

/**
 * Tries `count` counters from `from` on and returns the first that {@link checkWork} accepts, or null.
 * Short slices let a page show progress; the work binds challenge and body (its 32-byte hash) together (seal.md §9).
 */
// eslint-disable-next-line max-params -- the three of the puzzle as checkWork takes them, then the slice
export function searchWork(
  challenge: Uint8Array,
  bodyHash: Uint8Array,
  bits: number,
  from: number,
  count: number,
): number | null {
  const attempt = puzzle(challenge, bodyHash);
  for (let counter = from; counter < from + count; counter++) {
    if (attempt(counter) >= bits) return counter;
  }
  return null;
}

/** Whether a counter solves the challenge for this body: the hash begins with at least `bits` zero bits. */
export function checkWork(challenge: Uint8Array, bodyHash: Uint8Array, counter: number, bits: number): boolean {
  if (!Number.isSafeInteger(counter) || counter < 0 || bodyHash.length !== 32) return false;
  return puzzle(challenge, bodyHash)(counter) >= bits;
}

function puzzle(challenge: Uint8Array, bodyHash: Uint8Array): (counter: number) => number {
  const bytes = concatBytes(toUtf8("niuniu work v1\n"), challenge, bodyHash, new Uint8Array(8));
  const view = new DataView(bytes.buffer);
  return (counter) => {
    view.setBigUint64(bytes.length - 8, BigInt(counter));
    return leadingZeroBits(sha256(bytes));
  };
}

function leadingZeroBits(hash: Uint8Array): number {
  const at = hash.findIndex((byte) => byte !== 0);
  return at === -1 ? 256 : 8 * at + Math.clz32(hash[at] ?? 0) - 24;
}
