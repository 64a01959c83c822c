import { setTimeout as pause } from "node:timers/promises";
import { numberIn } from "./arguments.ts";
import { EXIT } from "./exit.ts";
import { CannotCheck } from "./trouble.ts";

/** How often something is to be done: once, or again and again with this many milliseconds between. */
export function rhythmOf(once: boolean, every: string | undefined, otherwise: number): number | null {
  if (once && every !== undefined) throw new CannotCheck("arguments.once");
  return once ? null : numberIn("--every", every, { least: 1, most: 86_400, otherwise }) * 1_000;
}

/**
 * Does one round after the other until the process is told to end, or a round finds a lie. Gives how the last one ended;
 * a round in progress is finished first.
 */
export async function rounds(rhythm: number | null, round: () => Promise<number>, endOnLie: boolean): Promise<number> {
  if (rhythm === null) return round();
  const told = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.once(signal, () => told.abort());
  for (;;) {
    const code = await round();
    if (endOnLie && code === EXIT.lied) return code;
    await pause(rhythm, undefined, { signal: told.signal }).catch(() => undefined);
    if (told.signal.aborted) return EXIT.fine;
  }
}
