import { readReceipt, spellCode, spellDigits, type Receipt } from "@niuniu/seal";

/** The word list's part in this; it is fetched only where eight words stand in a row. */
export interface WordList {
  readonly readWords: (text: string) => Receipt;
  readonly spellWords: (receipt: Receipt) => string;
}

/** Characters of a code and digits of a number, in whatever groups: at most three signs between two of them. */
const RUN = /[0-9a-z](?:[^\p{L}\p{N}]{0,3}[0-9a-z])*/giu;
const LENGTHS = [21, 30];
/** Of 21 random characters hardly any have fewer digits than this; of 21 letters of a sentence most have none. */
const DIGITS = 2;

/**
 * Whether a text holds a receipt in one of its spellings, whatever stands around it: anybody's, or `own` where it is known.
 * It is a question to ask before sending, no proof: a few texts that hold none look like it. Asks nobody.
 */
export async function holdsReceipt(
  text: string,
  loadWords: () => Promise<WordList>,
  own: Receipt | null = null,
): Promise<boolean> {
  const plain = text.normalize("NFKC");
  if (own !== null && holdsOwn(plain, own)) return true;
  if ((plain.match(RUN) ?? []).some(holdsCode)) return true;
  const runs = wordRuns(plain);
  if (runs.length === 0) return false;
  const { readWords } = await loadWords();
  return runs.some((words) => isRead(() => readWords(words)));
}

function holdsOwn(plain: string, own: Receipt): boolean {
  const bare = plain.toUpperCase().replaceAll(/[^0-9A-Z]/g, "");
  const code = spellCode(own).replaceAll(/[^0-9A-Z]/g, "");
  const digits = spellDigits(own).replaceAll(" ", "");
  return bare.replaceAll("O", "0").replaceAll(/[IL]/g, "1").includes(code) || bare.includes(digits);
}

/** Groups in a row that together are as long as a code or a number, and check. */
function holdsCode(run: string): boolean {
  const groups = run.match(/[0-9a-z]+/gi) ?? [];
  return groups.some((_, from) => {
    let joined = "";
    for (let at = from; at < groups.length && joined.length < 30; at++) {
      joined += groups[at] ?? "";
      const likely = LENGTHS.includes(joined.length) && (joined.match(/\d/g)?.length ?? 0) >= DIGITS;
      if (likely && isRead(() => readReceipt(joined))) return true;
    }
    return false;
  });
}

/** Every eight words in a row that could be of the list, which has none shorter than three letters. */
function wordRuns(plain: string): readonly string[] {
  const runs = plain.toLowerCase().match(/[a-z]{1,9}(?:[^\p{L}\p{N}]{1,3}[a-z]{1,9})*/gu) ?? [];
  return runs.flatMap((run) => {
    const words = run.match(/[a-z]+/g) ?? [];
    return words.flatMap((_, from) =>
      // Four words of the list have a dash and come as two.
      [8, 9, 10].flatMap((count) => {
        const row = words.slice(from, from + count);
        return row.length === count && row.filter((word) => word.length < 3).length <= count - 8 ? [row.join(" ")] : [];
      }),
    );
  });
}

function isRead(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}
