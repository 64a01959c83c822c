import { runParts, type Parts } from "./parts.ts";

const PARTS: Parts = {
  append: async () => (await import("./record/append.ts")).appending(),
  store: async () => (await import("./record/store.ts")).storing(),
  act: async () => (await import("./record/act.ts")).acknowledging(),
  eight: async () => (await import("./record/eight.ts")).eight(),
  weight: async () => (await import("./record/weight.ts")).weighing(),
  prove: async () => (await import("./record/prove.ts")).proving(),
  verify: async () => (await import("./record/verify.ts")).verifying(),
};

/** The public record: appending, storing, acknowledging, proving and verifying. A second word names one part of it. */
export const run = (): Promise<boolean> => runParts(PARTS);
