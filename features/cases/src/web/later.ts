import { addStrings } from "@niuniu/ui";

/*
 * Everything beyond the first screens. `/` loads exactly these in idle time, so that what a cache holds tells only that
 * the public page was seen, not whether somebody reported.
 */

function known<Part extends { readonly strings: Parameters<typeof addStrings>[0] }>(part: Part): Part {
  addStrings(part.strings);
  return part;
}

/** The public page below its two acts. */
export const loadHome = () => import("./home/index.ts").then(known);

/** The rest of the form, sealing and the receipt. */
export const loadReport = () => import("./report/index.ts").then(known);

/** The thread behind a receipt. */
export const loadThread = () => import("./thread/index.ts").then(known);

/** The word list. */
export const loadWords = () => import("@niuniu/seal/words");

/** Checking the committee's statements. */
export const loadTrust = () => import("./trust.ts");

/** Runs when the browser has nothing better to do, at the latest after two seconds. */
export function whenIdle(run: () => void): void {
  // Safari has no requestIdleCallback.
  if ("requestIdleCallback" in window) requestIdleCallback(run, { timeout: 2_000 });
  else setTimeout(run, 500);
}
