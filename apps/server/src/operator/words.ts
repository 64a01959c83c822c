import chinese from "./strings/zh-CN.json" with { type: "json" };
import english from "./strings/en.json" with { type: "json" };

/** The languages an operator can be spoken to in. */
export type Language = "en" | "zh-CN";
/** Every sentence these commands can say. */
export type WordKey = keyof typeof english;
/** What is filled into a sentence. */
export type Values = Readonly<Record<string, string | number>>;

const FILLED = /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g;
const sentences: Readonly<Record<Language, Readonly<Record<WordKey, string>>>> = { en: english, "zh-CN": chinese };

/**
 * A sentence in a language, its values filled in: `{name}` with the value, and `{name|row|rows}` with the first word where
 * it is 1, else with the second.
 */
export function say(language: Language, key: WordKey, values: Values = {}): string {
  return sentences[language][key].replace(FILLED, (whole, name: string, one?: string, other?: string) => {
    const value = values[name];
    if (value === undefined || one === undefined) return String(value ?? whole);
    return value === 1 ? one : (other ?? one);
  });
}

/** The language of `--lang`, else of the environment (LC_ALL, LC_MESSAGES, LANG); null for one we do not speak. */
export function languageOf(
  asked: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Language | null {
  if (asked !== undefined) return asked === "en" || asked === "zh-CN" ? asked : null;
  const { LC_ALL = "", LC_MESSAGES = "", LANG = "" } = environment;
  const set = [LC_ALL, LC_MESSAGES, LANG].find((value) => value !== "") ?? "";
  return /^zh/i.test(set) ? "zh-CN" : "en";
}
