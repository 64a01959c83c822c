import { concatBytes } from "@niuniu/note";
import { readBundle, TILE, writeBundle, type FullBundle, type FullTile, type Rest, type Store } from "./log/index.ts";
import { RecordError } from "./record-error.ts";

/** A store that forgets everything with the process: for tests, measurements and logs read from elsewhere. */
export function memoryStore(): Store {
  const levels: FullTile[][] = [];
  const bundles: FullBundle[] = [];
  let rests: readonly Rest[] = [];
  let size = 0;

  const tile = (level: number, n: number, width: number): Uint8Array => {
    const full = levels[level]?.[n];
    if (full !== undefined) return full.hashes;
    if (level > 0) {
      const below = levels[level - 1]?.slice(n * TILE, n * TILE + width) ?? [];
      return concatBytes(...below.map(({ root }) => root));
    }
    return n === bundles.length ? concatBytes(...rests.map(({ hashes }) => hashes)) : new Uint8Array(0);
  };
  const entries = (n: number, width: number): Uint8Array => {
    const full = bundles[n];
    const known = full === undefined ? concatBytes(...rests.map(({ bundle }) => bundle)) : full.bytes;
    const whole = full === undefined ? size - n * TILE : TILE;
    return width === whole ? known : writeBundle(readBundle(known).slice(0, width));
  };
  const refuse = (why: string) => new RecordError("record/store", why);
  return {
    size: () => answer(() => size),
    tile: (level, n, width) =>
      answer(() => {
        const hashes = tile(level, n, width);
        if (hashes.length < width * 32) throw refuse("the log has no such tile yet");
        return hashes.slice(0, width * 32);
      }),
    entries: (n, width) =>
      answer(() => {
        if (n * TILE + width > size) throw refuse("the log has no such entries yet");
        return entries(n, width);
      }),
    append: (batch) =>
      answer(() => {
        if (batch.first !== size) throw refuse("another writer has appended in between");
        for (const full of batch.tiles) (levels[full.level] ??= []).push(full);
        bundles.push(...batch.bundles);
        rests = [...rests.filter(({ first }) => first >= batch.covered), batch.rest];
        size += batch.count;
      }),
  };
}

/** What is made at once and cannot be interrupted, as a promise: what it throws, the promise refuses with. */
function answer<T>(make: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(make());
  });
}
