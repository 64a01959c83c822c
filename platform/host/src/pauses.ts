import { setImmediate as pause } from "node:timers/promises";

/** So many are a few milliseconds of work. */
const AT_ONCE = 25;

/** As `flatMap`, but whoever else waits for this thread has it in between: a hundred matters at once would keep everybody waiting. */
export async function flatMapWithPauses<From, To>(
  all: readonly From[],
  work: (one: From) => readonly To[],
): Promise<readonly To[]> {
  const made: To[] = [];
  for (const [at, one] of all.entries()) {
    if (at > 0 && at % AT_ONCE === 0) await pause();
    made.push(...work(one));
  }
  return made;
}
