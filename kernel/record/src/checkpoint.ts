import type { Verifier, Verify } from "@niuniu/note";
import { decimal, hashIn, hashOut, malformed, signedBy, whole } from "./spelling.ts";

/** What a log says of itself at one moment: its name, how many entries it holds and the root over all of them. */
export type Checkpoint = {
  /** The name of the log and of its key. */
  readonly origin: string;
  readonly size: number;
  /** The RFC 6962 root, 32 bytes. */
  readonly root: Uint8Array;
  /** Further lines; nothing here depends on them. */
  readonly extensions: readonly string[];
};

function isLine(line: string): boolean {
  return line !== "" && !line.includes("\n");
}

/** The text of a checkpoint, to be signed as a note (C2SP tlog-checkpoint). A bad value is RecordError "record/malformed". */
export function writeCheckpoint({ origin, size, root, extensions }: Checkpoint): string {
  if (![origin, ...extensions].every(isLine)) throw malformed("a line of the checkpoint");
  return [origin, whole(size, "size"), hashOut(root), ...extensions, ""].join("\n");
}

/** Reads the text of a checkpoint. It checks the shape only and trusts nobody; RecordError "record/malformed". */
export function readCheckpoint(text: string): Checkpoint {
  const [origin = "", size, root, ...extensions] = text.split("\n");
  // What comes behind the last newline is nothing; every line before it says something.
  if (extensions.pop() !== "" || ![origin, ...extensions].every(isLine)) throw malformed("checkpoint");
  return { origin, size: decimal(size, "size"), root: hashIn(root), extensions };
}

/**
 * The checkpoint in a note that this log signed. It trusts the key given and nothing else: "record/wrong-origin" if it
 * speaks for another log, "record/unsigned" without a good signature, "record/malformed" for another shape (record.md §3).
 */
export function openCheckpoint(note: string, log: Verifier, verify?: Verify): Checkpoint {
  return signedBy(log, note, readCheckpoint, verify);
}
