import { looseShape, shape, whole, type Reader } from "@niuniu/note/reading";
import { Refused } from "@niuniu/wire";
import policyFile from "./policy.json" with { type: "json" };

/** What has a last day: so many days before it somebody owes it, and so many before it that is due. */
interface Ahead {
  readonly lead: number;
  readonly ahead: number;
}

/** What comes round: so many days after the first statement, and then each time so many days later. */
export interface Round {
  readonly first: number;
  readonly every: number;
}

/**
 * Of the texts of the first hours: not owed in the `first` days after the founding; what was read holds for `every` days, and is owed again
 * `within` days before that is over.
 */
export interface FirstHours {
  readonly first: number;
  readonly every: number;
  readonly within: number;
}

/** When the committee owes what to its own house; an organisation may set all of it. */
export interface Policy {
  readonly statement: Ahead;
  /** Of a seat, before its term ends. */
  readonly term: Ahead;
  /** Days in which a seat that somebody left is filled. */
  readonly vacancy: number;
  /** Before a year begins. */
  readonly calendar: Ahead;
  readonly review: Round;
  readonly rehearsal: Round;
  readonly restore: Round;
  /** Days before its date from which what comes round is owed. */
  readonly lead: number;
  /** Working days: to sign what was proposed, to see that somebody can be told again, to confirm what was done, and for the next after a miss. */
  readonly sign: number;
  readonly way: number;
  readonly confirm: number;
  readonly afterMiss: number;
  /** Not there in a policy that is older than this duty: then nobody has promised it. */
  readonly firstHours?: FirstHours;
}

const days: Reader<number> = whole(1, 400);
const working: Reader<number> = whole(1, 30);
const between = shape({ lead: days, ahead: whole(0, 399) });
/** It is owed before it is due. */
const ahead: Reader<Ahead> = (value) => {
  const read = between(value);
  return read !== undefined && read.lead > read.ahead ? read : undefined;
};
const round: Reader<Round> = shape({ first: days, every: days });
const reading = shape({ first: days, every: days, within: days });
/** It is owed again after it was done. */
const firstHours: Reader<FirstHours> = (value) => {
  const read = reading(value);
  return read !== undefined && read.every > read.within ? read : undefined;
};
const required = {
  statement: ahead,
  term: ahead,
  vacancy: days,
  calendar: ahead,
  review: round,
  rehearsal: round,
  restore: round,
  lead: days,
  sign: working,
  way: working,
  confirm: working,
  afterMiss: working,
};
const policy: Reader<Policy> = looseShape(required, { firstHours });

/** The section of upkeep, from untrusted input: every field present but that of the first hours, none unknown. Throws Refused("upkeep/malformed-policy"). */
export function readSection(value: unknown): Policy {
  const read = policy(value);
  if (read === undefined) throw new Refused("upkeep/malformed-policy");
  return read;
}

/** The section a new organisation starts with. */
export const SECTION: unknown = policyFile;

/** With what the feature first came out: a policy that says nothing of it has promised just this. Never changed again. */
export const UNSAID: unknown = {
  statement: { lead: 30, ahead: 7 },
  term: { lead: 60, ahead: 14 },
  vacancy: 30,
  calendar: { lead: 60, ahead: 15 },
  review: { first: 365, every: 365 },
  rehearsal: { first: 60, every: 182 },
  restore: { first: 45, every: 182 },
  lead: 21,
  sign: 3,
  way: 2,
  confirm: 3,
  afterMiss: 2,
};
