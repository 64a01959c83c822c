import { beforeLanguage, language, type Language } from "./language.ts";

/** Key → text, for one language. Keys start with the name of the feature that owns them. */
export type Strings = Readonly<Record<string, string>>;
export type Values = Readonly<Record<string, string | number>>;

const known: Record<Language, Record<string, string>> = { en: {}, "zh-CN": {} };

/** Makes the strings of a feature known. May be called again as further parts of it are loaded. */
export function addStrings(strings: Readonly<Record<Language, Strings>>): void {
  Object.assign(known.en, strings.en);
  Object.assign(known["zh-CN"], strings["zh-CN"]);
}

/** Makes strings known that are fetched one language at a time: those of the page now, others when they are chosen. */
export async function addStringsLater(load: (language: Language) => Promise<Strings>): Promise<void> {
  const fetchFor = async (asked: Language): Promise<void> => {
    Object.assign(known[asked], await load(asked));
  };
  await fetchFor(language());
  beforeLanguage(fetchFor);
}

/** A space where Chinese and Latin letters or digits meet, nothing elsewhere: `a` before, `b` after. */
const gap = (a = "", b = ""): string => (/[一-鿿]\w|\w[一-鿿]/.test(a + b) ? " " : "");

/**
 * Fills `{name}` with a value, and `{name|day|days}` with the first word where the value is 1, else with the second.
 * A name without a value stays as it is, so that a mistake is seen. A value is set apart from the text beside it where one is
 * Chinese and the other Latin or digits, so that a Chinese text has no space of its own beside `{name}`.
 */
export function fill(text: string, values: Values): string {
  return text.replace(
    /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g,
    (whole, ...[name, one, other, at]: readonly [string, string | undefined, string, number]) => {
      const value = values[name];
      if (value === undefined) return whole;
      if (one !== undefined) return value === 1 ? one : other;
      const said = String(value);
      return gap(text[at - 1], said[0]) + said + gap(said.at(-1), text[at + whole.length]);
    },
  );
}

/** The text of `key` in the language of the page, else in the other one, else the key itself. Never HTML. */
export function t(key: string, values: Values = {}): string {
  return fill(known[language()][key] ?? known.en[key] ?? known["zh-CN"][key] ?? key, values);
}
