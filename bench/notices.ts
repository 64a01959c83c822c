import { runParts, type Parts } from "./parts.ts";

const PARTS: Parts = {
  outbox: async () => (await import("./notices/outbox.ts")).outbox(),
  crisis: async () => (await import("./notices/outbox.ts")).crisis(),
  dates: async () => (await import("./notices/dates.ts")).dates(),
  pending: async () => (await import("./notices/pending.ts")).pending(),
  killed: async () => (await import("./notices/pending.ts")).killed(),
};

/** Dates that act by themselves, and notices that go out: how many, how soon, and none lost. A second word names one part. */
export const run = (): Promise<boolean> => runParts(PARTS);
