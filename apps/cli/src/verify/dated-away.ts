import { NoteError, splitNote } from "@niuniu/note";
import { SLOT } from "@niuniu/record";
import { isDatedAway, readStatement, RosterError } from "@niuniu/roster";
import type { Findings } from "./finding.ts";

/** A statement whose date of effect lies more than a day before the record held it. */
export interface DatedAway {
  readonly number: number;
  readonly index: number;
  /** When it says that it took effect, and the end of the slot below it (ms since epoch). */
  readonly effective: number;
  readonly since: number;
}

/**
 * Looks at a statement that stands in the record above slot `below`: null where its date is in order, and where it cannot be
 * read, which others say. `putBack`: when the server was put back, if the word of that stands above the same slot.
 */
export function datedAway(
  note: string,
  { index, below, putBack }: { readonly index: number; readonly below: number | null; readonly putBack: number | null },
): DatedAway | null {
  if (below === null) return null;
  try {
    const statement = readStatement(splitNote(note).text);
    const since = (below + 1) * SLOT;
    if (!isDatedAway(statement, { index, since, putBack })) return null;
    return { number: statement.number, index, effective: Date.parse(statement.effective), since };
  } catch (cause) {
    if (cause instanceof RosterError || cause instanceof NoteError) return null;
    throw cause;
  }
}

const minute = (time: number): string => `${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC`;

/** Says each of them: no lie by itself, since a quorum signed it and a clock may have been wrong, but to be asked about. */
export function tellDatedAway(findings: Findings, found: readonly DatedAway[]): void {
  for (const { number, index, effective, since } of found) {
    findings.missing("missing.dated-away", { number, index, effective: minute(effective), since: minute(since) });
  }
}
