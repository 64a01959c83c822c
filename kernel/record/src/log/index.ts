export { readBundle, writeBundle } from "./bundle.ts";
export { Frontier, type Peaks } from "./frontier.ts";
export { openLog, type Log } from "./log.ts";
export { proveConsistency, proveInclusion, rememberTiles, rootOf, type TileReader } from "./prove.ts";
export type { Batch, FullBundle, FullTile, Rest, Store } from "./store.ts";
export { readTilePath, TILE, tilePath, type TilePlace } from "./tile-path.ts";
