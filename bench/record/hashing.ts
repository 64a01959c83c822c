import { hash as platformHash } from "node:crypto";
import { loadavg } from "node:os";
import { say } from "../figure.ts";

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
