/** An error that says of what was read that it does not hold. */
type Unsound = abstract new (...given: never) => Error;

/** What `read` gives; null where it throws one of these. Anything else is a mistake of ours, and is thrown on. */
export function orNull<Value>(read: () => Value, ...unsound: readonly Unsound[]): Value | null {
  try {
    return read();
  } catch (error) {
    if (unsound.some((kind) => error instanceof kind)) return null;
    throw error;
  }
}
