import type { Verifier } from "@niuniu/note";
import type { FeatureKind, PublicKind } from "@niuniu/record";
import type { record } from "@niuniu/wire";
import type { Tx } from "../database.ts";

/** A text that goes into the public record: once per kind and key. */
export interface Publication {
  /** One of the log's own kinds, or one that a feature has declared (spec/record.md §8). */
  readonly kind: PublicKind;
  /** By which it is found again: a hash of the text, a day. Of a feature's kind the SHA-256 of `body`, hex: a mirror gives no other back. */
  readonly key: string;
  /** The organisation's day on which it is published, "YYYY-MM-DD". */
  readonly date: string;
  readonly body: string;
  /**
   * The server's own word, or one that was in force before it came to this log: where nothing can be entered it waits until something
   * can. What takes force by being entered does not wait: without this it is refused then.
   */
  readonly mayWait?: true;
}

/** A checkpoint of this log, signed by it; with it the lines of the witnesses that have cosigned it so far. */
export interface Signed {
  readonly note: string;
  readonly size: number;
}

/** A checkpoint that witnesses are asked to cosign and that public pages pin. */
export interface Milestone extends Signed {
  /** The newest slot whose leaf it covers. */
  readonly slot: number;
}

/** A text that was taken away, as it is written down beside the database. It holds no text. */
export interface Burial {
  /** The log, and where in it the text stood. */
  readonly origin: string;
  readonly index: number;
  /** What the log holds of the text, hexadecimal. */
  readonly commitment: string;
  /** The signed tombstone. */
  readonly note: string;
}

/** Why a record that was put back from a backup signs nothing until it is known whether it has signed more than it has. */
export const RESTORED = "restored";

/**
 * The public record of this server: an append-only log in which every act of a case stands as a commitment and every
 * public text with its words beside it (spec/record.md). What is acknowledged here is durable.
 */
export interface PublicRecord {
  /**
   * Takes commitments (32 bytes each, random to whoever lacks the salt) into the slot that is open now, in the
   * transaction of the acts they stand for. Resolves with the slot. A commitment is placed once.
   */
  readonly place: (tx: Tx, commitments: readonly Uint8Array[]) => Promise<number>;
  /** The signed note that promises a commitment for its slot. Give it away after the transaction is durable. */
  readonly promise: (slot: number, commitment: Uint8Array) => string;
  /** How each commitment stands, by its lower-case hex; one that was never placed is not in the answer. */
  readonly find: (commitments: readonly Uint8Array[]) => Promise<ReadonlyMap<string, record.Standing>>;
  /** Declares kinds of texts that a feature publishes. At start; one that is said twice or misspelled is a mistake of ours. */
  readonly declare: (kinds: readonly FeatureKind[]) => void;
  /**
   * Publishes a text in the caller's transaction, of a kind that was declared or is the log's own; the second time for one kind and key does nothing. About a second
   * after the transaction it is sealed. Refused host/record-stopped while the log signs nothing, unless the text may wait.
   */
  readonly publish: (tx: Tx, publication: Publication) => Promise<void>;
  /** tlog-proof of a published text; null until it is sealed. */
  readonly statement: (kind: Publication["kind"], key: string) => Promise<string | null>;
  /** At most `most` sealed public entries after the index `after`, oldest first. */
  readonly entries: (
    after: number,
    most: number,
  ) => Promise<{ readonly entries: readonly record.Entry[]; readonly more: boolean }>;
  /** The public entry at an index of the log, with its tlog-proof; null if none stands there. */
  readonly entry: (index: number) => Promise<(record.Entry & { readonly proof: string }) | null>;
  /**
   * Deletes the text of a public entry, keeps the signed tombstone in its place, and publishes the tombstone. It is
   * written down outside the database first, so that no older copy brings the text back. Refused
   * host/not-in-record where no public entry stands, host/not-buried for roster statements and what was buried before,
   * host/record-stopped while the log signs nothing: no text is taken away for a word that nobody can be shown.
   * Whether the note is good the caller has checked.
   */
  readonly bury: (tx: Tx, index: number, note: string) => Promise<void>;
  /** The log's name and key, and both as C2SP writes them. */
  readonly log: Verifier & { readonly vkey: string };
  /** The newest checkpoint; null before the first leaf is sealed. */
  readonly newest: () => Promise<Signed | null>;
  /** The newest milestone: every five minutes, and whenever a roster statement enters. */
  readonly milestone: () => Promise<Milestone | null>;
  /** What the public page shows of the log (`record.head`), against one milestone; null before the first. */
  readonly head: () => Promise<record.Head | null>;
  /** Keeps the witnesses' signature lines for the milestone of that size; a newer line of one key replaces the older. */
  readonly cosigned: (size: number, lines: readonly string[]) => Promise<void>;
  /** The first `width` hashes of a tile; RecordError "record/store" if the log does not have them. */
  readonly reader: (level: number, n: number, width: number) => Promise<Uint8Array>;
  /** The first `width` entries of a bundle as tlog-tiles writes them; RecordError "record/store" likewise. */
  readonly bundle: (n: number, width: number) => Promise<Uint8Array>;
  /** RFC 6962 consistency proof between two sizes of the log. */
  readonly consistency: (from: number, to: number) => Promise<readonly Uint8Array[]>;
  /**
   * Seals what is to be sealed: what the server does by itself as soon as a slot ends or a text waits. Resolves with whether anything was
   * appended.
   */
  readonly tick: () => Promise<boolean>;
  /** Why nothing is signed any more, or null. Acts are still taken and promised. */
  readonly frozen: { readonly reason: string } | null;
  /**
   * Stops every process on this database from signing: the log is known to lie behind what its witnesses have seen. A
   * reason that is known already stays, but for `RESTORED`, which only says that nobody knows yet. `shown`: the checkpoint
   * under this log's own signature that shows it; the longest is kept, for the first entry of a log that may have to
   * follow.
   */
  readonly freeze: (reason: string, shown?: string) => Promise<void>;
  /**
   * Ends `RESTORED` and no other reason: everybody who could have seen more of this log has been asked and has not.
   * Resolves with whether it was ended by this call.
   */
  readonly thaw: () => Promise<boolean>;
}
