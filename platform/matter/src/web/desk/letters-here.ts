import { concatBytes, sha256, toHex } from "@niuniu/note";
import { openerOf, type Keys } from "@niuniu/seal/open";

/** Opens messages of one matter, each of them once. */
export interface Letters {
  /** What stands in a message (its header), or undefined where none of the seeds opens it. `hash`: its SHA-256, hex, already checked. */
  readonly open: (file: Uint8Array, hash: string) => Promise<{ readonly header: unknown } | undefined>;
}

/** As many matters keep what was opened of them: the one on the desk, and what is looked at in between. */
const MOST = 4;

const here = new WeakMap<Keys, Map<string, Letters>>();

/**
 * What was opened of a matter with these seeds, tried in their order, so that looking at it again opens only what is new: a matter is
 * read anew after every act. It is held in memory and by the keys alone, and goes with them. What does not open is tried again.
 */
export function lettersUnder(keys: Keys, seeds: readonly Uint8Array[]): Letters {
  const matters = here.get(keys) ?? new Map<string, Letters>();
  here.set(keys, matters);
  const name = toHex(sha256(concatBytes(...seeds)));
  const letters = matters.get(name) ?? openingWith(seeds);
  // The one that was asked for last is forgotten last.
  matters.delete(name);
  matters.set(name, letters);
  for (const oldest of [...matters.keys()].slice(0, -MOST)) matters.delete(oldest);
  return letters;
}

function openingWith(seeds: readonly Uint8Array[]): Letters {
  const openers = seeds.map((seed) => openerOf(seed));
  const opened = new Map<string, { readonly header: unknown }>();
  const anew = async (file: Uint8Array): Promise<{ readonly header: unknown } | undefined> => {
    for (const open of openers) {
      // Sealed to another of the keys, or to others only.
      const parcel = await open(file).catch(() => undefined);
      if (parcel !== undefined) return { header: parcel.header };
    }
    return undefined;
  };
  return {
    open: async (file, hash) => {
      const found = opened.get(hash) ?? (await anew(file));
      if (found !== undefined) opened.set(hash, found);
      return found;
    },
  };
}
