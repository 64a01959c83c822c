import { addStringsLater, type Language, type Strings } from "@niuniu/ui";

/*
 * The parts of the reporter's page beyond the first screens. `/` loads exactly these in idle time, so that what a cache
 * holds tells only that the public page was seen, not whether somebody reported.
 */

type Words = { readonly default: Strings };

/** A part of the page and its words in the language of the page, each fetched once, side by side. */
function partOf<Part>(
  load: () => Promise<Part>,
  words: Readonly<Record<Language, () => Promise<Words>>>,
): () => Promise<Part> {
  let known: Promise<void> | null = null;
  return async () => {
    known ??= addStringsLater(async (language) => (await words[language]()).default);
    const [part] = await Promise.all([load(), known]).catch((error: unknown) => {
      known = null;
      throw error;
    });
    return part;
  };
}

/** The rest of the form, sealing and the receipt. */
export const loadReport = partOf(() => import("./report/index.ts"), {
  en: () => import("./strings/report/en.json"),
  "zh-CN": () => import("./strings/report/zh-CN.json"),
});

/** The thread behind a receipt. */
export const loadThread = partOf(() => import("./thread/index.ts"), {
  en: async () => ({ default: (await import("./thread/words-en.ts")).words }),
  "zh-CN": async () => ({ default: (await import("./thread/words-zh-CN.ts")).words }),
});
