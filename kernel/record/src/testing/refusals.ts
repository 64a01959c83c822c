import fc from "fast-check";
import { RecordError } from "../record-error.ts";

/** The code by which something is refused, or "accepted"; any other error is thrown on. */
export function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof RecordError) return error.code;
    throw error;
  }
  return "accepted";
}

/** Every note one character away from a good one. */
export function edited(note: string): fc.Arbitrary<string> {
  const parts = fc.tuple(fc.nat(note.length - 1), fc.nat(1), fc.string({ maxLength: 1 }));
  return parts
    .map(([at, length, letter]) => note.slice(0, at) + letter + note.slice(at + length))
    .filter((text) => text !== note);
}
