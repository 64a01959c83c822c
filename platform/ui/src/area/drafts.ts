import { fromUtf8, toUtf8 } from "@niuniu/note";
import { recipientOf, sealTo } from "@niuniu/seal";
import { openWith, type Keys } from "@niuniu/seal/open";
import { useEffect, useState } from "preact/hooks";

/** Unsent text of whoever is in, by case and purpose. In this tab's memory only, and only while their key is open. */
const drafts = new Map<string, string>();
/** What others left, by member, each sealed to their own key: nobody else who works in this tab reads or signs it. */
const left = new Map<string, Promise<Uint8Array>>();
/** Who is in; null while the desk is locked or nobody is signed in. */
let inside: string | null = null;
const listeners = new Set<() => void>();

/** The unsent text for `key`, empty if there is none. */
export const draftFor = (key: string): string => drafts.get(key) ?? "";

/** All unsent texts of whoever is in. */
export const unsentTexts = (): readonly string[] => [...drafts.values()];

/** Keeps the text for `key`; an empty one is none. */
export function keepDraft(key: string, text: string): void {
  if (text === "") drafts.delete(key);
  else drafts.set(key, text);
}

/** Brings back what this member left here, as soon as it is opened. What was typed meanwhile stays. */
export async function takeOutDrafts(member: string, { identity }: Pick<Keys, "identity">): Promise<void> {
  inside = member;
  const file = left.get(member);
  if (file === undefined) return;
  const kept = await openWith(identity, await file).catch(() => null);
  // Whoever has gone again, or holds another key, gets nothing.
  if (kept === null || inside !== member) return;
  left.delete(member);
  for (const [key, text] of JSON.parse(fromUtf8(kept)) as readonly (readonly [string, string])[]) {
    if (!drafts.has(key)) drafts.set(key, text);
  }
  for (const listener of listeners) listener();
}

/** Seals what this member has not sent to their own key and forgets it: at locking, signing out and the end of a session. */
export async function putAwayDrafts(member: string, { identity }: Pick<Keys, "identity">): Promise<void> {
  const texts = [...drafts];
  drafts.clear();
  inside = null;
  if (texts.length === 0) return;
  const file = recipientOf(identity).then((recipient) => sealTo([recipient], toUtf8(JSON.stringify(texts))));
  left.set(member, file);
  await file;
}

/** Keeps the drafts of the member whose key is open while this stands, and seals them when it goes. */
export function useOwnDrafts(member: string, keys: Pick<Keys, "identity">): void {
  useEffect(() => {
    void takeOutDrafts(member, keys);
    return () => void putAwayDrafts(member, keys);
  }, [member, keys]);
}

/** The unsent text for `key`, and how to change it. It outlives a locked key and a refused act, and ends with the tab. */
export function useDraft(key: string): readonly [string, (text: string) => void] {
  const [, again] = useState(0);
  useEffect(() => {
    const listener = (): void => again((count) => count + 1);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
  return [
    draftFor(key),
    (text) => {
      keepDraft(key, text);
      again((count) => count + 1);
    },
  ];
}

/** From now on asks before a tab with unsent text is closed: one's own, or while nobody is in, what was left. */
export function warnBeforeLeaving(): void {
  addEventListener("beforeunload", (event) => {
    if (drafts.size > 0 || (inside === null && left.size > 0)) event.preventDefault();
  });
}
