/** Each is loaded when its turn comes: what the others bring along is no part of what it measures. */
const PARTS = {
  outbox: async () => (await import("./notices/outbox.ts")).outbox(),
  crisis: async () => (await import("./notices/outbox.ts")).crisis(),
  dates: async () => (await import("./notices/dates.ts")).dates(),
  pending: async () => (await import("./notices/pending.ts")).pending(),
  killed: async () => (await import("./notices/pending.ts")).killed(),
};

/** Dates that act by themselves, and notices that go out: how many, how soon, and none lost. A second word names one part. */
export async function run(): Promise<boolean> {
  const only = process.argv[3];
  let held = true;
  for (const [name, part] of Object.entries(PARTS)) {
    if (only !== undefined && only !== name) continue;
    held = (await part()).every(Boolean) && held;
  }
  return held;
}
