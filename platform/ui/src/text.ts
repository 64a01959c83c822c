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

/**
 * Fills `{name}` with a value, and `{name|day|days}` with the first word where the value is 1, else with the second.
 * A name without a value stays as it is, so that a mistake is seen. A value is set apart from the text beside it where one is
 * Chinese and the other Latin or digits, so that a Chinese text has no space of its own beside `{name}`.
 */
export function fill(text: string, values: Values): string {
  // DEL, which nobody writes, marks where a value begins and ends until that is seen to.
  return text
    .replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, other?: string) => {
      const value = values[name];
      if (value === undefined) return whole;
      if (one === undefined) return `\x7f${value}\x7f`;
      return value === 1 ? one : (other ?? one);
    })
    .replace(/([一-鿿])\x7f+(?=\w)|(\w)\x7f+(?=[一-鿿])/g, "$1$2 ")
    .replace(/\x7f/g, "");
}

/** The text of `key` in the language of the page, else in the other one, else the key itself. Never HTML. */
export function t(key: string, values: Values = {}): string {
  return fill(known[language()][key] ?? known.en[key] ?? known["zh-CN"][key] ?? key, values);
}
