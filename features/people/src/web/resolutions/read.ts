import {
  checkResolution,
  proposalHash,
  readProposal,
  votersOn,
  writeResolution,
  type Proposal,
  type Vote,
} from "@niuniu/committee";
import { NoteError, orNull, sha256, toHex, toUtf8 } from "@niuniu/note";
import { checkPublic, RecordError, writePublic } from "@niuniu/record";
import { RosterError, type Roster, type Statement } from "@niuniu/roster";
import type { RecordView } from "@niuniu/trust";
import type { Committee, Resolved, ResolvedText } from "../../routes.ts";

/** A resolution as this page has checked it: every vote is its voter's, and it is adopted exactly if the votes say so. */
export interface Seen extends Omit<Resolved, "proposal" | "votes"> {
  readonly name: string;
  readonly proposal: Proposal;
  readonly votes: readonly Vote[];
  /** The same as they were signed. */
  readonly notes: readonly string[];
  /** Who may vote: ids. */
  readonly voters: readonly string[];
  readonly silent: readonly string[];
  readonly lacking: number;
  readonly employeesLacking: boolean;
}

/** What does not hold says nothing, whatever else the server says of it. */
const unlessBroken = <Value>(read: () => Value): Value | null => orNull(read, RosterError, NoteError, RecordError);

/**
 * Checks a resolution that the server shows against the chain. Null where a vote is not its member's, where its proposer is not for
 * it, or where it is called open or adopted and its votes say otherwise.
 */
export function readResolved(roster: Roster, { proposal: line, votes: notes, ...shown }: Resolved): Seen | null {
  return unlessBroken(() => {
    const proposal = readProposal(line);
    const { votes, silent, lacking, employeesLacking, adopted } = checkResolution(
      roster,
      writeResolution(proposal, notes),
    );
    const isProposed = votes.some(({ by, says }) => by === shown.by && says === "for");
    if (!isProposed || adopted !== (shown.adopted !== null)) return null;
    const voters = votersOn(roster, proposal).map(({ id }) => id);
    return {
      ...shown,
      name: proposalHash(proposal),
      proposal,
      votes,
      notes,
      voters,
      silent,
      lacking,
      employeesLacking,
    };
  });
}

/** Of what the server shows that which holds. */
export const soundIn = (roster: Roster, shown: readonly Resolved[]): readonly Seen[] =>
  shown.flatMap((one) => readResolved(roster, one) ?? []);

export const hashOf = (text: string): string => toHex(sha256(toUtf8(text)));

/** Whether a text is the one that a resolution is about. */
export const isAbout = ({ proposal }: Pick<Seen, "proposal">, text: string): boolean => hashOf(text) === proposal.text;

/** Whether a resolution stands in the record with exactly these votes, as the proof shows. Trusts the log's key. */
export function isPublished(
  { proposal, notes, published }: Pick<Seen, "proposal" | "notes" | "published">,
  proof: string,
  { log }: Pick<RecordView, "log">,
): boolean {
  const body = writeResolution(proposal, notes);
  const entry = () => writePublic({ kind: "people/resolution", date: published ?? "", body });
  return unlessBroken(() => checkPublic(proof, entry(), log)) !== null;
}

/** How the record holds a resolution: with these votes, not yet, or not as it is shown. Null where it is open, or nobody answers for the record. */
export function recordedAs(seen: Seen, { proof }: Pick<ResolvedText, "proof">, record: RecordView | null) {
  if (seen.adopted === null || record === null) return null;
  if (proof === null) return "coming";
  return isPublished(seen, proof, record) ? "proven" : "broken";
}

/** How a resolution stands: open, adopted only, or in force now or once through a statement that names its text. */
export function standingOf(
  { adopted, proposal: { kind, text } }: Pick<Seen, "adopted" | "proposal">,
  { statements, newest }: Pick<Roster, "statements" | "newest">,
): "open" | "adopted" | "in-force" | "followed" {
  if (adopted === null) return "open";
  const names = (statement: Statement): boolean =>
    (kind === "policy" || kind === "calendar") && statement[kind] === text;
  if (names(newest)) return "in-force";
  return statements.some(names) ? "followed" : "adopted";
}

/** A text that was adopted and is not in force. */
export interface Offer {
  readonly kind: "policy" | "calendar";
  readonly text: string;
  readonly hash: string;
  readonly proposal: Proposal;
  /** Ids of who was for it. */
  readonly inFavour: readonly string[];
}

/** The texts that a next statement may name: what does not hold is not offered, whatever the server says. */
export function offersIn(roster: Roster, adopted: Committee["adopted"]): readonly Offer[] {
  return adopted.flatMap(({ proposal: line, votes, text }) => {
    const offer = unlessBroken(() => {
      const proposal = readProposal(line);
      const found = checkResolution(roster, writeResolution(proposal, votes));
      const { kind } = proposal;
      if (!found.adopted || (kind !== "policy" && kind !== "calendar") || hashOf(text) !== proposal.text) return null;
      const inFavour = found.votes.flatMap(({ by, says }) => (says === "for" ? [by] : []));
      return { kind, text, hash: proposal.text, proposal, inFavour } as const;
    });
    return offer === null ? [] : [offer];
  });
}
