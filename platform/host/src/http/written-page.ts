import { html, type Html } from "./html.ts";
import type { Language } from "./language.ts";
import { STYLE } from "./written-style.ts";

/** As it is: the style is ours, and its browser compares it by its hash. */
const style: Html = { html: `<style>${STYLE}</style>` };

const OTHER: Readonly<Record<Language, Language>> = { en: "zh-CN", "zh-CN": "en" };

/**
 * Beside the mark: the same page (`path`) in the other language, and the way out. A link, because without script nothing can take the place of a page
 * in its tab's history.
 */
export const languageAndExit = (
  path: string,
  language: Language,
  words: { readonly other: string; readonly exit: string },
): Html =>
  html`<span
    ><a href="${path}?lang=${OTHER[language]}" lang="${OTHER[language]}">${words.other}</a>
    <a class="exit" href="about:blank" rel="noreferrer">${words.exit}</a></span
  >`;

interface Written {
  readonly language: Language;
  readonly title: string;
  /** Beside the house's mark: such as a link to the same page in the other language. */
  readonly beside?: Html;
  readonly body: Html;
}

/** A page that needs no script and no second request, in the look of the house: its measure, light or dark as the reader has it, from 320 px on. */
export function writtenPage({ language, title, beside, body }: Written): string {
  const page = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title} · 牛牛</title>
        <link rel="icon" href="data:," />
        ${style}
      </head>
      <body>
        <header><a href="/">牛牛 Niuniu</a>${beside ?? ""}</header>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`;
  // The indentation of this source is not part of the page.
  return `${page.html.trimStart()}\n`;
}

/** The same in both languages, the reader's first. */
function twice(language: Language, said: Readonly<Record<Language, string>>): Html {
  const other = OTHER[language];
  return html`<p role="alert">${said[language]}</p>
    <p class="other" lang="${other}">${said[other]}</p>`;
}

const NOTHING_HERE = { en: "There is nothing at this address.", "zh-CN": "这个地址没有内容。" };
const TITLES = {
  nothing: { en: "Nothing here", "zh-CN": "没有这一页" },
  refused: { en: "This did not work", "zh-CN": "没有成功" },
  first: { en: "To the first page", "zh-CN": "回到首页" },
} as const;

const first = (language: Language): Html => html`<p><a href="/">${TITLES.first[language]}</a></p>`;

/** For a person who typed an address by hand; a program gets JSON. */
export const nothingHere = (language: Language): string =>
  writtenPage({
    ...{ language, title: TITLES.nothing[language] },
    body: html`${twice(language, NOTHING_HERE)} ${first(language)}`,
  });

/** The answer to a form that was posted without script. The sentences are our own; nothing the caller sent stands here. */
export const refusalPage = (
  language: Language,
  { code, sentence }: { readonly code: string; readonly sentence: Readonly<Record<Language, string>> },
): string =>
  writtenPage({
    ...{ language, title: TITLES.refused[language] },
    body: html`${twice(language, sentence)}
      <p class="other">${code}</p>
      ${first(language)}`,
  });
