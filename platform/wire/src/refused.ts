/** A sentence in every language of the product. */
export interface Sentence {
  readonly en: string;
  readonly "zh-CN": string;
}

/** What a refusal says and with which HTTP status; each feature keeps a table of these under its own prefix. */
export interface Refusal extends Sentence {
  readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 421 | 422 | 429 | 500 | 503;
}

/** Stable code → what it says. `docs/refusals.md` is generated from all of these tables. */
export type Refusals = Readonly<Record<string, Refusal>>;

/**
 * A request that was understood and is not granted. Promises a stable `code` and nothing else: no secret, no typed
 * text and no internal detail may travel in it. `facts` are small public values a sentence or a retry needs.
 */
export class Refused extends Error {
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number>>;

  constructor(code: string, facts: Readonly<Record<string, string | number>> = {}) {
    super(code);
    this.name = "Refused";
    this.code = code;
    this.facts = facts;
  }
}

/** What travels when a request is refused. */
export interface RefusalAnswer {
  readonly code: string;
  readonly sentence: Sentence;
  readonly facts?: Readonly<Record<string, string | number>>;
}
