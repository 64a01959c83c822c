import { hasWords } from "@niuniu/wire";
import type { CaseClass } from "./routes.ts";

/** How the reporter wants to be known. Only the first is anonymity; the other two are a name told to the readers. */
export type Identity = "anonymous" | "confidential" | "named";

/**
 * What stands inside a sealed report: the header of its envelope. Part [0] of the same envelope is the recipient of
 * the reply identity (1,216 raw bytes). Nothing of this is ever seen by the server.
 */
export interface ReportLetter {
  readonly niuniu: "report v1";
  readonly case: string;
  /** base64, 32 bytes: the key every later act of this reporter must be signed with. */
  readonly auth: string;
  /** Member ids that must never be given a wrap. */
  readonly struck: readonly string[];
  readonly class: CaseClass;
  readonly identity: Identity;
  /** Empty when anonymous. */
  readonly name: string;
  readonly contact: string;
  readonly language: "en" | "zh-CN";
  readonly what: string;
  readonly when: string;
  readonly where: string;
  readonly who: string;
}

/** ISO 37002 would call these results of the assessment; "false" is not among them because nobody can know that. */
export const findings = [
  "substantiated",
  "partly-substantiated",
  "not-substantiated",
  "unable-to-determine",
  "outside-scope",
] as const;
export type Finding = (typeof findings)[number];

/** What stands inside every later message of either side; `finding` only with an outcome, `mentions` only with a note. */
export interface MessageLetter {
  readonly niuniu: "message v1";
  readonly case: string;
  readonly text: string;
  readonly finding?: Finding;
  /** Ids of the readers whom a note asks to look at it: inside the seal, so the server never learns of it. */
  readonly mentions?: readonly string[];
}

/** Reads a report's header, trusting nothing in it: null for anything that is not one. */
export function readReportLetter(header: unknown): ReportLetter | null {
  if (!isObject(header) || header["niuniu"] !== "report v1") return null;
  const urgency = oneOf(header["class"], ["crisis", "ordinary"]);
  const identity = oneOf(header["identity"], ["anonymous", "confidential", "named"]);
  const language = oneOf(header["language"], ["en", "zh-CN"]);
  const struck = listOfTexts(header["struck"]);
  const texts = textsOf(header, ["case", "auth", "name", "contact", "what", "when", "where", "who"]);
  if (urgency === null || identity === null || language === null || struck === null || texts === null) return null;
  return { niuniu: "report v1", class: urgency, identity, language, struck, ...texts };
}

/** Reads a message's header, trusting nothing in it: null for anything that is not one, and for one that says nothing. */
export function readMessageLetter(header: unknown): MessageLetter | null {
  if (!isObject(header) || header["niuniu"] !== "message v1") return null;
  const texts = textsOf(header, ["case", "text"]);
  if (texts === null || !hasWords(texts.text)) return null;
  // Whoever wrote it may have put anything here: what is no list of ids names nobody.
  const mentions = listOfTexts(header["mentions"]) ?? [];
  const letter = { niuniu: "message v1" as const, ...texts, ...(mentions.length === 0 ? {} : { mentions }) };
  if (header["finding"] === undefined) return letter;
  const finding = oneOf(header["finding"], findings);
  return finding === null ? null : { ...letter, finding };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function oneOf<Known extends string>(value: unknown, known: readonly Known[]): Known | null {
  return known.find((candidate) => candidate === value) ?? null;
}

function listOfTexts(value: unknown): readonly string[] | null {
  return Array.isArray(value) && value.every((item): item is string => typeof item === "string") ? value : null;
}

function textsOf<Key extends string>(
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
