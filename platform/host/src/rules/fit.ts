import { readCalendar } from "@niuniu/owe";
import { POLICY } from "@niuniu/wire";
import type { Section } from "./section.ts";

/**
 * Why this server could not go by a new text: it, or the section of a feature in it, is not spelled or not read here; or its rules
 * are ones that a later version has mended.
 */
export interface Unfit {
  readonly why: "unreadable" | "older";
  /** The feature whose section it is; empty for the text as a whole. */
  readonly section: string;
}

const UNREADABLE: Unfit = { why: "unreadable", section: "" };

/** What a text says, where it has the one spelling that a new one has: a line of JSON without white space. */
function saidIn(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const said: unknown = JSON.parse(text);
    if (typeof said !== "object" || said === null || Array.isArray(said)) return null;
    return `${JSON.stringify(said)}\n` === text ? (said as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}

function readBy({ isFresh }: Section<unknown>, section: unknown): Unfit["why"] | null {
  try {
    return isFresh(section) ? null : "older";
  } catch {
    return "unreadable";
  }
}

/**
 * Whether every feature here could go by a policy that nobody has signed yet: it has a section of each, and of nobody else. What is
 * left out would be filled with whatever a later version brings, and what nobody reads would be promised and kept by nobody.
 */
export function unfitPolicy(text: string, sections: ReadonlyMap<string, Section<unknown>>): Unfit | null {
  const { niuniu, ...given } = saidIn(text) ?? {};
  if (niuniu !== POLICY) return UNREADABLE;
  for (const name of new Set([...Object.keys(given), ...sections.keys()])) {
    const section = sections.get(name);
    const why = section === undefined || !(name in given) ? "unreadable" : readBy(section, given[name]);
    if (why !== null) return { why, section: name };
  }
  return null;
}

/** The same of a calendar. */
export function unfitCalendar(text: string): Unfit | null {
  try {
    readCalendar(saidIn(text));
    return null;
  } catch {
    return UNREADABLE;
  }
}
