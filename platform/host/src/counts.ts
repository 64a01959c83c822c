/** How much waits for a member, by names of a feature's own, such as "open". */
type Numbers = Readonly<Record<string, number>>;

/** The numbers beside a member's navigation, as every feature that counts something for members states its own. */
export interface Counts {
  /** States how a feature counts for a member, anew each time: a page that was told of a change asks at once. At start, once. */
  readonly state: (feature: string, read: (member: string) => Promise<Numbers>) => void;
  /** The numbers of all features for this member, "cases/open" for what cases calls open. */
  readonly of: (member: string) => Promise<Numbers>;
}

export function countsOn(): Counts {
  const readers = new Map<string, (member: string) => Promise<Numbers>>();
  return {
    state: (feature, count) => {
      if (readers.has(feature)) throw new Error(`two counts of ${feature}`);
      readers.set(feature, count);
    },
    of: async (member) => {
      const parts = [...readers].map(async ([feature, count]) =>
        Object.entries(await count(member)).map(([name, number]) => [`${feature}/${name}`, number] as const),
      );
      return Object.fromEntries((await Promise.all(parts)).flat());
    },
  };
}
