import type { Place } from "./place.ts";
import { useKeys, type Key } from "./keys.ts";

/** Moves to the row before or after the one that has the focus, else to the first. */
function toRow(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>(".area-list .list-row")].filter(
    (row) => row.offsetParent !== null,
  );
  const at = rows.findIndex((row) => row === document.activeElement);
  rows[at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))]?.focus();
}

/** The keys that every area has: its places by number, rows up and down, and back to the list. */
export function useAreaKeys<Inside>(
  places: readonly Place<Inside>[],
  { go, back }: { readonly go: (place: string) => void; readonly back: (() => void) | null },
): void {
  const numbered = places.slice(0, 9).map(({ name, title }, at): Key => {
    return { key: String(at + 1), does: title, act: () => go(name) };
  });
  useKeys([
    ...numbered,
    { key: "j", does: "ui.keys.next", act: () => toRow(1) },
    { key: "k", does: "ui.keys.before", act: () => toRow(-1) },
    ...(back === null ? [] : [{ key: "Escape", does: "ui.keys.back", act: back }]),
  ]);
}
