import { concatBytes } from "@niuniu/note";
import { DAY_DEPTH, SLOT_DEPTH } from "./slot.ts";
import { bigEndian, fromBigEndian, malformed, sized } from "./spelling.ts";

/** How an entry of the log follows from what a reader has in hand; it travels as `extra` of a proof (record.md §6). */
export type Opening =
  /** The reader has a case commitment: its place in the tree of its slot, and the way from there to the root. */
  | { readonly kind: "slot"; readonly slot: number; readonly position: number; readonly path: readonly Uint8Array[] }
  /** The same in the tree of its day. */
  | { readonly kind: "day"; readonly day: number; readonly position: number; readonly path: readonly Uint8Array[] }
  /** The reader has a public text: the salt that hides it. */
  | { readonly kind: "public"; readonly salt: Uint8Array }
  /** The reader has nothing yet: the entry itself. */
  | { readonly kind: "leaf"; readonly leaf: Uint8Array };

/** The bytes of an opening, the first of which tells its kind. A bad value is RecordError "record/malformed". */
export function writeOpening(opening: Opening): Uint8Array {
  if (opening.kind === "leaf") return concatBytes(Uint8Array.of(0), opening.leaf);
  if (opening.kind === "public") return concatBytes(Uint8Array.of(2), sized(opening.salt, "salt"));
  const { kind, position, path } = opening;
  if (path.length !== (kind === "slot" ? SLOT_DEPTH : DAY_DEPTH)) throw malformed("path");
  const [tag, when, width] = kind === "slot" ? [1, bigEndian(opening.slot, 8), 2] : [3, bigEndian(opening.day, 4), 4];
  const place = concatBytes(Uint8Array.of(tag), when, bigEndian(position, width));
  return concatBytes(place, ...path.map((hash) => sized(hash, "path")));
}

/** Reads an opening. It checks the shape only and trusts nobody; RecordError "record/malformed". */
export function readOpening(bytes: Uint8Array): Opening {
  const rest = bytes.slice(1);
  const number = (from: number, to: number) => fromBigEndian(rest.subarray(from, to));
  const path = (from: number, depth: number) => {
    sized(rest, "opening", from + depth * 32);
    return Array.from({ length: depth }, (_, at) => rest.slice(from + at * 32, from + at * 32 + 32));
  };
  const kind = bytes[0];
  if (kind === 0) return { kind: "leaf", leaf: rest };
  if (kind === 1) return { kind: "slot", path: path(10, SLOT_DEPTH), slot: number(0, 8), position: number(8, 10) };
  if (kind === 2) return { kind: "public", salt: sized(rest, "salt") };
  if (kind === 3) return { kind: "day", path: path(8, DAY_DEPTH), day: number(0, 4), position: number(4, 8) };
  throw malformed("opening");
}
