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
export const BARE = "bare hashing: crypto.hash once for each leaf and each inner node, nothing else";

/**
 * The hashing a log of so many leaves cannot do without, and nothing else: no tree, no copy, no entry read. Of the ways
 * to call the platform this is the fastest; what it returns is thrown away.
 */
export function bareHashing(leaves: number, length: number): void {
  const [leaf, node] = [new Uint8Array(1 + length), new Uint8Array(65)];
  let sum = 0;
  for (let at = 0; at < leaves; at++) {
    leaf[1] = at;
    sum += platformHash("sha256", leaf, "binary").length;
  }
  for (let at = 1; at < leaves; at++) {
    node[1] = at;
    sum += platformHash("sha256", node, "binary").length;
  }
  if (sum !== 32 * (2 * leaves - 1)) throw new Error("not every hash was made");
}

/** Says how busy the machine is otherwise: figures of one run are compared with each other, not with another day's. */
export function sayLoad(part: string): void {
  say(`${part}; load average ${loadavg()[0]?.toFixed(1) ?? "unknown"}`);
}
