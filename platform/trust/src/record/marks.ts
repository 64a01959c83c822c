import { checkConsistency, RecordError } from "@niuniu/record";
import { fromBase64, NoteError } from "@niuniu/note";
import type { Exhibit, Finding, Memory } from "./findings.ts";

/** A state of the record that somebody remembers. */
export interface Mark {
  /** "record" for what the server says now. */
  readonly from: Memory;
  readonly size: number;
  /** base64 */
  readonly root: string;
  /** The signed checkpoint. */
  readonly note: string;
}

/** Asks for the hashes between two sizes; null where the server has no such sizes. Any other failure throws. */
export type AskBetween = (from: number, to: number) => Promise<readonly Uint8Array[] | null>;

/** What comparing led to. `whole`: everything could be compared, and nothing contradicts; else `finding` says why not. */
export interface Compared {
  readonly finding: Finding | null;
  readonly exhibits: readonly Exhibit[];
  readonly whole: boolean;
}

/**
 * Compares states of one record: each must lead to the next larger one. Trusts nobody; the server only supplies hashes.
 * Stops at the first contradiction. A server that does not answer contradicts nothing, but that is a finding too: it
 * could hide every fork so.
 */
export async function compareMarks(marks: readonly Mark[], ask: AskBetween): Promise<Compared> {
  const line = marks.filter(({ size }) => size > 0).toSorted((one, other) => one.size - other.size);
  let finding: Finding | null = null;
  for (const [at, later] of line.entries()) {
    const earlier = line[at - 1];
    if (earlier === undefined || (earlier.size === later.size && earlier.root === later.root)) continue;
    const leads = await leadsTo(earlier, later, ask);
    if (leads === null) finding ??= { code: "uncompared", against: whose(earlier, later) };
    else if (leads !== "yes") return { ...contradiction(leads, earlier, later), whole: false };
  }
  return { finding, exhibits: [], whole: finding === null };
}

async function leadsTo(earlier: Mark, later: Mark, ask: AskBetween): Promise<"yes" | "fork" | "rollback" | null> {
  if (earlier.size === later.size) return "fork";
  let proof: readonly Uint8Array[] | null;
  try {
    proof = await ask(earlier.size, later.size);
  } catch {
    // Not reached: nothing is known, and nothing is claimed.
    return null;
  }
  if (proof === null) return later.from === "record" ? "fork" : "rollback";
  try {
    checkConsistency({
      ...{ oldSize: earlier.size, oldRoot: fromBase64(earlier.root) },
      ...{ newSize: later.size, newRoot: fromBase64(later.root), proof },
    });
    return "yes";
  } catch (error) {
    if (error instanceof RecordError || error instanceof NoteError) return "fork";
    throw error;
  }
}

/** Whose memory it is: the device's before the file's before the server's own. */
const whose = (earlier: Mark, later: Mark): Memory =>
  (["device", "file"] as const).find((from) => [earlier.from, later.from].includes(from)) ?? "record";

function contradiction(code: "fork" | "rollback", earlier: Mark, later: Mark): Omit<Compared, "whole"> {
  return { finding: { code, against: whose(earlier, later) }, exhibits: [earlier, later].map(exhibitOf) };
}

/** A checkpoint as something to show. */
export const exhibitOf = ({ from, size, note }: Mark): Exhibit => ({
  title: `checkpoint of size ${size} (${from === "record" ? "from the server now" : `kept by the ${from}`})`,
  text: note,
});
