import { hash as platformHash } from "node:crypto";
import { loadavg } from "node:os";
import { median, say } from "../figure.ts";

/** What some work took: seconds on the wall, and seconds of processor of this process, all its threads. */
export interface Cost {
  readonly wall: number;
  readonly cpu: number;
}

export async function costOf(work: () => unknown): Promise<Cost> {
  const before = process.cpuUsage();
  const begun = performance.now();
  await work();
  const wall = (performance.now() - begun) / 1_000;
  const { user, system } = process.cpuUsage(before);
  return { wall, cpu: (user + system) / 1_000_000 };
}

/** What two pieces of work took together. */
export function together(a: Cost, b: Cost): Cost {
  return { wall: a.wall + b.wall, cpu: a.cpu + b.cpu };
}

/** Our work and the bare hashing it is compared with, done by turns, so that whatever else the machine does falls on both. */
export interface Turn {
  readonly ours: Cost;
  readonly bare: Cost;
}

/** The turn in the middle, by how its two compare: on a busy machine neither says much without the other. */
export function middleOf(turns: readonly Turn[], what: keyof Cost): { readonly ours: number; readonly bare: number } {
  const shares = turns.map(({ ours, bare }) => bare[what] / ours[what]);
  const middle = turns[shares.indexOf(median(shares))];
  if (middle === undefined) throw new Error("an odd number of turns has one in the middle");
  return { ours: middle.ours[what], bare: middle.bare[what] };
}

/** The name of what `bareHashing` does, as the rival in a figure. */
export const BARE = "bare hashing: crypto.hash to 32 bytes once for each leaf and each inner node, nothing else";

/**
 * The hashing a log of so many leaves cannot do without, and nothing else: no tree, no entry read. Of the ways to have
 * 32 bytes from the platform this is the fastest: as a text, written where the next hash reads it.
 */
export function bareHashing(leaves: number, length: number): void {
  const [leaf, node] = [Buffer.alloc(1 + length), Buffer.alloc(65)];
  for (let at = 0; at < leaves; at++) {
    leaf[1] = at;
    node.write(platformHash("sha256", leaf, "binary"), 33, "binary");
  }
  for (let at = 1; at < leaves; at++) {
    node[1] = at;
    node.write(platformHash("sha256", node, "binary"), 33, "binary");
  }
}

/** Says how busy the machine is otherwise: figures of one run are compared with each other, not with another day's. */
export function sayLoad(part: string): void {
  say(`${part}; load average ${loadavg()[0]?.toFixed(1) ?? "unknown"}`);
}
