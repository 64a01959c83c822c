import { NoteError, readNote, signNote } from "@niuniu/note";
import type { Signer, Verifier, Verify } from "@niuniu/note";
import { SealError } from "./error.ts";

/** What every signed act says (seal.md §8). `previous` and `envelope` are lower-case hex of 32 bytes, `date` is a day. */
export type Act = {
  readonly niuniu: "act v1";
  readonly case: string;
  readonly number: number;
  /** The head of the case's chain that the author had seen. */
  readonly previous: string;
  /** The name of the key that signs: a member's id, or "reporter". */
  readonly by: string;
  readonly kind: string;
  readonly date: string;
  /** SHA-256 of the sealed message that goes with the act, or null. */
  readonly envelope: string | null;
} & Readonly<Record<string, unknown>>;

const isHash = matching(/^[0-9a-f]{64}$/);
const isWord = matching(/^[a-z0-9-]{1,40}$/);
const SHAPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  niuniu: (value) => value === "act v1",
  case: matching(/^[A-Za-z0-9-]{1,40}$/),
  number: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  previous: isHash,
  by: isWord,
  kind: isWord,
  date: matching(/^\d{4}-\d{2}-\d{2}$/),
  envelope: (value) => value === null || isHash(value),
};

/**
 * Signs an act with all its fields, in the order given, as a note with one signature (seal.md §8).
 * Throws "seal/bad-act" for an act that {@link readAct} would refuse.
 */
export function signAct(act: Act, signer: Signer): string {
  const text = `${JSON.stringify(act)}\n`;
  try {
    parseAct(text, signer.name);
    return signNote(text, [signer]);
  } catch (cause) {
    throw badAct(cause);
  }
}

/**
 * Reads an act that exactly this author signed. Trusts only the key given; who the author may be and what the act may
 * do is for the caller to decide. Throws "seal/bad-act".
 */
export function readAct(note: string, author: Verifier, verify?: Verify): Act {
  try {
    const { text } = readNote(note, [author], verify);
    // A second signature line would let anybody change the note's bytes, and with them its place in the chain.
    if (note.slice(text.length).split("\n").length !== 3) throw badAct();
    return parseAct(text, author.name);
  } catch (cause) {
    throw badAct(cause);
  }
}

function parseAct(text: string, author: string): Act {
  const act: unknown = JSON.parse(text);
  // One act has one text: no double keys, no white space, nothing a reader could be shown differently.
  if (`${JSON.stringify(act)}\n` !== text || !isAct(act) || act.by !== author) throw badAct();
  return act;
}

function isAct(value: unknown): value is Act {
  if (typeof value !== "object" || value === null) return false;
  const fields = value as Readonly<Record<string, unknown>>;
  return Object.entries(SHAPES).every(([name, fits]) => fits(fields[name]));
}

function matching(shape: RegExp): (value: unknown) => boolean {
  return (value) => typeof value === "string" && shape.test(value);
}

function badAct(cause?: unknown): SealError {
  if (cause instanceof SealError) return cause;
  const why = cause instanceof NoteError ? cause.code : "it is not spelt as one";
  return new SealError("seal/bad-act", `this is not an act its author signed: ${why}`, { cause });
}
