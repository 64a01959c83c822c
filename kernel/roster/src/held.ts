/** The leaves of an hour, one each ten seconds. What stands among the first was signed before this record began. */
export const BEGINNING = 360;
/** The leaves of the three days that new keys wait, and as many for the texts that stand among them. */
const WAITED = 2 * 72 * BEGINNING;

/**
 * Whether a statement at `index` of a log of that size was there for three days, or when it began, as far as a count of leaves
 * tells: enough for whoever serves the log to know up to which one it is asked, and never for whoever checks, as texts enter a log without
 * end. If one was there so long, so were all before it: statements enter in the order of their chain.
 */
export const isHeldLong = (index: number, size: number): boolean => index < BEGINNING || size - index >= WAITED;
