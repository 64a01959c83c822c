import { verifyThread, type CheckedThread } from "@niuniu/matter/web";
import { fromBase64, NoteError } from "@niuniu/note";
import { keysOf, type Roster } from "@niuniu/roster";
import { REPORTER } from "@niuniu/seal";
import type { Entry } from "../events.ts";
import { parseEntry } from "../parse.ts";
import type { ThreadHeader } from "../routes.ts";

/** What a reader knows of a case without the server: the committee, and the reporter's public key, if need be by the server's word. */
interface Known {
  readonly roster: Roster;
  /** base64; empty for a file sealed by hand, whose case is named after none. */
  readonly auth: string;
  /** The salt that a receipt gives, base64. */
  readonly firstSalt?: string;
}

/** Checks the thread of a case, as `verifyThread` does: acts are the reporter's by their key, and a member's by the statements. */
export function checkThread(
  header: Pick<ThreadHeader, "case" | "entries" | "head">,
  parts: readonly Uint8Array[],
  { roster, auth, firstSalt }: Known,
): CheckedThread<Entry> {
  return verifyThread({
    name: header.case,
    entries: header.entries,
    head: header.head,
    parts,
    key: auth,
    keysOf: (by) => (by === REPORTER ? keysIn(auth) : keysOf(roster, by)),
    read: parseEntry,
    ...(firstSalt === undefined ? {} : { firstSalt }),
  });
}

/** None where there is no key; nor where a server names something else, whose alarm is "name". */
function keysIn(auth: string): readonly Uint8Array[] {
  try {
    return auth === "" ? [] : [fromBase64(auth)];
  } catch (error) {
    if (error instanceof NoteError) return [];
    throw error;
  }
}
