import { fromBase64, NoteError, readNote, type Verify } from "@niuniu/note";
import { Refused } from "@niuniu/wire";
import type { Away } from "../rules.ts";

/**
 * Reads a signed absence note: one line of JSON `{"niuniu":"absence v1","by","from","until"}` in exactly this
 * spelling, signed by this member and nobody else. Refused "people/unsound-absence" for anything else. Whether the
 * days are acceptable is another question.
 */
export function readAbsence(note: string, member: { readonly id: string; readonly key: string }, verify: Verify): Away {
  const refused = new Refused("people/unsound-absence");
  try {
    const { text } = readNote(note, [{ name: member.id, key: fromBase64(member.key) }], verify);
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) throw refused;
    const { from, until } = value as Readonly<Record<string, unknown>>;
    if (typeof from !== "string" || typeof until !== "string") throw refused;
    // One spelling only: no second reading of the same bytes, no field that nobody looks at.
    const expected = `${JSON.stringify({ niuniu: "absence v1", by: member.id, from, until })}\n`;
    if (text !== expected) throw refused;
    return { from, until };
  } catch (error) {
    if (error instanceof NoteError || error instanceof SyntaxError) throw refused;
    throw error;
  }
}
