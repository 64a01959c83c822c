import { concatBytes, fromBase64, NoteError, readNote, splitNote, toBase64, type Verify } from "@niuniu/note";
import { Refused } from "@niuniu/wire";
import type { Draft } from "../routes.ts";
import type { DraftRow } from "./store-statements.ts";

/** The note of a draft: its text and the lines gathered, in the order of ids; the text alone while nobody signed. */
export function noteOf(text: string, lines: ReadonlyMap<string, string>): string {
  if (lines.size === 0) return text;
  const sorted = [...lines].sort(([a], [b]) => (a < b ? -1 : 1));
  return `${text}\n${sorted.map(([, line]) => line).join("")}`;
}

/** A draft as it travels. */
export function draftAnswer({ text, proposer, lines, ends, reason }: DraftRow): Draft {
  return { note: noteOf(text, lines), by: proposer, signed: [...lines.keys()].sort(), ends, reason };
}

/** The text of a signed note. Refused "people/unsound-signature" if it is no note. */
export function textOf(note: string): string {
  try {
    return splitNote(note).text;
  } catch (error) {
    if (error instanceof NoteError) throw new Refused("people/unsound-signature");
    throw error;
  }
}

/**
 * The one good signature line of this signer in a note; what others signed in it is left aside. Refused
 * "people/unsound-signature" if it is missing, there twice, or does not match the key (base64).
 */
export function signatureLineOf(
  note: string,
  signer: { readonly id: string; readonly key: string },
  verify: Verify,
): string {
  try {
    const { text, signatures } = splitNote(note);
    const [mine, ...more] = signatures.filter(({ name }) => name === signer.id);
    if (mine === undefined || more.length > 0) throw new Refused("people/unsound-signature");
    const line = `— ${mine.name} ${toBase64(concatBytes(mine.keyId, mine.signature))}\n`;
    readNote(`${text}\n${line}`, [{ name: signer.id, key: fromBase64(signer.key) }], verify);
    return line;
  } catch (error) {
    if (error instanceof NoteError) throw new Refused("people/unsound-signature");
    throw error;
  }
}
