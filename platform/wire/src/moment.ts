/**
 * Something its owner asks of everybody it may concern: "may these people be the committee?" It stands in the root of the
 * feature that asks, so that whoever answers imports a word and no code. See `Host.ask`.
 */
export interface Question<Asked> {
  readonly question: string;
  /** Never set: carries the type. */
  readonly types?: (asked: Asked) => void;
}

/** Something that has happened and that others may have to act on; stated like a `Question`. See `Host.tell`. */
export interface Moment<Told> {
  readonly moment: string;
  /** Never set: carries the type. */
  readonly types?: (told: Told) => void;
}

/** States a question, under a name such as "people/may-take-force". */
export function question<Asked>(name: string): Question<Asked> {
  return { question: name };
}

/** States a moment, under a name such as "people/away-changed". */
export function moment<Told>(name: string): Moment<Told> {
  return { moment: name };
}
