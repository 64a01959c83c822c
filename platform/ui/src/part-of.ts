import type { Language } from "./language.ts";
import { addStringsLater, type Strings } from "./text.ts";

type Words = { readonly default: Strings };

/** A part of the page and its words in the language of the page, each fetched once, side by side. */
export function partOf<Part>(
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
