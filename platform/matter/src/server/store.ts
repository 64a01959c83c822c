import type { Database, Tx } from "@niuniu/host";
import type { Calendar } from "@niuniu/owe";
import type { Decision } from "../append.ts";
import type { Matter, StateOf } from "../state.ts";

/** A matter as it is stored, without its chain. */
export interface Row<M extends Matter> {
  readonly id: string;
  readonly state: StateOf<M>;
  /** Chain head, 32 bytes. */
  readonly head: Uint8Array;
  /** ms since epoch; null when the matter is closed. */
  readonly due: number | null;
}

/** A signed act as it came: the exact note, what it says, and its ciphertext. */
export interface SignedAct<M extends Matter> {
  readonly text: string;
  readonly act: M["act"];
  readonly envelope: Uint8Array | null;
  /** 32 bytes, random unless the author keeps it. */
  readonly salt: Uint8Array;
}

/** One link to add to a chain. */
export interface NewEntry {
  readonly number: number;
  readonly text: string;
  readonly salt: Uint8Array;
  readonly envelope: Uint8Array | null;
}

/** What was decided of a matter that is held. */
export interface Decided<M extends Matter, R extends Row<M>> {
  readonly row: R;
  readonly decision: Decision<M>;
  /** Null where no act led to it. */
  readonly signed: SignedAct<M> | null;
  readonly calendar: Calendar;
}

/** The same with what it makes of the chain: the links to add, and the head after them. */
export interface Chained<M extends Matter, R extends Row<M>> extends Decided<M, R> {
  readonly entries: readonly NewEntry[];
  readonly head: Uint8Array;
}

/** Where the matters of one kind are kept. A feature has its own, or takes the one for open matters. */
export interface Store<M extends Matter, R extends Row<M>> {
  /** The matter, held until the transaction ends: two acts on one come one after the other. Null if there is none. */
  readonly hold: (tx: Tx, id: string) => Promise<R | null>;
  /** Those that nobody else holds, held likewise; and the names of those that somebody does. */
  readonly holdFree: (
    tx: Tx,
    ids: readonly string[],
  ) => Promise<{ readonly held: readonly R[]; readonly busy: readonly string[] }>;
  /** Makes held matters what was decided of them, chains and counts included. Gives them as they are then, in the same order. */
  readonly save: (tx: Tx, steps: readonly Chained<M, R>[], now: number) => Promise<readonly R[]>;
  /** Names of the open matters that nobody of these owns. */
  readonly ownedByOthers: (db: Database, present: readonly string[]) => Promise<readonly string[]>;
}
