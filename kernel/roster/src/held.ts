/** The leaves of an hour, one each ten seconds. What stands among the first was signed before this record began. */
export const BEGINNING = 360;
/** The leaves of the three days that new keys wait. */
const WAITED = 72 * BEGINNING;

/**
 * Whether a statement at `index` of a log of that size was there for three days, or when it began, as its leaves alone
 * show. Then so were all before it: statements enter in the order of their chain.
 */
export const isHeldLong = (index: number, size: number): boolean => index < BEGINNING || size - index >= WAITED;
