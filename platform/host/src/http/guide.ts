import { html, type Html } from "./html.ts";
import type { Language } from "./language.ts";

/** The words of a page by key, in every language. */
export type Words = Readonly<Record<Language, Readonly<Record<string, string>>>>;

/** What stands in the gaps of a sentence, by name; null: there is no such thing here, and a point that needs it is left out. */
export type Filled = Readonly<Record<string, Html | string | null>>;

/** A page of advice that is written once for everybody: sections, each of a title and of points to read one by one. */
export interface Guide {
  /** One sentence. A key without words is a mistake of ours: it throws. */
  readonly say: (key: string) => Html;
  /** The same as plain text, for where no markup can stand. */
  readonly plain: (key: string) => string;
  /** The points under `SECTION.item1`, `SECTION.item2` and so on, in that order. */
  readonly points: (section: string) => readonly Html[];
  /** A section with its title. */
  readonly section: (section: string) => Html;
}

const GAP = /\{(\w+)\}/;

/** The words under `prefix` in one language, with what fills their gaps. */
export function guideIn(words: Words, prefix: string, language: Language, filled: Filled = {}): Guide {
  const mine = words[language];
  const textOf = (key: string): string => {
    const text = mine[`${prefix}.${key}`];
    if (text === undefined) throw new Error(`there are no words for ${prefix}.${key}`);
    return text;
  };
  const fill = (text: string): Html =>
    html`${text.split(GAP).map((part, at) => {
      const value = at % 2 === 0 ? part : (filled[part] ?? `{${part}}`);
      return typeof value === "string" ? html`${value}` : value;
    })}`;
  const needsWhatIsNot = (text: string): boolean =>
    text.split(GAP).some((part, at) => at % 2 === 1 && filled[part] === null);
  const points = (section: string): readonly Html[] =>
    Object.entries(mine).flatMap(([key, text]) =>
      key.startsWith(`${prefix}.${section}.item`) && !needsWhatIsNot(text) ? [fill(text)] : [],
    );
  return {
    say: (key) => fill(textOf(key)),
    plain: textOf,
    points,
    section: (section) =>
      html`<h2>${fill(textOf(`${section}.title`))}</h2>
        <ul>
          ${points(section).map((point) => html`<li>${point}</li>`)}
        </ul>`,
  };
}
