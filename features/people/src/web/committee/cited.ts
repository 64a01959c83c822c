import { NoteError, sha256, toHex, toUtf8 } from "@niuniu/note";
import { checkPublic, readPublic, RecordError } from "@niuniu/record";
import type { RecordView } from "@niuniu/trust";
import type { Ask } from "@niuniu/wire";
import { entries as entriesRoute, entry as entryRoute } from "@niuniu/wire/record";

const hashOf = (text: string): string => toHex(sha256(toUtf8(text)));

/** Whether an entry is cited by this hash: by that of its whole text, or of what stands in it, which is what the public record shows. */
function isCited(text: string, hash: string): boolean {
  try {
    return hashOf(text) === hash || hashOf(readPublic(text).body) === hash;
  } catch (error) {
    if (error instanceof RecordError) return false;
    throw error;
  }
}

/**
 * The index of the entry of the record that a statement cites by its hash, proven to stand there; null where the record holds no such
 * text. Reads all public entries. Throws CallError, and RecordError or NoteError for an entry that is shown and does not stand there.
 */
export async function citedAt(hash: string, { log }: Pick<RecordView, "log">, ask: Ask): Promise<number | null> {
  for (let after = -1, more = true; more;) {
    const read = await ask(entriesRoute, undefined, { parameters: { after } });
    const [found] = read.entries.flatMap(({ index, text }) =>
      text !== null && isCited(text, hash) ? [{ index, text }] : [],
    );
    if (found !== undefined) {
      const { proof } = await ask(entryRoute, undefined, { parameters: { index: found.index } });
      return checkPublic(proof, found.text, log).index;
    }
    after = read.entries.at(-1)?.index ?? after;
    more = read.more && read.entries.length > 0;
  }
  return null;
}

/** Whether this is how a look into the record fails where what is shown does not stand there. */
export const isUnproven = (error: unknown): boolean => error instanceof RecordError || error instanceof NoteError;
