import { NoteError, splitNote } from "@niuniu/note";
import { z } from "zod";

const stone = z.object({
  origin: z.string(),
  index: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1),
});

/** Of which log, and where in it, a tombstone speaks; null for what is none. Who signed it was checked before it came here. */
export function stoneIn(note: string): z.infer<typeof stone> | null {
  try {
    const read = stone.safeParse(JSON.parse(splitNote(note).text));
    return read.success ? read.data : null;
  } catch (error) {
    if (error instanceof NoteError || error instanceof SyntaxError) return null;
    throw error;
  }
}
