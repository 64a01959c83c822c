/** Slots or days, both included. */
export type Span = readonly [from: number, to: number];

/** What is left of a span after another is taken out of it. */
function without([from, to]: Span, [start, end]: Span): readonly Span[] {
  if (end < from || start > to) return [[from, to]];
  const left: Span = [from, start - 1];
  const right: Span = [end + 1, to];
  return [left, right].filter(([first, last]) => first <= last);
}

/** Spans in order that neither meet nor overlap. What a change costs does not grow with how many lie apart from it. */
export class Spans {
  readonly #list: Span[] = [];

  constructor(spans: readonly Span[] = []) {
    for (const span of spans) this.add(span);
  }

  get list(): readonly Span[] {
    return this.#list;
  }

  /** The place of the first span that does not end before `at`. */
  #first(at: number): number {
    let [low, high] = [0, this.#list.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#list[middle]?.[1] ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Those that have something in common with a span, and where they begin in the list. */
  #among([from, to]: Span): { readonly at: number; readonly found: readonly Span[] } {
    const at = this.#first(from);
    let end = at;
    while ((this.#list[end]?.[0] ?? Infinity) <= to) end++;
    return { at, found: this.#list.slice(at, end) };
  }

  add([from, to]: Span): void {
    const { at, found } = this.#among([from - 1, to + 1]);
    const [first, last] = [Math.min(from, found[0]?.[0] ?? from), Math.max(to, found.at(-1)?.[1] ?? to)];
    this.#list.splice(at, found.length, [first, last]);
  }

  take(span: Span): void {
    const { at, found } = this.#among(span);
    this.#list.splice(at, found.length, ...found.flatMap((one) => without(one, span)));
  }

  /** What of a span lies in none of these. */
  outside(span: Span): readonly Span[] {
    const rest = new Spans([span]);
    for (const one of this.#among(span).found) rest.take(one);
    return rest.list;
  }

  /** Forgets what ends at `to` or before. */
  forget(to: number): void {
    this.#list.splice(0, this.#first(to + 1));
  }
}
