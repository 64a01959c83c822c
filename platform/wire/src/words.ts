// Letters of any script, ideographs, numbers, and braille as it is typed; without fillers, which are letters and blank.
const WORD = /(?![\p{DI}\u2800])[\p{L}\p{N}\p{Script=Braille}]/u;

/** True for a text with anything of a word in it. A blank, a mark that stands on nothing, a full stop, a picture say nothing. */
export function hasWords(text: string): boolean {
  return WORD.test(text);
}
