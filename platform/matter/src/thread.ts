/** What is owed on a matter now, exact to the minute; every other date in the product is a day. */
export interface Owed {
  readonly role: string;
  readonly act: string;
  readonly owner: string;
  /** ms since epoch. */
  readonly due: number;
}

/** An entry of a chain as it travels and is saved: its exact text and its salt. */
export interface SaltedText {
  readonly text: string;
  /** base64, 32 bytes. */
  readonly salt: string;
}

/** One link of the chain of a sealed matter. `part` points at the ciphertext among the parcel's parts, −1 if there is none to give. */
export interface EntryAnswer extends SaltedText {
  readonly part: number;
}

/** The part of a thread that the record speaks of. */
export interface Recorded {
  /** The chain, oldest first: texts as they are hashed. */
  readonly entries: readonly SaltedText[];
  /**
   * One for each step of the newest 256 entries that is sealed: the number of the step's last entry, and the tlog-proof
   * of the head after it. A step is an act with the events that follow from it, or events by themselves.
   */
  readonly proofs: readonly { readonly number: number; readonly proof: string }[];
  /** Likewise for each step not sealed yet: the server's signed promise. */
  readonly promises: readonly { readonly number: number; readonly promise: string }[];
}

/** A sealed matter as it is handed out. Of its steps the record holds those with proofs, and has promised to hold those with promises. */
export interface SealedThread extends Recorded {
  /** Its name. */
  readonly case: string;
  readonly owed: Owed | null;
  readonly entries: readonly EntryAnswer[];
  /** Chain head, hex. */
  readonly head: string;
  /** Who holds a wrap. */
  readonly readers: readonly string[];
  /** Part index of the caller's own wrap, −1 if there is none. */
  readonly wrap: number;
  /** Signed absence notes of members who were skipped. */
  readonly absences: readonly string[];
  /** base64 public key the reporter's acts are signed with; empty for a file sealed by hand. */
  readonly auth: string;
  /** Exact texts of the policy and calendar it began under; their hashes stand in the statement its first entry names. */
  readonly rules: { readonly policy: string; readonly calendar: string };
  /** The server's clock (ms since epoch). */
  readonly now: number;
}

/** What begins a sealed matter. Parts: [0] the sealed letter, then one wrap per name in `wraps`, in that order. */
export interface SealedBeginning {
  /** base64, 16 / 32 / 32 bytes; `salt` is the first salt of the chain. */
  readonly lookup: string;
  readonly auth: string;
  readonly salt: string;
  /** The signed first act. */
  readonly act: string;
  /** Member ids, then possibly "reporter". */
  readonly wraps: readonly string[];
}

/** A page of older ciphertexts of a sealed matter: each stands under the number of its entry. */
export interface OlderHeader {
  readonly case: string;
  readonly entries: readonly { readonly number: number; readonly part: number }[];
}
