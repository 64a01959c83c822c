import { concatBytes } from "@niuniu/note";
import { bigEndian, fromBigEndian, malformed, sized } from "./spelling.ts";

/** One entry of the log. Whatever it stands for, it holds hashes only (record.md §2). */
export type Leaf =
  /** All case commitments of ten seconds; `slot` counts tens of seconds since 1970. */
  | { readonly kind: "slot"; readonly slot: number; readonly root: Uint8Array }
  /** One text that anybody may read. */
  | { readonly kind: "public"; readonly commitment: Uint8Array }
  /** All case commitments of one UTC day; `day` counts days since 1970. */
  | { readonly kind: "day"; readonly day: number; readonly root: Uint8Array };

/** The bytes of an entry, the first of which tells its kind. A bad value is RecordError "record/malformed". */
export function writeLeaf(leaf: Leaf): Uint8Array {
  if (leaf.kind === "public") return concatBytes(Uint8Array.of(2), sized(leaf.commitment, "commitment"));
  const [tag, when] = leaf.kind === "slot" ? [1, bigEndian(leaf.slot, 8)] : [3, bigEndian(leaf.day, 4)];
  return concatBytes(Uint8Array.of(tag), when, sized(leaf.root, "root"));
}

/** Reads an entry of the log; anything else than the three kinds is RecordError "record/malformed". */
export function readLeaf(bytes: Uint8Array): Leaf {
  const [kind, number, hash] = [bytes[0], bytes.slice(1, -32), bytes.slice(-32)];
  if (kind === 1 && bytes.length === 41) return { kind: "slot", slot: fromBigEndian(number), root: hash };
  if (kind === 2 && bytes.length === 33) return { kind: "public", commitment: hash };
  if (kind === 3 && bytes.length === 37) return { kind: "day", day: fromBigEndian(number), root: hash };
  throw malformed("entry of the log");
}
