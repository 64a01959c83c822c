/** Keeps what was used last, up to a total weight, and the very last whatever it weighs: memory that does not grow. */
export class Recent<Value> {
  readonly #kept = new Map<string, { readonly value: Value; readonly weight: number }>();
  readonly #most: number;
  #weight = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string): Value | undefined {
    const found = this.#kept.get(key);
    if (found === undefined) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, found);
    return found.value;
  }

  set(key: string, value: Value, weight: number): void {
    this.#weight -= this.#kept.get(key)?.weight ?? 0;
    this.#kept.delete(key);
    this.#kept.set(key, { value, weight });
    this.#weight += weight;
    for (const [oldest, { weight: lighter }] of this.#kept) {
      if (this.#weight <= this.#most || this.#kept.size === 1) break;
      this.#kept.delete(oldest);
      this.#weight -= lighter;
    }
  }
}
