/** What can be wrong with what is stored. Whoever shows it has a sentence for each. */
export type What =
  | "setting"
  | "unreadable"
  | "hashes"
  | "missing"
  | "checkpoint"
  | "leaf"
  | "tree"
  | "text"
  | "not-buried"
  | "slot"
  | "chain"
  | "envelope"
  | "wrap"
  | "count"
  | "unplaced"
  | "statements"
  | "account"
  | "resolution";

/** Something stored that is not as it was written: where, and what it is; never what it says. */
export interface Problem {
  readonly table: string;
  /** The key of the row. */
  readonly key: string;
  readonly what: What;
}
