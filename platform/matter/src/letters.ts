import { hasWords } from "@niuniu/wire";

/** What stands inside the envelope that begins a sealed matter, as far as every kind has it. */
export interface BeginningLetter {
  readonly case: string;
  /** base64, 32 bytes: the key every later act of its author must be signed with. */
  readonly auth: string;
  /** Member ids that must never be given a wrap. */
  readonly struck: readonly string[];
}

/** What stands inside every later message of either side. */
export interface MessageLetter {
  readonly niuniu: "message v1";
  readonly case: string;
  readonly text: string;
  /** Ids of the readers whom a note asks to look at it: inside the seal, so the server never learns of it. */
  readonly mentions?: readonly string[];
}

/** Why somebody says that what began a matter cannot be opened: a closed list, so that saying it seals nothing. */
export type Unopenable =
  /** The file, or the wrap that was signed for, does not open. */
  | "unreadable"
  /** It opens and names another author's key, or another matter, than those of its act. */
  | "other-key"
  /** It opens and is something else than what such a matter begins with. */
  | "not-a-report-letter";

/** What an envelope's header says, trusting nothing in it; null where it is not of this format. */
export function headerOf(header: unknown, format: string): Readonly<Record<string, unknown>> | null {
  const said = header as Readonly<Record<string, unknown>> | null;
  return typeof said === "object" && said?.["niuniu"] === format ? said : null;
}

/** A list of texts, or null for anything else. */
export const listOfTexts = (value: unknown): readonly string[] | null =>
  Array.isArray(value) && value.every((item): item is string => typeof item === "string") ? value : null;

/** These fields, where each of them is a text; else null. */
export function textsOf<Key extends string>(
  header: Readonly<Record<string, unknown>>,
  keys: readonly Key[],
): Readonly<Record<Key, string>> | null {
  const texts: Partial<Record<Key, string>> = {};
  for (const key of keys) {
    const text = header[key];
    if (typeof text !== "string") return null;
    texts[key] = text;
  }
  return texts as Record<Key, string>;
}

/** Reads a message's header, trusting nothing in it: null for anything that is not one, and for one that says nothing. */
export function readMessage(header: unknown): MessageLetter | null {
  const said = headerOf(header, "message v1");
  const texts = said === null ? null : textsOf(said, ["case", "text"]);
  if (said === null || texts === null || !hasWords(texts.text)) return null;
  // Whoever wrote it may have put anything here: what is no list of ids names nobody.
  const mentions = listOfTexts(said["mentions"]) ?? [];
  return { niuniu: "message v1", ...texts, ...(mentions.length === 0 ? {} : { mentions }) };
}
