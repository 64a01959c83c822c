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

/** The bytes of an entry: 41 for a slot, 33 for a public text, 37 for a day. A bad value is RecordError "record/malformed". */
export function writeLeaf(leaf: Leaf): Uint8Array {
  switch (leaf.kind) {
    case "slot":
      return concatBytes(Uint8Array.of(1), bigEndian(leaf.slot, 8), sized(leaf.root, 32, "slot root"));
    case "public":
      return concatBytes(Uint8Array.of(2), sized(leaf.commitment, 32, "commitment"));
    case "day":
      return concatBytes(Uint8Array.of(3), bigEndian(leaf.day, 4), sized(leaf.root, 32, "day root"));
  }
}

/** Reads an entry of the log; anything else than the three kinds is RecordError "record/malformed". */
export function readLeaf(bytes: Uint8Array): Leaf {
  const rest = bytes.slice(1);
  if (bytes[0] === 1 && rest.length === 40) {
    return { kind: "slot", slot: fromBigEndian(rest.subarray(0, 8)), root: rest.slice(8) };
  }
  if (bytes[0] === 2 && rest.length === 32) return { kind: "public", commitment: rest };
  if (bytes[0] === 3 && rest.length === 36) {
    return { kind: "day", day: fromBigEndian(rest.subarray(0, 4)), root: rest.slice(4) };
  }
  throw malformed("entry of the log");
}
