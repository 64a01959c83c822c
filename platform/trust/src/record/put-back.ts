import {
  COUNTERSIGNED_WITHIN,
  isLater,
  MOST_WORDS,
  NoteError,
  openPutBack,
  readVerifier,
  unsignedIn,
  type PutBack,
  type Verifier,
} from "@niuniu/note";
import { checkLeaf, checkPublic, RecordError, SLOT, writePublic } from "@niuniu/record";
import type { Head, PutBackShown } from "@niuniu/wire/record";
import type { Statement } from "@niuniu/roster";
import { endOfSlot, type PutBackView } from "./view.ts";

/** What the newest statement of the committee says of the log. */
type Named = Pick<Statement, "log" | "effective">;

/** How far the server's clock may run ahead of this device's (ms). */
const AHEAD = 10 * 60_000;

/** The note, if this log signed it and everybody can read it: it stands in the record, or nothing was signed since. */
function heard({ note, proof }: PutBackShown, log: Verifier, until: number): PutBack | null {
  try {
    const said = openPutBack(note, log);
    if (proof !== null) checkPublic(proof, writePublic({ kind: "put-back", date: said.date, body: note }), log);
    else if (until > Date.parse(said.at) + SLOT) return null;
    return said;
  } catch (error) {
    if (error instanceof RecordError || error instanceof NoteError) return null;
    throw error;
  }
}

/** End of the newest slot that the head shows (ms since epoch). */
function grownUntil(head: Head, log: Verifier): number {
  const { leaf } = checkLeaf(head.last, log);
  return leaf.kind === "slot" ? endOfSlot(leaf.slot) : Infinity;
}

/** Whether a log goes on under the committee's key and a later name, where its newest statement names the one before. */
function isNext(log: Verifier, { log: named }: Named): boolean {
  return named !== undefined && isLater(log, readVerifier(named));
}

/** Whether a quorum has signed since for the log that goes on: then what is missing is no secret of the host's. */
function isCountersigned(head: Head, { log, effective }: Named, at: number): boolean {
  return log === head.log && Date.parse(effective) > at;
}

/**
 * What a server says of having been put back from a copy, as far as a page may believe it: signed by the log's key, which
 * is the one the committee named, and said in public. A host that claims it to one person alone has to put it into the
 * record for all. Null for everything else. Throws RecordError or NoteError for a head that does not hold.
 */
export function readPutBack(head: Head, named: Named, now: number): PutBackView | null {
  const log = readVerifier(head.log);
  const until = grownUntil(head, log);
  const heardOf = (head.putBack ?? []).flatMap((shown) => {
    const said = heard(shown, log, until);
    if (said === null || Date.parse(said.at) > now + AHEAD) return [];
    const at = Date.parse(said.at);
    const ends = isCountersigned(head, named, at) ? Infinity : at + COUNTERSIGNED_WITHIN;
    return [{ of: Date.parse(said.of), at, ends, origin: said.origin, still: shown.proof === null, note: shown.note }];
  });
  const [newest] = heardOf;
  if (newest === undefined) return null;
  // The first that led away from what the committee named: one more new log gives its word no more time.
  const led = named.log === undefined ? [] : unsignedIn(heardOf, log, readVerifier(named.log));
  const first = led.at(-1);
  const awaiting = first !== undefined && isNext(log, named) && now <= first.ends && led.length < MOST_WORDS;
  const { of, at, still, note } = newest;
  // So with a log that stands still: its days are those of the first time.
  const stood = heardOf.findLast((one) => one.still) ?? newest;
  const ends = Math.min(stood.ends, newest.ends, awaiting ? first.ends : Infinity);
  return { of, at, until: ends, awaiting, still, note, each: heardOf };
}
