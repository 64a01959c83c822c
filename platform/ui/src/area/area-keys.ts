import { focusHeading, focusSearch, toSearch } from "./focus.ts";
import type { Place } from "./place.ts";
import { useKeys, type Key } from "./keys.ts";

/** Moves to the row before or after the one that has the focus or is open, else to the first. */
function toRow(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>(".area-list .list-row")].filter(
    (row) => row.offsetParent !== null,
  );
  const focused = rows.findIndex((row) => row === document.activeElement);
  const at = focused === -1 ? rows.findIndex((row) => row.getAttribute("aria-current") === "true") : focused;
  rows[at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))]?.focus();
}

/** The keys that every area has: its places by number, search, rows up and down, and back to the list. */
export function useAreaKeys<Inside>(
  places: readonly Place<Inside>[],
  { go, back }: { readonly go: (place: string) => void; readonly back: (() => void) | null },
): void {
  const numbered = places.slice(0, 9).map(({ name, title }, at): Key => {
    const act = (): void => {
      go(name);
      focusHeading();
    };
    return { key: String(at + 1), does: title, act };
  });
  const finding = places.find(({ finds }) => finds === true);
  const find = (name: string): void => {
    if (toSearch()) return;
    go(name);
    focusSearch();
  };
  useKeys([
    ...numbered,
    ...(finding === undefined ? [] : [{ key: "/", does: "ui.keys.find", act: () => find(finding.name) }]),
    { key: "j", does: "ui.keys.next", act: () => toRow(1) },
    { key: "k", does: "ui.keys.before", act: () => toRow(-1) },
    ...(back === null ? [] : [{ key: "Escape", does: "ui.keys.back", act: back }]),
  ]);
}
