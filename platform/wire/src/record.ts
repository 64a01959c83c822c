import { route } from "./route.ts";

/**
 * What the public record answers, in the formats of spec/record.md. All of it is for anyone: nothing is learned of the
 * caller, and nothing here is to be believed before `@niuniu/record` has checked it.
 */

/** Where the record stands. The same for everyone, and for five minutes at a time. */
export interface Head {
  /** The log's verifier key as C2SP writes it. To be compared with the one the roster statement names. */
  readonly log: string;
  /**
   * tlog-proof of the newest slot leaf in the newest milestone, so that its age is known. The checkpoint in it carries
   * the cosignatures of the witnesses that have answered.
   */
  readonly last: string;
  /** tlog-proof of the newest roster statement against the same checkpoint, or null while there is none in it. */
  readonly roster: string | null;
  /**
   * tlog-proofs of the statements before it under that checkpoint, newest first, up to the first that the record has surely
   * held for three days (`isHeldLong`); absent where the newest is one.
   */
  readonly earlier?: readonly string[];
  /** The log's signed word that this server was put back from a copy (record.md §9.8), newest first; absent where it never was. */
  readonly putBack?: readonly PutBackShown[];
}

/** One such word (`openPutBack`), and the tlog-proof of its public text; null while the record signs nothing. */
export interface PutBackShown {
  readonly note: string;
  readonly proof: string | null;
}

/** Refused host/record-empty for the few moments before the log's first leaf is sealed. */
export const head = route<undefined, Head>({
  audience: "anyone",
  method: "GET",
  path: "/record/head",
  takes: "none",
  gives: "json",
});

/** How a commitment stands: promised for a slot that is not sealed yet (a signed note), or proven (a tlog-proof). */
export type Standing =
  { readonly state: "promised"; readonly promise: string } | { readonly state: "proven"; readonly proof: string };

/** How one commitment (SHA-256, lower-case hex) stands. One that was never taken in is refused: host/not-in-record. */
export const proof = route<{ readonly commitment: string }, Standing>({
  audience: "anyone",
  method: "POST",
  path: "/record/proof",
  takes: "json",
  gives: "json",
});

/**
 * RFC 6962 consistency proof between two sizes of the tree, 1 ≤ from ≤ to; each hash is base64. Never changes. Sizes
 * that the log does not have are refused: host/bad-range.
 */
export const consistency = route<undefined, { readonly hashes: readonly string[] }>({
  audience: "anyone",
  method: "GET",
  path: "/record/consistency/:from/:to",
  takes: "none",
  gives: "json",
});

/** A public entry of the record: its leaf is the salted hash of its text. */
export interface Entry {
  /** Of its leaf in the log. */
  readonly index: number;
  /** 32 bytes, base64. */
  readonly salt: string;
  /** Exact text of the entry (`readPublic`), or null where the law demanded its erasure. */
  readonly text: string | null;
  /** The signed note that stands in place of an erased text (`openTombstone`), else null. */
  readonly tombstone: string | null;
}

/** Public entries after the index `after`, oldest first, at most 100; `-1` begins at the beginning. */
export const entries = route<undefined, { readonly entries: readonly Entry[]; readonly more: boolean }>({
  audience: "anyone",
  method: "GET",
  path: "/record/entries/:after",
  takes: "none",
  gives: "json",
});

/** One public entry with its tlog-proof. An index that is no public entry is refused: host/not-in-record. */
export const entry = route<undefined, Entry & { readonly proof: string }>({
  audience: "anyone",
  method: "GET",
  path: "/record/entry/:index",
  takes: "none",
  gives: "json",
});

/** A leaf of the log, and the RFC 6962 inclusion proof of it; all base64. */
export interface LeafShown {
  readonly leaf: string;
  readonly hashes: readonly string[];
}

/**
 * The leaves below an index in the tree of a size, from the nearest down to the first that is a slot: it tells since when
 * the record holds what stands at the index. At most 128. Never changes. What the log does not have: host/bad-range.
 */
export const below = route<undefined, { readonly leaves: readonly LeafShown[] }>({
  audience: "anyone",
  method: "GET",
  path: "/record/below/:index/:size",
  takes: "none",
  gives: "json",
});
