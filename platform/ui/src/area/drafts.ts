import type { Keys } from "@niuniu/seal/open";
import { useEffect, useReducer, useState } from "preact/hooks";
import { draftFile, newest, openDrafts, sealDrafts, type Draft, type DraftFile, type Drafts } from "./draft-file.ts";
import { own, type OwnFiles } from "./own-files.ts";

type Own = Pick<Keys, "identity">;

/** What is typed is written to the device within this time (ms). */
const TOGETHER = 800;
/** Keys of what was chosen, not written, end so: no words to be shown by themselves. */
const CHOICE = " #";

/** Unsent text of whoever is in, by matter and purpose, while their key is open. */
let drafts = new Map<string, Draft>();
/** What others left in this tab, by member, each sealed to their own key: nobody else who works in it reads or signs it. */
const left = new Map<string, Promise<Uint8Array>>();
/** Of those, whose is not known to lie on the device: it would go with the tab. */
const atRisk = new Set<string>();
/** Who is in, with their file; null while the desk is locked or nobody is signed in. */
let inside: { readonly member: string; readonly file: DraftFile } | null = null;
/** How often something was typed, and up to where it lies on the device. */
let typed = 0;
let written = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
/** Resolves once what was sent or discarded last is off the device. */
let leaving = Promise.resolve();
const listeners = new Set<() => void>();

const tell = (): void => {
  for (const listener of listeners) listener();
};

/** The unsent text for `key`, empty if there is none. */
export const draftFor = (key: string): string => drafts.get(key)?.text ?? "";

/** All unsent texts of whoever is in. */
export const unsentTexts = (): readonly string[] =>
  [...drafts].flatMap(([key, { text }]) => (text === "" || key.endsWith(CHOICE) ? [] : [text]));

/** Whether anything under a key that begins so was typed or chosen and not sent. */
export const isUnsent = (beginning: string): boolean =>
  [...drafts].some(([key, { text }]) => text !== "" && key.startsWith(beginning));

/** Keeps the text for `key`; an empty one is none: it was sent or discarded. */
export function keepDraft(key: string, text: string): void {
  if (text === draftFor(key)) return;
  // A clock that was put back makes nothing older than what it takes the place of.
  drafts.set(key, { text, at: Math.max(Date.now(), (drafts.get(key)?.at ?? 0) + 1) });
  typed += 1;
  // What was sent or discarded is off the device at once.
  if (text === "") leaving = write();
  else timer ??= setTimeout(() => void write(), TOGETHER);
  tell();
}

/**
 * Resolves once nothing that was sent or discarded lies on the device any more: to be waited for before it is said, so that nobody who is
 * told so finds it there again.
 */
export const draftsGone = (): Promise<void> => leaving;

/**
 * Resolves once everything typed lies on the device, as far as it keeps anything: to be waited for before something is sent that must
 * not be sent a second time as another.
 */
export const draftsWritten = (): Promise<void> => write();

/** What goes with a text and is no words: like a shelf of the browser's, and kept as drafts are. It is shown nowhere by itself. */
export const draftShelf: Pick<Storage, "getItem" | "setItem" | "removeItem"> = {
  getItem: (key) => draftFor(key + CHOICE) || null,
  setItem: (key, text) => keepDraft(key + CHOICE, text),
  removeItem: (key) => keepDraft(key + CHOICE, ""),
};

/** Writes what is not written yet; takes in what another tab of the same member typed, sent or discarded since. */
async function write(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  const at = inside;
  if (at === null || written === typed) return;
  const upTo = typed;
  const all = await at.file.keep(drafts, Date.now());
  if (all === null || inside !== at) return;
  written = upTo;
  drafts = newest([all, drafts]);
  tell();
}

/** Brings back what this member left, here or on this device, as soon as it is opened. What was typed meanwhile stays. */
export async function takeOutDrafts(member: string, keys: Own, files: OwnFiles = own): Promise<void> {
  const here = { member, file: draftFile(keys, files) };
  inside = here;
  const sealed = left.get(member);
  const [leftHere, kept] = await Promise.all([sealed?.then((bytes) => openDrafts(keys, bytes)), here.file.read()]);
  // Whoever has gone again gets nothing; what is sealed to another key stays where it is.
  if (inside !== here) return;
  if (leftHere != null) {
    left.delete(member);
    atRisk.delete(member);
    typed += 1;
    timer ??= setTimeout(() => void write(), TOGETHER);
  }
  drafts = newest([kept, leftHere ?? new Map(), drafts]);
  tell();
}

/** Seals what this member has not sent to their own key and forgets it: at locking, signing out and the end of a session. */
export async function putAwayDrafts(member: string, keys: Own): Promise<void> {
  const texts: Drafts = drafts;
  const file = inside?.file;
  const unwritten = written !== typed;
  drafts = new Map();
  inside = null;
  clearTimeout(timer);
  timer = undefined;
  written = typed;
  if (![...texts.values()].some(({ text }) => text !== "") && !unwritten) return;
  const before = left.get(member);
  const sealed = sealTogether(keys, before, texts);
  left.set(member, sealed);
  atRisk.add(member);
  await sealed;
  const kept = (await file?.keep(texts, Date.now())) ?? null;
  if (kept !== null && left.get(member) === sealed) atRisk.delete(member);
}

/** With what was left before and not taken out yet. */
async function sealTogether(keys: Own, before: Promise<Uint8Array> | undefined, texts: Drafts): Promise<Uint8Array> {
  const earlier = before === undefined ? null : await openDrafts(keys, await before);
  return sealDrafts(keys, newest([earlier ?? new Map(), texts]));
}

/** Keeps the drafts of the member whose key is open while this stands, and seals them when it goes. */
export function useOwnDrafts(member: string, keys: Own): void {
  useEffect(() => {
    void takeOutDrafts(member, keys);
    const hidden = (): void => void (document.visibilityState === "hidden" && write());
    document.addEventListener("visibilitychange", hidden);
    return () => {
      document.removeEventListener("visibilitychange", hidden);
      void putAwayDrafts(member, keys);
    };
  }, [member, keys]);
}

/**
 * The unsent text for `key`, and how to change it. It outlives a locked key, a refused act and the tab: on this device, sealed to its
 * author, until it is sent or discarded or its author signs out.
 */
export function useDraft(key: string): readonly [string, (text: string) => void] {
  const [, again] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    listeners.add(again as () => void);
    return () => void listeners.delete(again as () => void);
  }, []);
  return [draftFor(key), (text) => keepDraft(key, text)];
}

/** The same for what is chosen beside a text, one of several words; kept with it, and shown nowhere by itself. */
export const useDraftChoice = (key: string): readonly [string, (chosen: string) => void] => useDraft(key + CHOICE);

/** Of these beginnings of keys those under which something is unsent, drawn again when that changes. */
export function useUnsent(beginnings: readonly string[]): readonly string[] {
  const asked = beginnings.join("\n");
  const found = (): string => asked.split("\n").filter(isUnsent).join("\n");
  const [unsent, setUnsent] = useState(found);
  useEffect(() => {
    const listener = (): void => setUnsent(found());
    listener();
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, [asked]);
  return unsent.split("\n").filter((one) => one !== "");
}

/** From now on asks before a tab is closed with which unsent text would go: what does not lie on the device. */
export function warnBeforeLeaving(): void {
  addEventListener("beforeunload", (event) => {
    const mine = written !== typed && unsentTexts().length > 0;
    if (mine || (inside === null && atRisk.size > 0)) event.preventDefault();
  });
}
