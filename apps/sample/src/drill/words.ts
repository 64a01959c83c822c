import { pageWords } from "@niuniu/cases/sample/visit";
import chinese from "./strings/zh-CN.json" with { type: "json" };
import english from "./strings/en.json" with { type: "json" };

/** The languages a drill is told in. */
export type Language = "en" | "zh-CN";
export type Values = Readonly<Record<string, string | number>>;

const sentences: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: { ...pageWords.en, ...english },
  "zh-CN": { ...pageWords["zh-CN"], ...chinese },
};

/**
 * A sentence of the drill's own or of the reporter's pages, filled as they fill it: a value is set apart where it is Latin or digits
 * and the text beside it Chinese. Throws for a key without words.
 */
export function say(language: Language, key: string, values: Values = {}): string {
  const text = sentences[language][key];
  if (text === undefined) throw new Error(`there are no words for ${key}`);
  return text
    .replaceAll(/\{(\w+)\}/g, (whole, name: string) => (name in values ? `\x7f${String(values[name])}\x7f` : whole))
    .replaceAll(/([一-鿿])\x7f+(?=\w)|(\w)\x7f+(?=[一-鿿])/g, "$1$2 ")
    .replaceAll("\x7f", "");
}

const LOCALES: Readonly<Record<Language, string>> = { en: "en-GB", "zh-CN": "zh-CN" };
const DAY = { day: "numeric", month: "long" } as const;
const MOMENT = { ...DAY, weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

/** A moment (ms since epoch) as people there say it. `zone`: such as "+08:00". */
export const momentIn = (language: Language, at: number, zone: string): string =>
  new Intl.DateTimeFormat(LOCALES[language], { ...MOMENT, timeZone: zone }).format(at);

/** A day, "YYYY-MM-DD". */
export const dayIn = (language: Language, day: string): string =>
  new Intl.DateTimeFormat(LOCALES[language], { ...DAY, timeZone: "UTC" }).format(Date.parse(day));
