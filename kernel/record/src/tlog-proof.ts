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
// A tree whose size is a whole number that JavaScript holds exactly needs fewer.
const MOST_HASHES = 63;

type Parts = { readonly head: readonly string[]; readonly hashes: readonly Uint8Array[]; readonly checkpoint: string };

function join({ head, hashes, checkpoint }: Parts): string {
  return `${[...head, ...hashes.map(hashOut)].join("\n")}\n\n${checkpoint}`;
}

/** Splits off the first `count` lines that `count(lines)` asks for; the other lines are hashes, then comes a note. */
function take(text: string, count: (lines: readonly string[]) => number): Parts {
  const blank = text.indexOf("\n\n");
  const lines = text.slice(0, Math.max(blank, 0)).split("\n");
  const rest = lines.splice(count(lines));
  if (blank < 0 || rest.length > MOST_HASHES) throw malformed("proof");
  const checkpoint = text.slice(blank + 2);
  strictly(() => splitNote(checkpoint));
  return { head: lines, hashes: rest.map(hashIn), checkpoint };
}

function after(word: string, line: string | undefined): string {
  if (line?.startsWith(`${word} `) !== true) throw malformed(`no line "${word}"`);
  return line.slice(word.length + 1);
}

/** The text of a proof (C2SP tlog-proof). */
export function writeTlogProof({ extra, index, hashes, checkpoint }: TlogProof): string {
  const head = [TITLE, ...(extra === null ? [] : [`extra ${toBase64(extra)}`]), `index ${whole(index, "index")}`];
  return join({ head, hashes, checkpoint });
}

/** Reads a proof. It checks the shape only and trusts nobody; a proof has one spelling, else RecordError "record/malformed". */
export function readTlogProof(text: string): TlogProof {
  const { head, ...rest } = take(text, (lines) => (lines[1]?.startsWith("extra ") === true ? 3 : 2));
  const [title, ...fields] = head;
  if (title !== TITLE) throw malformed("not a proof");
  const index = decimal(after("index", fields.pop()), "index");
  const extra = fields[0] === undefined ? null : after("extra", fields[0]);
  return { extra: extra === null ? null : strictly(() => fromBase64(extra)), index, ...rest };
}

/** What is sent to a witness (C2SP tlog-witness, add-checkpoint). */
export function writeAddCheckpoint({ old, hashes, checkpoint }: AddCheckpoint): string {
  return join({ head: [`old ${whole(old, "old size")}`], hashes, checkpoint });
}

/** Reads what is sent to a witness. It checks the shape only and trusts nobody; RecordError "record/malformed". */
export function readAddCheckpoint(text: string): AddCheckpoint {
  const { head, ...rest } = take(text, () => 1);
  return { old: decimal(after("old", head[0]), "old size"), ...rest };
}
