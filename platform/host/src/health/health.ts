import type { HealthLine, HealthState, Sentence } from "@niuniu/wire";
import type { Database } from "../database.ts";

/** What is looked at: a line whose server runs, or one that lies still. */
export interface Seen {
  readonly db: Database;
  /** ms since epoch. */
  readonly now: number;
  /** The data folder, or null where there is none to look into. */
  readonly data: string | null;
  /** Where people reach it. */
  readonly origin: string;
  /** Where it listens; null while it does not. */
  readonly listens: { readonly address: string; readonly port: number } | null;
  /** Bytes that are to be kept free. */
  readonly keepFree: number;
  /** The version of this program. */
  readonly software: string;
}

/** What fills a sentence: a number, words that are the same in every language, or a day, "YYYY-MM-DD". */
export type Fact = number | string | { readonly day: string };

/** What somebody found who looked. */
export interface Sign {
  readonly code: string;
  readonly state: HealthState;
  readonly facts?: Readonly<Record<string, Fact>>;
}

/** A feature's part: a sentence for everything it can find, and how it looks. Only reads. */
export interface HealthOf {
  readonly says: Readonly<Record<string, Sentence>>;
  readonly look: (seen: Seen) => Promise<readonly Sign[]>;
}

/** Of a part that could not look. */
const UNSEEN: Sentence = {
  en: "{part}: this could not be looked at. Does the database answer, and was the server started since it was updated?",
  "zh-CN": "{part}：没有看成。数据库有回应吗？更新之后启动过服务器吗？",
};

const LANGUAGES = { en: "en-GB", "zh-CN": "zh-CN" } as const;

function told(fact: Fact, language: keyof Sentence): string {
  if (typeof fact === "string") return fact;
  const locale = LANGUAGES[language];
  if (typeof fact === "number") return fact.toLocaleString(locale);
  return new Date(`${fact.day}T00:00:00Z`).toLocaleDateString(locale, { dateStyle: "long", timeZone: "UTC" });
}

/** `{name}` becomes the fact, and `{name|day|days}` the first word where it is 1, else the second. */
const FILLED = /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g;

function filled(sentence: Sentence, facts: Readonly<Record<string, Fact>>): Sentence {
  const of = (language: keyof Sentence): string =>
    sentence[language].replace(FILLED, (whole, name: string, one?: string, other?: string) => {
      const fact = facts[name];
      if (fact === undefined) return whole;
      return one === undefined ? told(fact, language) : ((fact === 1 ? one : other) ?? one);
    });
  return { en: of("en"), "zh-CN": of("zh-CN") };
}

/** What the parts find, each by itself and in their order: one that fails is a line, and hides none of the others. */
export async function linesOf(parts: ReadonlyMap<string, HealthOf>, seen: Seen): Promise<readonly HealthLine[]> {
  const looked = [...parts].map(async ([part, { says, look }]): Promise<readonly HealthLine[]> => {
    const signs = await look(seen).catch(() => null);
    if (signs === null) return [{ code: `${part}/unseen`, state: "ill", sentence: filled(UNSEEN, { part }) }];
    return signs.map(({ code, state, facts = {} }) => {
      const sentence = says[code];
      if (sentence === undefined) throw new Error(`${code} has no sentence`);
      return { code, state, sentence: filled(sentence, facts) };
    });
  });
  return (await Promise.all(looked)).flat();
}
