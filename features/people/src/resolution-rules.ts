import { readProposal, type Proposal } from "@niuniu/committee";
import { RosterError, type Roster } from "@niuniu/roster";
import { Refused } from "@niuniu/wire";
import { LATE_VOTE_DAYS, PROPOSAL_DAYS } from "./limits.ts";
import { areDaysApart, textHash } from "./rules.ts";

const DAY = 86_400_000;

/** So long a proposal is open, and so long after its adoption those may vote who have not (ms). */
export const OPEN_LASTS = PROPOSAL_DAYS * DAY;
export const LATE_VOTES = LATE_VOTE_DAYS * DAY;
/** The longest text (UTF-16 units) that can be proposed. */
export const LONGEST_RESOLVED = 32_768;

/** What this server keeps under a hash once it is adopted. */
const KINDS = ["policy", "calendar"] as const;
export type ResolvedKind = (typeof KINDS)[number];

/** A proposal of a text of which this server knows what to do with it. */
export type Known = Proposal & { readonly kind: ResolvedKind };

/** Hash of the statement in effect at `now` (ms since epoch). */
export function statementAt({ statements, hashes }: Roster, now: number): string {
  const taken = statements.filter(({ number, effective }) => number === 1 || Date.parse(effective) <= now);
  return hashes[taken.length - 1] ?? "";
}

/** Reads a proposal. Refused with people/unsound-proposal, or people/unknown-kind for a text that nothing is known of here. */
export function knownProposal(line: string): Known {
  const proposal = readLine(line);
  const kind = KINDS.find((known) => known === proposal.kind);
  if (kind === undefined) throw new Refused("people/unknown-kind");
  return { ...proposal, kind };
}

function readLine(line: string): Proposal {
  try {
    return readProposal(line);
  } catch (error) {
    throw error instanceof RosterError ? new Refused("people/unsound-proposal") : error;
  }
}

/**
 * A new proposal is about this very text, of today on clocks that may differ by a day, and for the committee there is now. What is in
 * force already needs nobody's vote. Refused with people/unsound-proposal, people/committee-changed or people/text-in-force.
 */
export function checkProposed(
  { statement, date, kind, text: hash }: Known,
  { roster, text, now, today }: { roster: Roster; text: string; now: number; today: string },
): void {
  if (textHash(text) !== hash || !areDaysApart(date, today, 1)) throw new Refused("people/unsound-proposal");
  if (statement !== statementAt(roster, now)) throw new Refused("people/committee-changed");
  if (roster.newest[kind] === hash) throw new Refused("people/text-in-force");
}

/** A statement names another policy or calendar only where one was adopted. Refused with people/not-adopted. */
export function checkAdopted(
  before: Readonly<Record<ResolvedKind, string>>,
  next: Readonly<Record<ResolvedKind, string>>,
  adopted: readonly Pick<Proposal, "kind" | "text">[],
): void {
  const missing = KINDS.find((kind) => {
    const isOf = (one: Pick<Proposal, "kind" | "text">): boolean => one.kind === kind && one.text === next[kind];
    return next[kind] !== before[kind] && !adopted.some(isOf);
  });
  if (missing !== undefined) throw new Refused("people/not-adopted", { kind: missing });
}

/** Whether votes on it are still taken; one that is open falls with the statement whose members were asked. */
export function isOpen(
  { adopted, ends, proposal }: { readonly adopted: string | null; readonly ends: number; readonly proposal: Known },
  roster: Roster,
  now: number,
): boolean {
  return now < ends && (adopted !== null || proposal.statement === statementAt(roster, now));
}
