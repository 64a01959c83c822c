/** The versions of the rules that this code can judge by. A case keeps the one its policy named when it began. */
export const versions = ["policy v1", "policy v2"] as const;

/** What a policy says of itself: under which version of the rules its cases are judged. */
export type Version = (typeof versions)[number];

/** Whatever holds a policy: the rules of a case. */
interface Under {
  readonly policy: { readonly niuniu: Version };
}

const fromTwoOn = ({ policy }: Under): boolean => policy.niuniu !== "policy v1";

// The only places at which the versions part (spec/owe.md §8). What is not named here is the same in all of them.

/** While one silence lasts its limit stays, whatever becomes of the duty; an outcome that is late stays owed. */
export const limitsStay = fromTwoOn;
/** Whoever wrote an outcome that was contested or could not be read is passed over, and sets a case aside once only. */
export const authorsAreBarred = fromTwoOn;
/** A miss is said of the person who held the duty for the greater part. */
export const greaterPartMisses = fromTwoOn;
/** A second member is told when a case is closed before an answer has stood for a working day. */
export const secondIsTold = fromTwoOn;
