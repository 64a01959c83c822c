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
/**
 * What a host answers may be shown to a person, as far as it is seen: letters, numbers, signs and the plain space. Anything else
 * moves the cursor, turns the direction of writing, hides, or says nothing.
 */
const UNSEEN = /[^\p{L}\p{Mn}\p{Mc}\p{N}\p{P}\p{S} ]|[\p{Default_Ignorable_Code_Point}\u2800]/gu;
const PILE = /(\p{M}{2})\p{M}+/gu;

const seen = (text: string): string => text.replace(UNSEEN, " ").replace(/ {2,}/g, " ").replace(PILE, "$1");

/** One line of JSON for a program, in which what is not seen stands as an escape: terminals show programs' output as well. */
export function jsonText(value: object): string {
  const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value).replace(UNSEEN, (one) => one.split("").map(escaped).join(""));
}

/**
 * A sentence of this program in a language, with its values filled in on one line each: `{name}` with the value, and
 * `{name|minute|minutes}` with the first word where it is 1, else with the second.
 */
export function say(language: Language, key: WordKey, values: Values = {}): string {
  return sentences[language][key].replace(FILLED, (whole, name: string, one?: string, other?: string) => {
    const value = values[name];
    if (value !== undefined && one !== undefined) return value === 1 ? one : (other ?? one);
    return value === undefined ? whole : seen(String(value).slice(0, 500));
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
