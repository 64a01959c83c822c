import { checkResolution, type Resolution } from "@niuniu/committee";
import { RosterError, type Roster } from "@niuniu/roster";
import type { Read, Shown } from "./shown.ts";

/** The kind under which people publishes what the committee has resolved (roster.md §10). */
const KIND = "people/resolution";

/** True for an entry that says what the committee has resolved, whether that holds or not. */
export const isResolution = (shown: Shown): boolean => shown.kind === "feature" && shown.of === KIND;

/** A resolution that an entry publishes, checked vote by vote against the chain; null where it is none, or was not adopted. */
export function resolutionIn(roster: Roster, body: string): Resolution | null {
  try {
    const found = checkResolution(roster, body);
    return found.adopted ? found : null;
  } catch (error) {
    if (error instanceof RosterError) return null;
    throw error;
  }
}

/** Which of these entries adopted what: the index of the oldest, by kind and hash of the text. */
export function adoptedIn(roster: Roster | null, entries: readonly Read[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { entry, shown } of entries) {
    if (roster === null || shown.kind !== "feature" || !isResolution(shown)) continue;
    const resolution = resolutionIn(roster, shown.body);
    if (resolution === null) continue;
    const key = adoptedKey(resolution.proposal);
    found.set(key, Math.min(entry.index, found.get(key) ?? Infinity));
  }
  return found;
}

/** Under which `adoptedIn` names a text. */
export const adoptedKey = ({ kind, text }: { readonly kind: string; readonly text: string }): string =>
  `${kind} ${text}`;
