import { jsonLine, NoteError, readJsonLine, readNote, sha256, signNote, toHex, toUtf8, fromBase64 } from "@niuniu/note";
import type { Day } from "@niuniu/owe";
import { activeMembers, keysOf, type Roster } from "@niuniu/roster";
import { hasWords } from "@niuniu/wire";

/** One reply the committee keeps ready. Either text may be empty, never both. */
export interface Template {
  readonly id: string;
  readonly name: string;
  readonly en: string;
  readonly "zh-CN": string;
}

/** All templates, as whoever saved them last signed them (templates.md §2). */
export interface TemplateSet {
  readonly niuniu: "templates v1";
  readonly number: number;
  /** Made at random where templates are begun, and carried on from set to set: whoever begins anew has another. */
  readonly line: string;
  /** Head of the set it was made from; null where its author could read none. */
  readonly previous: string | null;
  readonly by: string;
  readonly date: Day;
  readonly templates: readonly Template[];
}

/** A set whose signature is good. */
export interface ReadSet extends TemplateSet {
  /** The signed note it was read from, and its SHA-256 in hex. */
  readonly note: string;
  readonly head: string;
  /** Whether its author is in office under the key that signed; what others signed is shown and not used. */
  readonly inOffice: boolean;
}

export const MOST_TEMPLATES = 40;
/** The highest number of a set. */
export const LAST_NUMBER = 1_000_000_000;
/** In characters. */
export const LONGEST_NAME = 60;
export const LONGEST_TEMPLATE = 4_000;
/** The whole set in bytes: with its padding, and a stanza for each member, it fits what the server takes. */
const LARGEST_SET = 130_000;

/** What of a template cannot be kept, or null: no name, no text, something too long, too much of all. */
export type Unfit = "no-name" | "no-text" | "long-name" | "long-text" | "too-many";

/** What is wrong with one template, as far as it alone can tell. */
export function unfit({ name, en, "zh-CN": zh }: Template): Unfit | null {
  if (!hasWords(name)) return "no-name";
  if (name.length > LONGEST_NAME) return "long-name";
  if (!hasWords(en) && !hasWords(zh)) return "no-text";
  return Math.max(en.length, zh.length) > LONGEST_TEMPLATE ? "long-text" : null;
}

/** Whether so many, so long, may be kept together. */
export const fitTogether = (templates: readonly Template[]): boolean =>
  templates.length <= MOST_TEMPLATES && toUtf8(JSON.stringify(templates)).length <= LARGEST_SET;

/** The head of a signed set: nobody guesses it from its words, for the signature is part of it. */
const headOf = (note: string): string => toHex(sha256(toUtf8(note)));

/** Signs a set in its author's name, `seed` their signing seed. */
export function signTemplates(
  set: Omit<TemplateSet, "niuniu">,
  seed: Uint8Array,
): { readonly note: string; readonly head: string } {
  const note = signNote(writeSet({ niuniu: "templates v1", ...set }), [{ name: set.by, seed }]);
  return { note, head: headOf(note) };
}

/** The one spelling of a set: its fields in this order, and no others. */
function writeSet({ niuniu, number, line, previous, by, date, templates }: TemplateSet): string {
  const spelt = templates.map(({ id, name, en, "zh-CN": zh }) => ({ id, name, en, "zh-CN": zh }));
  return jsonLine({ niuniu, number, line, previous, by, date, templates: spelt });
}

/**
 * Reads a set that somebody of this committee signed, with whatever key they ever had in it; null for anything else, and for what is
 * larger than may be kept. `now`: ms since epoch.
 */
export function readSet(note: string, roster: Roster, now: number): ReadSet | null {
  try {
    const text = note.slice(0, note.indexOf("\n") + 1);
    const set = readJsonLine<TemplateSet>(text, writeSet);
    const key = keysOf(roster, set.by).find((one) => isSigned(note, { text, name: set.by, key: one }));
    if (key === undefined || !isSet(set)) return null;
    const inOffice = activeMembers(roster, now).some((one) => one.id === set.by && same(fromBase64(one.key), key));
    return { ...set, note, head: headOf(note), inOffice };
  } catch (error) {
    // `writeSet` meets whatever fields there are.
    if (error instanceof NoteError || error instanceof TypeError) return null;
    throw error;
  }
}

function isSigned(
  note: string,
  { text, name, key }: { readonly text: string; readonly name: string; readonly key: Uint8Array },
): boolean {
  try {
    // A second signature line would give the same set another head.
    return readNote(note, [{ name, key }]).text === text && note.slice(text.length).split("\n").length === 3;
  } catch {
    return false;
  }
}

const same = (one: Uint8Array, other: Uint8Array): boolean => toHex(one) === toHex(other);
const isId = (value: unknown): boolean => typeof value === "string" && /^[0-9a-f]{16}$/.test(value);
const isHash = (value: unknown): boolean => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);

function isSet({ niuniu, number, line, previous, date, templates }: TemplateSet): boolean {
  const kind: string = niuniu;
  const ids = new Set(templates.map(({ id }) => id));
  return (
    [kind === "templates v1", Number.isSafeInteger(number), number > 0 && number <= LAST_NUMBER, isId(line)].every(
      Boolean,
    ) &&
    (previous === null || isHash(previous)) &&
    /^\d{4}-\d{2}-\d{2}$/.test(date) &&
    ids.size === templates.length &&
    fitTogether(templates) &&
    templates.every(isTemplate)
  );
}

const isTemplate = (one: Template): boolean =>
  isId(one.id) &&
  [one.name, one.en, one["zh-CN"]].every((text) => typeof text === "string" && text.isWellFormed()) &&
  unfit(one) === null;

/** What somebody wants changed: one template, `null` to delete it. `from`: as they saw it when they began; null for a new one. */
export interface Change {
  readonly id: string;
  readonly from: Template | null;
  readonly to: Template | null;
}

/** Whether two templates say the same. */
export const alike = (one: Template | null, other: Template | null): boolean =>
  one === other ||
  (one !== null && other !== null && one.name === other.name && one.en === other.en && one["zh-CN"] === other["zh-CN"]);

/** The templates with the change in them; null where somebody else changed or deleted the same one meanwhile. */
export function changed(templates: readonly Template[], { id, from, to }: Change): readonly Template[] | null {
  const there = templates.find((one) => one.id === id) ?? null;
  if (alike(there, to)) return templates;
  if (!alike(there, from)) return null;
  if (to === null) return templates.filter((one) => one.id !== id);
  return there === null ? [...templates, to] : templates.map((one) => (one.id === id ? to : one));
}

/** Both sets together: of one template that says two things, both stay, the second under an id of its own. */
export function together(
  templates: readonly Template[],
  lost: readonly Template[],
  newId: () => string,
): readonly Template[] {
  const missing = lost.filter((one) => !templates.some((other) => alike(one, other)));
  const taken = new Set(templates.map(({ id }) => id));
  return [...templates, ...missing.map((one) => (taken.has(one.id) ? { ...one, id: newId() } : one))];
}
