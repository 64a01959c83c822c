import { numberIn } from "./arguments.ts";
import type { Source } from "./source.ts";
import { Spent } from "./trouble.ts";

/** How much one run may take of a host before it gives up. */
export interface Limits {
  /** Milliseconds from the first question to the last answer. */
  readonly time: number;
  readonly bytes: number;
  readonly requests: number;
  /** Entries of the log that are read in one run. */
  readonly entries: number;
}

const MINUTE = 60_000;
const GIGABYTE = 1024 ** 3;

/** Enough for the record of seventeen years, read from its first entry, on a line that carries 30 megabits a second. */
export const USUAL: Limits = { time: 20 * MINUTE, bytes: 4 * GIGABYTE, requests: 1_000_000, entries: 100_000_000 };

/** The options of every command that reads from a host. */
export const BUDGET = { minutes: "text", gigabytes: "text" } as const;

/** The limits that were asked for; the others are the usual ones. */
export function limitsOf(asked: {
  readonly minutes: string | undefined;
  readonly gigabytes: string | undefined;
}): Limits {
  const minutes = numberIn("--minutes", asked.minutes, { least: 1, most: 10_080, otherwise: USUAL.time / MINUTE });
  const most = numberIn("--gigabytes", asked.gigabytes, { least: 1, most: 10_000, otherwise: USUAL.bytes / GIGABYTE });
  const bytes = most * GIGABYTE;
  return { ...USUAL, time: minutes * MINUTE, bytes, requests: (bytes / USUAL.bytes) * USUAL.requests };
}

/**
 * A host that may not keep its reader for ever: with endless texts, with answers that drip, with a log that never ends. Once
 * one of the limits is reached every question is refused with `Spent`, also one that is on its way.
 */
export function within(source: Source, limits: Limits): Source {
  const end = performance.now() + limits.time;
  const waiting = new Set<(cause: Spent) => void>();
  const left = { bytes: limits.bytes, requests: limits.requests };
  let spent: Spent | null = null;
  const give = (what: "time" | "bytes" | "requests" | "entries", value: number): Spent => {
    spent ??= new Spent(`spent.${what}`, { host: source.name, value });
    for (const fail of waiting) fail(spent);
    return spent;
  };
  const timer = setTimeout(() => give("time", limits.time / MINUTE), limits.time);
  timer.unref();
  const check = (entries = 0): void => {
    if (entries > limits.entries) throw give("entries", entries);
    if (performance.now() >= end) throw give("time", limits.time / MINUTE);
    if (spent !== null) throw spent;
  };
  // What is on its way when the time is up is not waited for.
  const ask = (path: string, most?: number): Promise<Uint8Array | null> =>
    new Promise((resolve, fail) => {
      waiting.add(fail);
      void source
        .get(path, most)
        .then(resolve, fail)
        .finally(() => waiting.delete(fail));
    });
  return {
    name: source.name,
    check,
    get: async (path, most) => {
      check();
      if (left.requests-- <= 0) throw give("requests", limits.requests);
      const bytes = await ask(path, most);
      left.bytes -= bytes?.length ?? 0;
      if (left.bytes < 0) throw give("bytes", limits.bytes / GIGABYTE);
      return bytes;
    },
    close: () => {
      clearTimeout(timer);
      source.close();
    },
  };
}
