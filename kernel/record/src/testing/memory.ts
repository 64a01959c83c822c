import { concatBytes } from "@niuniu/note";
import { readBundle, TILE, writeBundle, type FullBundle, type FullTile, type Rest, type Store } from "../log/index.ts";
import { RecordError } from "../record-error.ts";

/** A store that forgets everything with the process: for tests and measurements. */
export function memoryStore(): Store {
  const levels: FullTile[][] = [];
  const bundles: FullBundle[] = [];
  let rests: readonly Rest[] = [];
  let size = 0;
  const must = (fact: boolean, otherwise: string): void => {
    if (!fact) throw new RecordError("record/store", otherwise);
  };
  const hashesOf = (level: number, n: number): readonly Uint8Array[] => {
    const full = levels[level]?.[n];
    if (full !== undefined) return [full.hashes];
    if (level > 0) return levels[level - 1]?.slice(n * TILE, (n + 1) * TILE).map(({ root }) => root) ?? [];
    return n === bundles.length ? rests.map(({ hashes }) => hashes) : [];
  };
  const joined = ([only = new Uint8Array(0), ...more]: readonly Uint8Array[]): Uint8Array =>
    more.length === 0 ? only : concatBytes(only, ...more);
  // What follows is done in one go once it begins: nothing comes between a look and an act.
  const now = Promise.resolve();
  return {
    size: () => now.then(() => size),
    tile: (level, n, width) =>
      now.then(() => {
        const hashes = joined(hashesOf(level, n));
        must(hashes.length >= width * 32, "the log has no such tile yet");
        return hashes.slice(0, width * 32);
      }),
    entries: (n, width) =>
      now.then(() => {
        must(n * TILE + width <= size, "the log has no such entries yet");
        const known = bundles[n]?.bytes ?? joined(rests.map(({ bundle }) => bundle));
        const whole = n < bundles.length ? TILE : size % TILE;
        return width === whole ? known : writeBundle(readBundle(known).slice(0, width));
      }),
    append: (batch) =>
      now.then(() => {
        must(batch.first === size, "another writer has appended in between");
        for (const full of batch.tiles) (levels[full.level] ??= []).push(full);
        for (const [at, { n, bytes }] of batch.bundles.entries()) {
          bundles.push({ n, bytes: at === 0 ? joined([...rests.map(({ bundle }) => bundle), bytes]) : bytes });
        }
        rests = [...rests.filter(({ first }) => first >= batch.covered), batch.rest];
        size += batch.count;
      }),
  };
}
