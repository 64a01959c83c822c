import { NoteError } from "./note-error.ts";

/** Fields as one line of JSON, the way they are signed or committed to. */
export function jsonLine(fields: object): string {
  return `${JSON.stringify(fields)}\n`;
}

/** Reads a line of JSON. There is one spelling, what `write` makes of its fields again; else NoteError "note/malformed". */
export function readJsonLine<T extends object>(line: string, write: (fields: T) => string): T {
  let fields: T | null = null;
  try {
    fields = JSON.parse(line) as T | null;
  } catch {
    // Refused below, like any other text that is not ours.
  }
  if (typeof fields === "object" && fields !== null && write(fields) === line) return fields;
  throw new NoteError("note/malformed", "not a line of JSON in its one spelling");
}

/** The text, if it is a day that exists, "YYYY-MM-DD"; else NoteError "note/malformed". */
export function dayText(text: string): string {
  const day = new Date(`${text}T00:00:00.000Z`);
  if (!Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text) return text;
  throw new NoteError("note/malformed", "day");
}

/** The text, if it is one and holds no half surrogate pair: readers disagree about those. Else NoteError "note/malformed". */
export function wellFormed(text: string): string {
  if (typeof text === "string" && text.isWellFormed()) return text;
  throw new NoteError("note/malformed", "a field is no text");
}
