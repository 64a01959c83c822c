/** What a feature may be told about time and order: its section of the policy. */
export interface Section<Value> {
  /** The section (JSON) that this version brings. */
  readonly brought: unknown;
  /** Reads one; throws for anything else than exactly a section of this feature, of whichever version. */
  readonly read: (section: unknown) => Value;
  /** Whether one may still be brought anew; what was signed before is read for good. Throws as `read`. */
  readonly isFresh: (section: unknown) => boolean;
}

/** States the section of a feature. What it brings must be what it reads, and fresh: that is tried at once. */
export function section<Value>(
  brought: unknown,
  read: (section: unknown) => Value,
  isNew: (value: Value) => boolean = () => true,
): Section<Value> {
  const isFresh = (given: unknown): boolean => isNew(read(given));
  if (!isFresh(brought)) throw new Error("an older section than may be brought");
  return { brought, read, isFresh };
}
