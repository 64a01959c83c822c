/** A part of a bench, loaded when its turn comes: what the others bring along is no part of what it measures. */
export type Parts = Readonly<Record<string, () => Promise<readonly boolean[]>>>;

/** Runs the parts one after the other, or the one that a second word on the command line names. Resolves with whether all bars hold. */
export async function runParts(parts: Parts): Promise<boolean> {
  const only = process.argv[3];
  let held = true;
  for (const [name, part] of Object.entries(parts)) {
    if (only !== undefined && only !== name) continue;
    held = (await part()).every(Boolean) && held;
  }
  return held;
}
