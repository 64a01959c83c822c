import type { Tx } from "./database.ts";

/** The public figures of a day, as every feature that counts something states its own. */
export interface Figures {
  /** States how a feature reads its figures (JSON), in the caller's transaction. At start, once. */
  readonly state: (feature: string, read: (tx: Tx) => Promise<unknown>) => void;
  /** The figures of all features, by the feature's name, as of one transaction. */
  readonly read: (tx: Tx) => Promise<Readonly<Record<string, unknown>>>;
}

export function figuresOn(): Figures {
  const readers = new Map<string, (tx: Tx) => Promise<unknown>>();
  return {
    state: (feature, read) => {
      if (readers.has(feature)) throw new Error(`two figures of ${feature}`);
      readers.set(feature, read);
    },
    read: async (tx) => {
      const all: Record<string, unknown> = {};
      for (const [feature, read] of readers) all[feature] = await read(tx);
      return all;
    },
  };
}
