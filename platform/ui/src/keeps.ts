import type { Shelf } from "./shelves.ts";

/** Whether anything stays on this shelf: a browser may forbid it, or have no room. */
export function keeps(shelf: Shelf): boolean {
  shelf.setItem("niuniu", "1");
  const kept = shelf.getItem("niuniu");
  shelf.removeItem("niuniu");
  return kept !== null;
}
