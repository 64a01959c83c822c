/** Reads one value that came from outside: the value as its type, or `undefined` for anything else. Never guesses, never throws. */
export type Reader<Value> = (value: unknown) => Value | undefined;

type Fields = Readonly<Record<string, Reader<unknown>>>;
type Read<Shape extends Fields> = {
  readonly [Key in keyof Shape]: Exclude<ReturnType<Shape[Key]>, undefined>;
};

/** A plain object with exactly these keys; the copy has them in the order given here. */
export function shape<Shape extends Fields>(fields: Shape): Reader<Read<Shape>> {
  return (value) => copyOf(value, fields, []) as Read<Shape> | undefined;
}

/** A plain object with exactly the `required` keys and possibly some of the `optional` ones. */
export function looseShape<Shape extends Fields, Optional extends Fields>(
  required: Shape,
  optional: Optional,
): Reader<Read<Shape> & Partial<Read<Optional>>> {
  const fields = { ...required, ...optional };
  const may = Object.keys(optional);
  return (value) => copyOf(value, fields, may) as (Read<Shape> & Partial<Read<Optional>>) | undefined;
}

function copyOf(value: unknown, fields: Fields, optional: readonly string[]): object | undefined {
  if (!isPlain(value) || Object.keys(value).some((key) => !Object.hasOwn(fields, key))) return undefined;
  const copy: Record<string, unknown> = {};
  for (const [key, read] of Object.entries(fields)) {
    if (!Object.hasOwn(value, key) && optional.includes(key)) continue;
    const field = Object.hasOwn(value, key) ? read(value[key]) : undefined;
    if (field === undefined) return undefined;
    copy[key] = field;
  }
  return copy;
}

/** One string from a closed list. */
export function oneOf<const Known extends string>(...known: readonly Known[]): Reader<Known> {
  return (value) => known.find((candidate) => candidate === value);
}

/** A string that matches `pattern` and is none of `reserved`. */
export function matching(pattern: RegExp, ...reserved: readonly string[]): Reader<string> {
  return (value) => (typeof value === "string" && pattern.test(value) && !reserved.includes(value) ? value : undefined);
}

/** A whole number from `least` to `most`. */
export function whole(least: number, most: number): Reader<number> {
  return (value) =>
    typeof value === "number" && Number.isInteger(value) && value >= least && value <= most ? value : undefined;
}

/** A list of `least` to `most` distinct strings, each as `item` reads it. */
export function distinct<Item extends string>(
  item: Reader<Item>,
  least: number,
  most: number,
): Reader<readonly Item[]> {
  return (value) => {
    if (!Array.isArray(value) || value.length < least || value.length > most) return undefined;
    const items = value.map(item).filter((one) => one !== undefined);
    return items.length === value.length && new Set(items).size === items.length ? items : undefined;
  };
}

/** `null`, and nothing else. */
export const nothing: Reader<null> = (value) => (value === null ? null : undefined);

/** What `read` reads, or `null`. */
export function orNull<Value>(read: Reader<Value>): Reader<Value | null> {
  return (value) => (value === null ? null : read(value));
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
