import { appending } from "./record/append.ts";
import { storing } from "./record/store.ts";
import { acknowledging } from "./record/act.ts";
import { eight } from "./record/eight.ts";
import { proving } from "./record/prove.ts";
import { verifying } from "./record/verify.ts";
import { weighing } from "./record/weight.ts";

const PARTS = {
  append: appending,
  store: storing,
  act: acknowledging,
  eight,
  weight: weighing,
  prove: proving,
  verify: verifying,
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
