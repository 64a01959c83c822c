/* What a part of the page fetches only when it is needed. These lead back to no page. */

/** Looking for a receipt in what is about to be sent, and the sum that is asked for while very many reports arrive. */
export const loadSeldom = () => import("./seldom.ts");

/** Runs when the browser has nothing better to do, at the latest after two seconds. */
export function whenIdle(run: () => void): void {
  // Safari has no requestIdleCallback.
  if ("requestIdleCallback" in window) requestIdleCallback(run, { timeout: 2_000 });
  else setTimeout(run, 500);
}
