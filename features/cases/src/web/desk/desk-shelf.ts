import type { Shelf } from "../draft.ts";

/**
 * The desk's own part of a shelf, on which `people` remembers the committee too. What the public page saw of the record tells
 * when somebody was here: a page that says who is there must neither ask about it nor be remembered by it.
 */
export const deskShelf = (shelf: Shelf): Shelf => ({
  getItem: (key) => shelf.getItem(onDesk(key)),
  setItem: (key, value) => shelf.setItem(onDesk(key), value),
  removeItem: (key) => shelf.removeItem(onDesk(key)),
});

const onDesk = (key: string): string => key.replace("niuniu.", "niuniu.desk.");
