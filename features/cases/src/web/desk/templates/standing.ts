import { alike, type ReadSet, type Template } from "../../../templates.ts";
import type { Given } from "./sealed-set.ts";

/**
 * What does not fit: "older": this browser saw a newer set, or one where there is none now. "parted": the set does not go on from the
 * one that was seen. "shut": it does not open with this member's key. "unsigned": nobody of the committee signed it.
 */
type Doubt = "older" | "parted" | "shut" | "unsigned";

/** The set that is shown, and what there is to say of it. */
export interface Standing {
  readonly set: ReadSet | null;
  readonly doubt: Doubt | null;
  /** Templates this browser has seen and that the shown set does not go on from. */
  readonly lost: readonly Template[];
}

/**
 * Holds what a server gave against what this browser saw last. Of two that disagree the one with the higher number is shown. More than
 * one step at a time cannot be followed: then the signature alone counts (templates.md §5).
 */
export function standingOf(given: Given, seen: ReadSet | null): Standing {
  const shown = (set: ReadSet | null, doubt: Doubt | null = null, lost: readonly Template[] = []): Standing => ({
    ...{ set, doubt, lost },
  });
  if (given.is === "none") return shown(seen, seen === null ? null : "older");
  if (given.is !== "set") return shown(seen, given.is);
  const { set } = given;
  if (seen === null || seen.head === set.head) return shown(set);
  if (set.number < seen.number) return shown(seen, "older");
  const next = set.number === seen.number + 1;
  // Begun anew by somebody who could read none, or made from another set than this browser saw.
  const parted = set.number === seen.number || set.line !== seen.line || (next && set.previous !== seen.head);
  if (!parted) return shown(set);
  return shown(
    set,
    "parted",
    seen.templates.filter((one) => !set.templates.some((other) => alike(one, other))),
  );
}
