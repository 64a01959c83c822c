import { useEffect, useRef, useState } from "preact/hooks";
import { device } from "../shelves.ts";

/** One key and what it does, as the list of keys says it. */
export interface Key {
  /** As `KeyboardEvent.key` has it: one character, or "Escape". */
  readonly key: string;
  /** Key of the words for what it does. */
  readonly does: string;
  readonly act: () => void;
}

/** Where a member's choice stays: keys of one letter can be turned off (WCAG 2.1.4). */
const SHELF = "niuniu.single-keys";
const OFF = "off";
const listeners = new Set<() => void>();
/** What the pages that are shown now listen to, the newest last. */
let heard: readonly (readonly Key[])[] = [];

const tell = (): void => {
  for (const listener of listeners) listener();
};

/** Whether keys of one character do anything. */
const areKeysOn = (): boolean => device.getItem(SHELF) !== OFF;

/** Turns keys of one character on or off, on this device. */
export function turnKeys(on: boolean): void {
  if (on) device.removeItem(SHELF);
  else device.setItem(SHELF, OFF);
  tell();
}

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "repeat" | "isComposing">;

/**
 * What a press means: nothing while somebody types, composes a character, holds another key, or a question stands above the page;
 * nothing for one character where these are turned off.
 */
export function keyFor(
  pressed: Pressed,
  { keys, typing, asked, on }: { keys: readonly Key[]; typing: boolean; asked: boolean; on: boolean },
): Key | null {
  if (typing || asked || pressed.repeat || pressed.isComposing) return null;
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return null;
  if (!on && pressed.key.length === 1) return null;
  return keys.findLast(({ key }) => key === pressed.key) ?? null;
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

function hear(event: KeyboardEvent): void {
  const found = keyFor(event, {
    keys: heard.flat(),
    typing: isTyping(event.target),
    asked: document.querySelector("dialog[open]") !== null,
    on: areKeysOn(),
  });
  if (found === null) return;
  event.preventDefault();
  found.act();
}

/** Listens to these keys while the component is shown; what came last goes first. */
export function useKeys(keys: readonly Key[]): void {
  const latest = useRef(keys);
  latest.current = keys;
  const names = keys.map(({ key, does }) => `${key} ${does}`).join("\n");
  useEffect(() => {
    const own = latest.current.map((one) => ({
      ...one,
      act: () => latest.current.find(({ key }) => key === one.key)?.act(),
    }));
    if (heard.length === 0) document.addEventListener("keydown", hear);
    heard = [...heard, own];
    tell();
    return () => {
      heard = heard.filter((one) => one !== own);
      if (heard.length === 0) document.removeEventListener("keydown", hear);
      tell();
    };
  }, [names]);
}

/** Every key that does something now, each once, and whether those of one character are on. */
export function useHeardKeys(): { readonly keys: readonly Key[]; readonly on: boolean } {
  const [, again] = useState(0);
  useEffect(() => {
    const listener = (): void => again((count) => count + 1);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
  const keys = [...new Map(heard.flat().map((one) => [one.key, one])).values()];
  return { keys, on: areKeysOn() };
}
