import type { SaltedText } from "../thread.ts";
import type { Saved } from "./saved.ts";

const TITLE = '{"niuniu":"receipt v1",';
const LONGEST = 1_000_000;

/**
 * Reads what a receipt file proves; null for a file without such a line, or with one that is not whole. Nothing in it
 * has been checked but its shape.
 */
export function readSaved(file: string): Saved | null {
  if (file.length > LONGEST) return null;
  const line = file.split(/\r?\n/).findLast((one) => one.trimStart().startsWith(TITLE));
  if (line === undefined) return null;
  try {
    const value = JSON.parse(line) as Readonly<Record<string, unknown>>;
    const { case: name, entries, promise, proof, log, checkpoint } = value;
    const texts = [name, promise, log, checkpoint].every((one) => typeof one === "string");
    const sound = texts && (proof === null || typeof proof === "string") && Array.isArray(entries);
    if (!sound || entries.length === 0 || !entries.every(isSalted)) return null;
    return { case: name, entries, promise, proof, log, checkpoint } as Saved;
  } catch {
    return null;
  }
}

function isSalted(value: unknown): value is SaltedText {
  if (typeof value !== "object" || value === null) return false;
  const { text, salt } = value as Readonly<Record<string, unknown>>;
  return typeof text === "string" && typeof salt === "string";
}
