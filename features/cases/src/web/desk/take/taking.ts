import { readReceipt, spellCode, type Receipt } from "@niuniu/seal";
import { draftFor, draftShelf, keepDraft, useDraft } from "@niuniu/ui/area";
import type { Way } from "../../../letters.ts";
import { EMPTY, type Draft } from "../../draft.ts";

/** What a member takes down for somebody else, as far as they have come. */
export interface Taking extends Draft {
  readonly by: Way | "";
  /** Whether the person agrees that it is written down, and that the committee reads it. */
  readonly agreed: "yes" | "no" | "";
}

/** What was sent, until its receipt is said to be handed over. */
export interface Given {
  readonly receipt: Receipt;
  readonly by: Way | "";
  /** Who owes the answer, by name, and until when (ms since epoch). */
  readonly owes: { readonly name: string; readonly due: number } | null;
}

/** With this begin the keys of all drafts of it. */
export const TAKE = "take";
/** What was sealed, while it is not known whether it arrived. It holds the receipt. */
export const PARCEL = `${TAKE} parcel`;
const GIVEN = `${TAKE} receipt`;
const TEXTS = ["what", "when", "where", "who"] as const;

const NONE: Taking = { ...EMPTY, by: "", agreed: "" };

/** What this member keeps under a key, sealed to themselves; null for nothing, and for what is damaged. */
function kept(key: string): object | null {
  try {
    return JSON.parse(draftShelf.getItem(key) ?? "") as object | null;
  } catch {
    return null;
  }
}

function readTaking(): Taking {
  const texts = Object.fromEntries(TEXTS.map((key) => [key, draftFor(`${TAKE} ${key}`)]));
  return { ...NONE, ...kept(TAKE), ...texts };
}

function change(part: Partial<Taking>): void {
  const { what, when, where, who, ...chosen } = { ...readTaking(), ...part };
  for (const [key, text] of Object.entries({ what, when, where, who })) keepDraft(`${TAKE} ${key}`, text);
  draftShelf.setItem(TAKE, JSON.stringify(chosen));
}

/** Forgets all that was typed, and what was sealed of it. */
export function forgetTaking(): void {
  for (const key of TEXTS) keepDraft(`${TAKE} ${key}`, "");
  draftShelf.removeItem(TAKE);
  draftShelf.removeItem(PARCEL);
}

/** In the place of what was typed, its receipt: it was sent. */
export function keepGiven({ receipt, ...rest }: Given): void {
  draftShelf.setItem(GIVEN, JSON.stringify({ code: spellCode(receipt), ...rest }));
  forgetTaking();
}

/** Nothing is left of the receipt. */
export const forgetGiven = (): void => draftShelf.removeItem(GIVEN);

function readGiven(): Given | null {
  const given = kept(GIVEN) as (Omit<Given, "receipt"> & { readonly code: string }) | null;
  if (given === null) return null;
  const { code, ...rest } = given;
  return { receipt: readReceipt(code), ...rest };
}

/** What is being taken down, or was sent and not handed over, drawn again when that changes. */
export function useTaking(): {
  readonly taking: Taking;
  readonly given: Given | null;
  readonly change: (part: Partial<Taking>) => void;
} {
  useDraft(TAKE);
  return { taking: readTaking(), given: readGiven(), change };
}
