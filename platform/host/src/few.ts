/** Below this a number is not given to the public: it could point at a person. */
export const FEW = 5;

/** A count that names nobody: exact from five on. */
export type Blurred = "none" | "1-4" | number;

/** A count as everybody may read it. */
export function blurred(count: number): Blurred {
  if (count === 0) return "none";
  return count < FEW ? "1-4" : count;
}

/** A count where none and few are not told apart. */
export const shownFrom5 = (count: number): number | null => (count < FEW ? null : count);

/** The median of values that each occur `count` times; null below five. */
export function medianOf(values: readonly { readonly value: number; readonly count: number }[]): number | null {
  const total = values.reduce((sum, { count }) => sum + count, 0);
  if (total < FEW) return null;
  let before = 0;
  for (const { value, count } of values.toSorted((one, other) => one.value - other.value)) {
    before += count;
    if (before * 2 >= total) return value;
  }
  return null;
}

/** The last `count` months up to that of `today`, oldest first, "YYYY-MM". */
export function monthsUntil(today: string, count: number): readonly string[] {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  return Array.from({ length: count }, (_, at) => {
    const months = year * 12 + month - 1 - (count - 1 - at);
    return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, "0")}`;
  });
}
