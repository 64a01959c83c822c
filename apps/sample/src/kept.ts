import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Shown } from "@niuniu/wire/scene";
import type { Founder } from "./founders.ts";

/** What the sample keeps between starts, in the clear: it is for trying out, and says so. */
export interface Kept {
  readonly people: readonly Founder[];
  /** A sample that was founded without a past has kept the bare receipts. */
  readonly receipts: readonly (string | Shown)[];
}

const FILE = "sample.json";
/** Below the data folder, until it is whole. */
const UNFINISHED = "sample-unfinished";

/** Where the sample is founded. */
export const unfinishedIn = (data: string): string => join(data, UNFINISHED);

/** Throws where no sample is kept. */
export const readKept = (data: string): Kept => JSON.parse(readFileSync(join(data, FILE), "utf8")) as Kept;

/** From here on the sample is whole, wherever the power goes. */
export function keep(data: string, kept: Kept): void {
  const file = join(unfinishedIn(data), FILE);
  writeFileSync(`${file}.new`, JSON.stringify(kept), { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
}

/**
 * Puts a sample that is whole in its place: its database first, which goes nowhere where there is another, and last what says that
 * it is there. Begun anew it goes on. False where none is whole.
 */
export function putInPlace(data: string): boolean {
  const from = unfinishedIn(data);
  if (!existsSync(join(from, FILE))) return false;
  // The lock is the folder's own.
  const others = readdirSync(from).filter((name) => !["postgres", "lock", FILE].includes(name));
  for (const name of ["postgres", ...others, FILE]) {
    if (existsSync(join(from, name))) renameSync(join(from, name), join(data, name));
  }
  return true;
}
