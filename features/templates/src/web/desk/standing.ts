import { alike, type ReadSet, type Template } from "../../templates.ts";
import type { Given } from "./sealed-set.ts";

/**
 * What does not fit: "older": this browser saw a newer set, or one where there is none now. "parted": the set does not go on from the
 * one that was seen. "shut": it does not open with this member's key. "unsigned": nobody of the committee signed it. "former": it is not
 * what was seen, and whoever signed it is not in office with that key. "far": its number is further on than anybody saves.
 */
type Doubt = "older" | "parted" | "shut" | "unsigned" | "former" | "far";

/** How many sets further on a browser follows without asking: nobody saves so often while a colleague is away. */
const FURTHEST = 1_000;

/** The set that is shown, and what there is to say of it. */
export interface Standing {
  readonly set: ReadSet | null;
  readonly doubt: Doubt | null;
  /** Templates of the other set of the two that disagree, as far as the shown one has not got them. */
  readonly lost: readonly Template[];
}

/**
 * Holds what a server gave against what this browser saw last. Of two that disagree the one with the higher number is shown. More than
 * one step at a time cannot be followed: then the signature alone counts, and only one of a member in office (templates.md §5).
 */
export function standingOf(given: Given, seen: ReadSet | null): Standing {
  const shown = (set: ReadSet | null, doubt: Doubt | null = null): Standing => ({ set, doubt, lost: [] });
  if (given.is === "none") return shown(seen, seen === null ? null : "older");
  if (given.is !== "set") return shown(seen, given.is);
  const { set } = given;
  if (seen === null || seen.head === set.head) return shown(set);
  return beside(set, seen);
}

/** A set of another head than the one that was seen. */
function beside(set: ReadSet, seen: ReadSet): Standing {
  if (!set.inOffice) return { set: seen, doubt: "former", lost: missing(set, seen) };
  if (set.number < seen.number) return { set: seen, doubt: "older", lost: [] };
  if (set.number > seen.number + FURTHEST) return { set: seen, doubt: "far", lost: [] };
  const next = set.number === seen.number + 1;
  // Begun anew by somebody who could read none, or made from another set than this browser saw.
  const parted = set.number === seen.number || set.line !== seen.line || (next && set.previous !== seen.head);
  return parted ? { set, doubt: "parted", lost: missing(seen, set) } : { set, doubt: null, lost: [] };
}

const missing = (from: ReadSet, there: ReadSet): readonly Template[] =>
  from.templates.filter((one) => !there.templates.some((other) => alike(one, other)));
