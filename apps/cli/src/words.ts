import chinese from "./strings/zh-CN.json" with { type: "json" };
import english from "./strings/en.json" with { type: "json" };

/** The languages a person can be spoken to in. */
export type Language = "en" | "zh-CN";
/** Every sentence this program can say. */
export type WordKey = keyof typeof english;
/** What is filled into a sentence. */
export type Values = Readonly<Record<string, string | number>>;
/** A sentence still without a language, so that it can be kept, mailed and compared. */
export interface Sentence {
  readonly key: WordKey;
  readonly values: Values;
}

const sentences: Readonly<Record<Language, Readonly<Record<WordKey, string>>>> = { en: english, "zh-CN": chinese };
const FILLED = /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g;
/** What a host answers may be shown to a person; it must not move the cursor or turn the direction of writing. */
// eslint-disable-next-line no-control-regex -- exactly these are to be taken out
const MISLEADING = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/gu;

/**
 * A sentence of this program in a language, with its values filled in on one line each: `{name}` with the value, and
 * `{name|minute|minutes}` with the first word where it is 1, else with the second.
 */
export function say(language: Language, key: WordKey, values: Values = {}): string {
  return sentences[language][key].replace(FILLED, (whole, name: string, one?: string, other?: string) => {
    const value = values[name];
    if (value !== undefined && one !== undefined) return value === 1 ? one : (other ?? one);
    return value === undefined ? whole : String(value).replace(MISLEADING, " ").slice(0, 500);
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
