import { useEffect, useState } from "preact/hooks";

/**
 * Unsent text, by case and purpose. In this tab's memory only: nothing a handler types is ever written down unsealed.
 * It outlives a locked key and a refused act, and ends with the tab.
 */
const drafts = new Map<string, string>();

/** The unsent text for `key`, and how to change it. */
export function useDraft(key: string): readonly [string, (text: string) => void] {
  const [, again] = useState(0);
  return [
    drafts.get(key) ?? "",
    (text) => {
      if (text === "") drafts.delete(key);
      else drafts.set(key, text);
      again((count) => count + 1);
    },
  ];
}

/** Asks before a tab with unsent text is closed. */
export function useLeaveWarning(): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => {
      if (drafts.size > 0) event.preventDefault();
    };
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, []);
}
