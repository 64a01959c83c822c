import { jsonLine, sha256, signNote, toHex, toUtf8, verifyBytes, type Seed, type Verify } from "@niuniu/note";
import { countingOn, isClear, RosterError, type Member, type Roster } from "@niuniu/roster";
import {
  day,
  fieldsBy,
  hash,
  idOf,
  listOf,
  malformed,
  matching,
  must,
  parsed,
  shown,
  signersOf,
  splitText,
  type Reader,
} from "@niuniu/roster/reading";

/** What a committee is asked to resolve: that an exact text is adopted (roster.md §10). */
export type Proposal = {
  /** Hash of the statement in force: who may vote, and how many must. */
  readonly statement: string;
  /** The day on which it was proposed, "YYYY-MM-DD". */
  readonly date: string;
  /** What the text is, such as "policy" or "learning/handbook". */
  readonly kind: string;
  /** SHA-256 of the exact text, lower-case hexadecimal. */
  readonly text: string;
};

/** A member's word on a proposal. Who stands aside counts on neither side. */
export type Vote = {
  /** Hash of the proposal. */
  readonly resolution: string;
  readonly by: string;
  readonly says: "for" | "against" | "aside";
  /** Why, for everybody to read: needed of who is against, possible for who stands aside, empty of who is for. */
  readonly reason: string;
};

/** A proposal with the votes on it, as far as they are known. */
export type Resolution = {
  readonly proposal: Proposal;
  readonly hash: string;
  /** By the ids of who voted. */
  readonly votes: readonly Vote[];
  /** Who may vote and has not. */
  readonly silent: readonly string[];
  /** How many more must be for it, at least, and whether nobody of the employees' side is for it. */
  readonly lacking: number;
  readonly employeesLacking: boolean;
  readonly adopted: boolean;
};

const LONGEST_VOTE = 8_000;
const LONGEST_TEXT = 600_000;
const MOST_VOTES = 64;
const HOUR = 3_600_000;
/** A day begins 14 hours before UTC's where it comes first, and ends 12 hours after it where it goes last. */
const [FIRST, LAST] = [14 * HOUR, 36 * HOUR];

const kindOf = matching(/^[a-z]+(?:\/[a-z-]+)?$/);
const PROPOSAL = { statement: hash, date: day, kind: kindOf, text: hash };
const VOTE = {
  resolution: hash,
  by: idOf,
  says: matching(/^(for|against|aside)$/) as Reader<Vote["says"]>,
  reason: shown(0, 1_000),
};

const written = (word: string, shape: object, said: object): string =>
  `${JSON.stringify({ niuniu: word, ...said }, ["niuniu", ...Object.keys(shape)])}\n`;

/** The text of a proposal: one line of JSON, its fields in the order of the specification. */
export function writeProposal(proposal: Proposal): string {
  return written("resolution v1", PROPOSAL, proposal);
}

/** Reads the text of a proposal, which has one spelling. RosterError "roster/malformed" for any other. */
export function readProposal(text: string): Proposal {
  const proposal: Proposal = parsed(text, LONGEST_VOTE, "resolution", fieldsBy(PROPOSAL));
  if (writeProposal(proposal) !== text) throw malformed("another spelling");
  return proposal;
}

/** SHA-256 of the text of a proposal, lower-case hexadecimal: what a vote names. */
export const proposalHash = (proposal: Proposal): string => toHex(sha256(toUtf8(writeProposal(proposal))));

function readVoteText(text: string): Vote {
  const vote: Vote = parsed(text, LONGEST_VOTE, "vote", fieldsBy(VOTE));
  if (written("vote v1", VOTE, vote) !== text) throw malformed("another spelling");
  if (vote.says === "for" ? vote.reason !== "" : vote.says === "against" && vote.reason === "")
    throw malformed("reason");
  return vote;
}

/**
 * A member's vote as a signed note. What no reader would take is RosterError "roster/malformed"; a reason that holds something
 * unseen "roster/unclear-reason".
 */
export function signVote(vote: Vote, seed: Seed): string {
  const text = written("vote v1", VOTE, vote);
  readVoteText(text);
  checkReason(vote);
  return signNote(text, [{ name: vote.by, seed }]);
}

/** RosterError "roster/unclear-reason" for a new reason that people could not read. What was taken before stands. */
export function checkReason({ reason }: Vote): void {
  must(reason === "" || isClear(reason), "roster/unclear-reason");
}

/** The vote in a note that one of `voters`, the one whose it is, signed alone. RosterError for any other shape or signature. */
export function readVote(
  note: string,
  voters: readonly Pick<Member, "id" | "key">[],
  verify: Verify = verifyBytes,
): Vote {
  const vote = readVoteText(splitText(note));
  if (signersOf(note, voters, verify).join() === vote.by) return vote;
  throw new RosterError("roster/foreign-signature");
}

/**
 * Who may vote on a proposal: the members in their seats in the statement it names, whose keys waited no more when its day began.
 * RosterError "roster/previous" for a statement that is not of this chain, "roster/dates" for one not in force on that day.
 */
export function votersOn(roster: Roster, { statement, date }: Pick<Proposal, "statement" | "date">): readonly Member[] {
  const at = roster.hashes.indexOf(statement);
  must(at >= 0, "roster/previous");
  const begins = Date.parse(`${date}T00:00:00.000Z`);
  const effective = (place: number): number => Date.parse(roster.statements[place]?.effective ?? "");
  const next = effective(at + 1);
  must(!(effective(at) >= begins + LAST) && !(next < begins - FIRST), "roster/dates");
  return countingOn(roster, at, begins);
}

/** What these votes make of a proposal. They have been read and checked; the quorum is a statement's (roster.md §3.4). */
export function tally(roster: Roster, proposal: Proposal, votes: readonly Vote[]): Resolution {
  const voters = votersOn(roster, proposal);
  const quorum = roster.statements[roster.hashes.indexOf(proposal.statement)]?.quorum ?? Infinity;
  const inFavour = voters.filter(({ id }) => votes.some(({ by, says }) => by === id && says === "for"));
  const lacking = Math.max(0, quorum - inFavour.length);
  const employeesLacking = !inFavour.some(({ side }) => side === "employees");
  return {
    proposal,
    hash: proposalHash(proposal),
    votes,
    silent: voters.map(({ id }) => id).filter((id) => !votes.some(({ by }) => by === id)),
    lacking,
    employeesLacking,
    adopted: lacking === 0 && !employeesLacking,
  };
}

const RESOLUTION = { ...PROPOSAL, votes: listOf(MOST_VOTES, (note) => shownNote(note)) };

function shownNote(value: unknown): string {
  if (typeof value !== "string") throw malformed("vote");
  return value;
}

/** The text in which a resolution is published: the proposal's, with the signed votes in the order of their voters' ids. */
export function writeResolution(proposal: Proposal, votes: readonly string[]): string {
  const { statement, date, kind, text } = proposal;
  return jsonLine({ niuniu: "resolution v1", statement, date, kind, text, votes });
}

/**
 * A published resolution, checked: every vote is signed by its voter, who may vote, and none votes twice. It trusts only the chain.
 * `adopted` says whether it carries. RosterError for any other shape, signature or order (roster.md §10).
 */
export function checkResolution(roster: Roster, text: string, verify: Verify = verifyBytes): Resolution {
  const { votes: notes, ...proposal } = parsed(text, LONGEST_TEXT, "resolution", fieldsBy(RESOLUTION));
  if (writeResolution(proposal, notes) !== text) throw malformed("another spelling");
  const voters = votersOn(roster, proposal);
  const votes = notes.map((note) => readVote(note, voters, verify));
  const named = proposalHash(proposal);
  must(
    votes.every(({ resolution }) => resolution === named),
    "roster/previous",
  );
  must(
    votes.every(({ by }, at) => at === 0 || by > (votes[at - 1]?.by ?? "")),
    "roster/repeated-signature",
  );
  return tally(roster, proposal, votes);
}
