/** An unlocked key is forgotten after this long without a key press, a tap or a click. */
export const IDLE_MS = 15 * 60_000;

/** Whole minutes until the key locks, rounded up, never below 0. Both times are ms since epoch. */
export function minutesUntilLock(lastUsed: number, now: number): number {
  return Math.max(0, Math.ceil((lastUsed + IDLE_MS - now) / 60_000));
}

/**
 * Watches the page for use. `tick` is told the minutes left about every ten seconds and at once after a pause;
 * `lock` is called when they are used up, also when the computer slept meanwhile. Returns how to stop watching.
 */
export function watchIdle(tick: (minutes: number) => void, lock: () => void): () => void {
  let lastUsed = Date.now();
  const look = (): void => {
    const left = minutesUntilLock(lastUsed, Date.now());
    tick(left);
    if (left === 0) lock();
  };
  const used = (): void => {
    // A first touch after the time is up must not save the key.
    if (minutesUntilLock(lastUsed, Date.now()) === 0) look();
    else lastUsed = Date.now();
  };
  const timer = setInterval(look, 10_000);
  const signs = ["keydown", "pointerdown", "scroll"] as const;
  for (const sign of signs) document.addEventListener(sign, used, { capture: true, passive: true });
  document.addEventListener("visibilitychange", look);
  look();
  return () => {
    clearInterval(timer);
    for (const sign of signs) document.removeEventListener(sign, used, { capture: true });
    document.removeEventListener("visibilitychange", look);
  };
}
