import { malformed } from "../spelling.ts";

/** Hashes in a full tile, entries in a full bundle (tlog-tiles). */
export const TILE = 256;

/**
 * Where a tile stands: hashes of a level (0 the leaves, 1 the roots of full tiles of level 0, …) or a bundle of
 * entries; its number in that row; and how many of the 256 it holds.
 */
export type TilePlace = { readonly level: number | "entries"; readonly n: number; readonly width: number };

const PATH = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*)(\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;
const DEEPEST = 63;

/** The one path of a tile or bundle, such as `tile/0/x001/234.p/5`. A place that cannot be is "record/malformed". */
export function tilePath({ level, n, width }: TilePlace): string {
  const inRange = level === "entries" || (Number.isInteger(level) && level >= 0 && level <= DEEPEST);
  if (!inRange || !Number.isSafeInteger(n) || n < 0 || !Number.isInteger(width) || width < 1 || width > TILE) {
    throw malformed("place of a tile");
  }
  const digits = String(n);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/\d{3}/g) ?? [];
  const spelt = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join("/");
  return `tile/${level}/${spelt}${width < TILE ? `.p/${width}` : ""}`;
}

/** The place a path names. Every place has one spelling; any other text is RecordError "record/malformed". */
export function readTilePath(path: string): TilePlace {
  const parts = path.length <= 64 ? PATH.exec(path) : null;
  const [, level = "", groups = "", last = "", width] = parts ?? [];
  const place: TilePlace = {
    level: level === "entries" ? level : Number(level),
    n: Number(groups.replaceAll(/[x/]/g, "") + last),
    width: width === undefined ? TILE : Number(width),
  };
  // Writing it again refuses what the pattern let through: leading groups of zeros, a partial tile of full width.
  if (parts === null || tilePath(place) !== path) throw malformed("path of a tile");
  return place;
}
