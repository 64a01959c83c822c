import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Language, Values } from "@niuniu/ui";
import { fill } from "../platform/ui/src/text.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

function stringsOf(language: Language): Readonly<Record<string, string>> {
  const files = globSync([`features/*/src/web/**/${language}.json`, `platform/*/src/**/${language}.json`], {
    cwd: ROOT,
  });
  const read = files.map((file) => JSON.parse(readFileSync(`${ROOT}${file}`, "utf8")) as Record<string, string>);
  return Object.assign({}, ...read) as Record<string, string>;
}

const known: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: stringsOf("en"),
  "zh-CN": stringsOf("zh-CN"),
};

/** What a page says under this key in this language; a key nobody wrote is a mistake of the journey. */
export type Phrases = (key: string, values?: Values) => string;

/** The words people see, so that a journey presses what is written on a button and not what it is called inside. */
export function phrasesIn(language: Language): Phrases {
  return (key, values = {}) => {
    const text = known[language][key];
    if (text === undefined) throw new Error(`no such words: ${key}`);
    return fill(text, values);
  };
}
