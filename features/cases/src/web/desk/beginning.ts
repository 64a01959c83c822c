/** About as wide as a screenful is, in letters; a Chinese character is as wide as two, and the end of a line takes half of one. */
const SCREENFUL = 1_200;
const LINE = 60;
/** What is left must be worth a press. */
const WORTH = 400;

function widthOf(letter: string): number {
  if (letter === "\n") return LINE / 2;
  return letter.length > 1 || /[\u2e80-\uffef]/u.test(letter) ? 2 : 1;
}

/** The first screenful of a text, to the end of a paragraph, a sentence or a word; all of it where little more would be left. */
export function beginningOf(text: string): string {
  let width = 0;
  let at = 0;
  let cut = text.length;
  for (const letter of text) {
    width += widthOf(letter);
    at += letter.length;
    if (width <= SCREENFUL) cut = at;
  }
  if (width <= SCREENFUL + WORTH) return text;
  const first = text.slice(0, cut);
  for (const marks of [["\n"], ["。", "！", "？", ". ", "! ", "? "], ["，", "；", " "]]) {
    const end = Math.max(...marks.map((mark) => first.lastIndexOf(mark)));
    if (end > cut / 2) return first.slice(0, end + 1).trimEnd();
  }
  return first;
}
