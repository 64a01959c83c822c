import { useEffect, useState } from "preact/hooks";
import { tab } from "./shelves.ts";

/** The two languages of the product; each string exists in both. */
export type Language = "en" | "zh-CN";

const KEPT = "niuniu.language";
const listeners = new Set<() => void>();
let current: Language = "en";

/** Chinese for any Chinese tag, English for everything else. */
export function languageOf(tag: string): Language {
  return tag.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

/** The language of the page now. */
export function language(): Language {
  return current;
}

/**
 * Takes the language from `?lang=`, else from this tab's choice, else from the browser. To be called once, before
 * the first rendering. Nothing is stored outside the tab, and no cookie is set.
 */
export function startLanguage(): void {
  const asked = new URLSearchParams(location.search).get("lang") ?? tab.getItem(KEPT);
  current = languageOf(asked ?? navigator.language);
  document.documentElement.lang = current;
}

const preparing = new Set<(next: Language) => Promise<void>>();

/** Runs `prepare` before any later change of language: for words that are fetched one language at a time. */
export function beforeLanguage(prepare: (next: Language) => Promise<void>): void {
  preparing.add(prepare);
}

/** Changes the language for this tab, as soon as its words are here. The page keeps everything typed. */
export async function chooseLanguage(next: Language): Promise<void> {
  // A part whose words do not arrive falls back to the language it has.
  await Promise.allSettled([...preparing].map((prepare) => prepare(next)));
  current = next;
  tab.setItem(KEPT, next);
  document.documentElement.lang = next;
  for (const listener of listeners) listener();
}

/** The language, and a new rendering of the calling component whenever it changes. */
export function useLanguage(): Language {
  const [, again] = useState(0);
  useEffect(() => {
    const listener = (): void => again((count) => count + 1);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return current;
}
