/** Each is loaded when its turn comes: what the others bring along is no part of what it measures. */
const PARTS = {
  append: async () => (await import("./record/append.ts")).appending(),
  store: async () => (await import("./record/store.ts")).storing(),
  act: async () => (await import("./record/act.ts")).acknowledging(),
  eight: async () => (await import("./record/eight.ts")).eight(),
  weight: async () => (await import("./record/weight.ts")).weighing(),
  prove: async () => (await import("./record/prove.ts")).proving(),
  verify: async () => (await import("./record/verify.ts")).verifying(),
};

/** The public record: appending, storing, acknowledging, proving and verifying. A second word names one part of it. */
export async function run(): Promise<boolean> {
  const only = process.argv[3];
  let held = true;
  for (const [name, part] of Object.entries(PARTS)) {
    if (only !== undefined && only !== name) continue;
    held = (await part()).every(Boolean) && held;
  }
  return held;
}
