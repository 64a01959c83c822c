/** What a feature may be told about time and order: its section of the policy. */
export interface Section<Value> {
  /** The section (JSON) that this version brings. */
  readonly brought: unknown;
  /** The section (JSON) that a policy without one stands for; null where there never was such a policy. */
  readonly unsaid: unknown;
  /** Reads one; throws for anything else than exactly a section of this feature, of whichever version. */
  readonly read: (section: unknown) => Value;
  /** Whether one may still be brought anew; what was signed before is read for good. Throws as `read`. */
  readonly isFresh: (section: unknown) => boolean;
}

/** What may be stated of a section besides; see {@link Section}. */
interface Stated<Value> {
  /**
   * The very section with which the feature first came out, spelled out and never changed again: statements that were signed before
   * promised just that, and servers of two versions on one database must not read them as two things. Null for a feature that
   * every policy has spoken of.
   */
  readonly unsaid: unknown;
  readonly isNew?: (value: Value) => boolean;
}

/** States the section of a feature. What it brings must be what it reads, and fresh, and what stands for none be read: that is tried at once. */
export function section<Value>(
  brought: unknown,
  read: (section: unknown) => Value,
  { unsaid, isNew = () => true }: Stated<Value>,
): Section<Value> {
  const isFresh = (given: unknown): boolean => isNew(read(given));
  if (!isFresh(brought)) throw new Error("an older section than may be brought");
  if (unsaid !== null) read(unsaid);
  return { brought, unsaid, read, isFresh };
}
