import type { Shelf } from "./pin.ts";

/** What the line says of statements: statement 1, the number of the newest, its hash. */
const STATEMENTS = 3;

/**
 * The line of pages that say who is there (`area`: "desk"), beside that of the public page. What a line holds of the record tells
 * when somebody was here, so that such a page must neither ask about what the public page saw nor be remembered by it. The
 * first time it begins with the statements that the public page saw, which are the same for everybody.
 */
export const ownLine = (shelf: Shelf, area: string): Shelf => ({
  getItem: (key) => shelf.getItem(lineOf(key, area)) ?? statementsIn(shelf.getItem(key)),
  setItem: (key, value) => shelf.setItem(lineOf(key, area), value),
});

const lineOf = (key: string, area: string): string => key.replace("niuniu.", `niuniu.${area}.`);

const statementsIn = (line: string | null): string | null => line?.split(" ").slice(0, STATEMENTS).join(" ") ?? null;
