import type { TileReader } from "./prove.ts";

/** A full tile: its 256 hashes, 32 bytes each, and their root, which is one hash of the tile above it. */
export type FullTile = {
  readonly level: number;
  readonly n: number;
  readonly hashes: Uint8Array;
  readonly root: Uint8Array;
};

/** A bundle that becomes full: its entries as `writeBundle` writes them, without those that the store keeps as rest. */
export type FullBundle = { readonly n: number; readonly bytes: Uint8Array };

/** The entries that stand in no full bundle yet: encoded as in a bundle, and their leaf hashes, 32 bytes each. */
export type Rest = {
  readonly first: number;
  readonly count: number;
  readonly bundle: Uint8Array;
  readonly hashes: Uint8Array;
};

/**
 * What one append adds to a log of `first` entries, ready to be written: the tiles (of all levels) and bundles it
 * completes, and the rest of it. The first of these bundles begins with what the store keeps as rest; `covered` is how
 * many entries then stand in full bundles: what was rest below that number is no longer needed. The rest never crosses
 * a tile, and may be empty. `run` is all entries as `writeBundle` writes them; the bundles, then the rest, are views of it.
 */
export type Batch = {
  readonly first: number;
  readonly count: number;
  readonly run: Uint8Array;
  readonly tiles: readonly FullTile[];
  readonly bundles: readonly FullBundle[];
  readonly covered: number;
  readonly rest: Rest;
};

/**
 * Where a log is kept, in memory or in a database: full tiles and bundles, and the rest behind them, from which it
 * makes partial ones. It hashes nothing: a tile above the leaves is the roots of the full tiles below it. Arrays it is
 * given or gives are not written to afterwards. `storeChecks` holds every store to this.
 */
export type Store = {
  /** How many entries were appended. */
  readonly size: () => Promise<number>;
  /** The first `width` hashes of a tile, full or not; one that reaches past the log is RecordError "record/store". */
  readonly tile: TileReader;
  /** The first `width` entries of bundle `n`, encoded; one that reaches past the log is RecordError "record/store". */
  readonly entries: (n: number, width: number) => Promise<Uint8Array>;
  /** Adds all of it or nothing. A batch whose `first` is not the size (two writers) is RecordError "record/store". */
  readonly append: (batch: Batch) => Promise<void>;
};
