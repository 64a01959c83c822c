import type { Language } from "@niuniu/ui";
import type { KnownWords } from "@niuniu/ui/area";

/** What a template may leave open, as it is written in each language. */
const blanks = {
  next: { en: "date of my next message", "zh-CN": "下次回复的日期" },
  name: { en: "your own name", "zh-CN": "你自己的姓名" },
  why: { en: "say what, and why", "zh-CN": "请写明还差什么，为什么" },
  begun: { en: "date of the report", "zh-CN": "报告的日期" },
} as const;
type Blank = keyof typeof blanks;

/** Every blank as a text in this language has it. */
export const blanksIn = (language: Language): readonly string[] =>
  Object.values(blanks).map((words) => `{${words[language]}}`);

const all = Object.entries(blanks).flatMap(([blank, words]) =>
  (["en", "zh-CN"] as const).map((language) => ({ blank: blank as Blank, language, text: `{${words[language]}}` })),
);
// As a template has it that was saved before the blank was called otherwise.
all.push({ blank: "next", language: "en", text: "{date of next word}" });

/** A day as a letter in this language writes it, whatever the language of the page. */
function written(value: string, language: Language): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return value;
  const form = { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, form).format(new Date(`${value}T00:00:00Z`));
}

/** The text with what is known in it; what is not stays open, in its braces. */
export function fillIn(text: string, known: KnownWords): string {
  return all.reduce((filled, { blank, language, text: open }) => {
    // What is missing, and why, only whoever writes knows.
    const value = blank === "why" ? null : known[blank];
    return value === null ? filled : filled.replaceAll(open, () => written(value, language));
  }, text);
}

/** What is still open in a text, each once, in its order: ours, and whatever else somebody left in braces to be filled in. */
export const openIn = (text: string): readonly string[] => [...new Set(text.match(/\{[^{}\n]{1,60}\}/gu))];
