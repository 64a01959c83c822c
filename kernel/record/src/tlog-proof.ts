import { fromBase64, splitNote, toBase64 } from "@niuniu/note";
import { decimal, hashIn, hashOut, malformed, strictly, whole } from "./spelling.ts";

/** That one entry stands in a log, as one text to keep: everything needed is inside, apart from the log's key. */
export type TlogProof = {
  /** What the entry cannot show by itself; here always an opening. */
  readonly extra: Uint8Array | null;
  readonly index: number;
  /** The hashes beside the way from the entry to the root, lowest first. */
  readonly hashes: readonly Uint8Array[];
  /** The checkpoint as a signed note, with whatever cosignatures there are. */
  readonly checkpoint: string;
};

/** What a witness is asked to sign: a checkpoint, and that it continues the one of size `old`. */
export type AddCheckpoint = {
  readonly old: number;
  /** The consistency proof from `old` to the checkpoint's size. */
  readonly hashes: readonly Uint8Array[];
  readonly checkpoint: string;
};

const TITLE = "c2sp.org/tlog-proof@v1";
// A tree whose size is a whole number that JavaScript holds exactly needs at most 63 hashes. Then comes a note.
const PROOF = /^c2sp\.org\/tlog-proof@v1\n(?:extra (.*)\n)?index (.*)\n((?:.+\n){0,63})\n([^]*)$/;
const ADD = /^old (.*)\n((?:.+\n){0,63})\n([^]*)$/;

function join(head: readonly string[], hashes: readonly Uint8Array[], checkpoint: string): string {
  return `${[...head, ...hashes.map(hashOut)].join("\n")}\n\n${checkpoint}`;
}

function readRest(hashes = "", checkpoint = "") {
  strictly(() => splitNote(checkpoint));
  return { hashes: hashes.split("\n").slice(0, -1).map(hashIn), checkpoint };
}

/** The text of a proof (C2SP tlog-proof). */
export function writeTlogProof({ extra, index, hashes, checkpoint }: TlogProof): string {
  const head = [TITLE, ...(extra === null ? [] : [`extra ${toBase64(extra)}`]), `index ${whole(index, "index")}`];
  return join(head, hashes, checkpoint);
}

/** Reads a proof. It checks the shape only and trusts nobody; a proof has one spelling, else RecordError "record/malformed". */
export function readTlogProof(text: string): TlogProof {
  const [found, extra, index, hashes, checkpoint] = PROOF.exec(text) ?? [];
  if (found === undefined) throw malformed("proof");
  const bytes = extra === undefined ? null : strictly(() => fromBase64(extra));
  return { extra: bytes, index: decimal(index, "index"), ...readRest(hashes, checkpoint) };
}

/** What is sent to a witness (C2SP tlog-witness, add-checkpoint). */
export function writeAddCheckpoint({ old, hashes, checkpoint }: AddCheckpoint): string {
  return join([`old ${whole(old, "old size")}`], hashes, checkpoint);
}

/** Reads what is sent to a witness. It checks the shape only and trusts nobody; RecordError "record/malformed". */
export function readAddCheckpoint(text: string): AddCheckpoint {
  const [, old, hashes, checkpoint] = ADD.exec(text) ?? [];
  return { old: decimal(old, "old size"), ...readRest(hashes, checkpoint) };
}
