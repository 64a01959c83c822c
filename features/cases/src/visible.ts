// Letters, numbers, punctuation and signs, without those that are blank all the same: fillers, an empty braille cell, a note
// without a head, a place for an object.
const SEEN = /(?![\p{DI}\u2800\u{1d159}\ufffc])[\p{L}\p{N}\p{P}\p{S}]/u;

/** True for a text in which anything at all can be seen. A blank, a joiner, a mark that stands on nothing says nothing. */
export function hasWords(text: string): boolean {
  return SEEN.test(text);
}
