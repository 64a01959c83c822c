/** The versions of the rules that this code can judge by (spec/owe.md §8). A case keeps the one its policy named when it began. */
export const versions = [1, 2, 3, 4, 5, 6] as const;

/** What a policy says of itself: under which version of the rules its cases are judged. */
export type Version = (typeof versions)[number];

/** Whatever holds a policy: the rules of a case. */
interface Under {
  readonly policy: { readonly version: Version };
}

const fromSixOn = ({ policy }: Under): boolean => policy.version >= 6;
const fromFiveOn = ({ policy }: Under): boolean => policy.version >= 5;
const fromFourOn = ({ policy }: Under): boolean => policy.version >= 4;
const fromThreeOn = ({ policy }: Under): boolean => policy.version >= 3;
const fromTwoOn = ({ policy }: Under): boolean => policy.version >= 2;

// The only places at which the versions part (spec/owe.md §8). What is not named here is the same in all of them.

/** While one silence lasts its limit stays, whatever becomes of the duty; an outcome that is late stays owed. */
export const limitsStay = fromTwoOn;
/** Whoever wrote an outcome that was contested or could not be read is passed over, and sets a case aside once only. */
export const authorsAreBarred = fromTwoOn;
/** A miss is said of the person who held the duty for the greater part. */
export const greaterPartMisses = fromTwoOn;
/** A second member is told when a case is closed before an answer has stood for a working day. */
export const secondIsTold = fromTwoOn;
/**
 * A case that ended without an outcome goes on, once it is open again, with the limit of its silence and with what was overdue,
 * and an answer is owed. Under the versions before, each such end gave a new first date.
 */
export const silenceGoesOn = fromThreeOn;
/** Whom another reader let in is a reader to be counted on once they have opened it; until then what they were given can be given anew. */
export const openingCounts = fromThreeOn;
/**
 * A word that its reporter could not read was none: the silence before it goes on, with its limit, with what was overdue and
 * with its date, and somebody else owes. Under the versions before it settled what was owed, whatever was said of it.
 */
export const unreadWordsGiveNothing = fromFourOn;
/** Where dates are given in hours every day counts for whose miss it is: a Sunday's hours are somebody's as well. */
export const everyDayCounts = fromFourOn;
/** Who was passed over for being away is named with a hand-over as well, whose refusals depend on it. */
export const handOversNameAbsences = fromFourOn;
/**
 * Who opened after all what had closed because nobody could is a reader who can: it closes so no more while they are in office.
 * Under the versions before, each reader could take it up, wait, and say once more that nobody can open it.
 */
export const openedAfterAllStays = fromFiveOn;
/** Only who opens a report takes it out of the waiting pool, not who says that they cannot. */
export const waitsUntilOpened = fromFiveOn;
/** What only moves a case, a stage among it, never moves its date. Under the versions before each stage began a new duty. */
export const movingGivesNoTime = fromSixOn;
/** To open a report brings no date forward, but out of the waiting pool: nobody is punished for reading at once. */
export const openingKeepsDates = fromSixOn;
/** Only who has signed that they opened a report writes to its reporter. */
export const wordsComeFromReaders = fromSixOn;
/** The second answer that is called none takes the case to another side, the third to somebody from outside. */
export const emptyWordsMoveOn = fromSixOn;
/** A class can be raised, and lowered by two of two sides; and what the policy calls serious exists. */
export const classesMove = fromSixOn;
/** In a serious case or a crisis an end counts once a second member, of another side, has signed it. */
export const endsTakeTwo = fromSixOn;
/** Whatever becomes of a duty, its date stays within the longest silence that the policy names. */
export const silenceIsBounded = fromSixOn;
