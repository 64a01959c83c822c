/** What a feature may be told about time and order: its section of the policy. */
export interface Section<Value> {
  /** The section (JSON) that this version brings. */
  readonly brought: unknown;
  /** Reads one; throws for anything else than exactly a section of this feature, of whichever version. */
  readonly read: (section: unknown) => Value;
}

/** States the section of a feature. What it brings must be what it reads: that is tried at once. */
export function section<Value>(brought: unknown, read: (section: unknown) => Value): Section<Value> {
  read(brought);
  return { brought, read };
}
