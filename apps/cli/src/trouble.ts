import type { Sentence, Values, WordKey } from "./words.ts";

/** What is saved for others to check, by file name. */
export type Evidence = Readonly<Record<string, string | Uint8Array>>;

/** The host contradicts its signatures or what it showed before. Carries what proves it. */
export class HostLied extends Error {
  override readonly name = "HostLied";
  readonly sentence: Sentence;
  readonly evidence: Evidence;

  constructor(key: WordKey, values: Values = {}, evidence: Evidence = {}) {
    super(key);
    this.sentence = { key, values };
    this.evidence = evidence;
  }
}

/** The host gave more to read, or took longer, than a run may take of it: neither a lie nor a fault of the network. */
export class Spent extends Error {
  override readonly name = "Spent";
  readonly sentence: Sentence;

  constructor(key: WordKey, values: Values) {
    super(key);
    this.sentence = { key, values };
  }
}

/** Nothing can be said about the host: network, disk, or something typed wrongly. What should be kept, it carries. */
export class CannotCheck extends Error {
  override readonly name = "CannotCheck";
  readonly sentence: Sentence;
  readonly evidence: Evidence | null;

  constructor(key: WordKey, values: Values = {}, evidence: Evidence | null = null) {
    super(key);
    this.sentence = { key, values };
    this.evidence = evidence;
  }
}
