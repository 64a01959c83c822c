import { NoteError, splitNote, toBase64 } from "@niuniu/note";
import { publicCommitment } from "@niuniu/record";
import type { Source } from "../source.ts";
import { HostLied } from "../trouble.ts";
import { hashOf, type Buried, type Facts } from "./facts.ts";
import { parseFields } from "./json.ts";
import { hash } from "./hashing.ts";
import type { Reached, Remembered } from "./state.ts";
import { Texts } from "./texts.ts";

const DAY = 86_400_000;

/** Whether it is a day since all texts were read, or the clock was set back. `now`: ms since epoch. */
export function isDue({ textsRead }: Remembered, now: number): boolean {
  return now - textsRead >= DAY || now < textsRead;
}

/** Reads every text again that was read before: each is the same, or was taken away since and is `buried` now. */
export async function reread(source: Source, before: Reached): Promise<Reached> {
  const texts = new Texts(source, -1, 0);
  const gone = new Set(before.facts.buried.map(({ index }) => index));
  const buried = [...before.facts.buried];
  for (const [index, commitment] of before.texts) {
    const entry = await texts.next();
    if (entry?.index !== index) throw new HostLied("lie.text-missing", { index });
    const { salt, text, tombstone: note } = entry;
    if (text === null) {
      if (!gone.has(index)) buried.push({ index, note, known: true });
    } else if (toBase64(publicCommitment(salt, text, hash)) !== commitment) {
      throw new HostLied("lie.text", { index }, { "text.txt": text, "salt.bin": salt });
    }
  }
  return { ...before, facts: { ...before.facts, buried } };
}

function dayOf(note: string): number {
  try {
    return Date.parse(String(parseFields(splitNote(note).text)?.["date"]));
  } catch (cause) {
    if (cause instanceof NoteError) return Number.NaN;
    throw cause;
  }
}

/**
 * Texts taken away so lately that the checkpoint, signed every five minutes, may not reach their tombstone: they are looked
 * at again in the next run. The date is only as good as the signature on the note.
 */
export function waitingIn({ buried, tombstones }: Facts, now: number): readonly Buried[] {
  const published = new Set(tombstones);
  return buried.filter(
    ({ note }) => note !== null && !published.has(hashOf(note)) && Math.abs(now - dayOf(note)) < 2 * DAY,
  );
}
