import { randomBytes } from "node:crypto";
import { openLog } from "@niuniu/record/log";
import { memoryStore } from "@niuniu/record/memory";
import { sha256Reused } from "../../platform/host/src/digest.ts";
import { median, print, say, type Figure } from "../figure.ts";
import { bareHashing, BARE, costOf, sayLoad, type Cost } from "./hashing.ts";

const LEAVES = 1_000_000;
const LENGTH = 200;
const BATCH = 1_000;
const ROUNDS = 5;

const figure = (given: Figure): boolean => print("record", given);

/** Random entries as views of one run of bytes. */
export function entriesOf(count: number, length: number): readonly Uint8Array[] {
  const bytes = new Uint8Array(randomBytes(count * length));
  return Array.from({ length: count }, (_, at) => bytes.subarray(at * length, (at + 1) * length));
}

async function append(batch: readonly Uint8Array[], leaves: number): Promise<void> {
  const log = await openLog(memoryStore(), { hash: sha256Reused });
  for (let at = 0; at < leaves / BATCH; at++) {
    // The store copies what it keeps: the next batch may be written over this one.
    for (const entry of batch) entry.fill(at, 0, 2);
    await log.append(batch);
  }
  if (log.size !== leaves || log.root().length !== 32) throw new Error("the log is not whole");
}

/** A million leaves into a log in memory, against the hashing alone. */
export async function appending(): Promise<readonly boolean[]> {
  const batch = entriesOf(BATCH, LENGTH);
  const bare: Cost[] = [];
  const ours: Cost[] = [];
  // Both have run before the clock starts, as on a server that is up.
  bareHashing(LEAVES / 10, LENGTH);
  await append(batch, LEAVES / 10);
  // The one and the other in turn, so that whatever else the machine does falls on both.
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(await costOf(() => bareHashing(LEAVES, LENGTH)));
    ours.push(await costOf(() => append(batch, LEAVES)));
    sayLoad(`append, round ${round + 1}: bare ${bare[round]?.cpu.toFixed(2)} s, ours ${ours[round]?.cpu.toFixed(2)} s`);
  }
  const rate = (costs: readonly Cost[], what: keyof Cost): number =>
    Math.round(LEAVES / median(costs.map((cost) => cost[what])));
  say(`append: ${BATCH} leaves of ${LENGTH} bytes a batch, ${ROUNDS} rounds`);
  return (["cpu", "wall"] as const).map((what) => {
    const rival = rate(bare, what);
    return figure({
      figure: `append ${LEAVES} leaves of ${LENGTH} bytes in memory, leaves a second of ${what === "cpu" ? "processor" : "wall"} time`,
      ...{ value: rate(ours, what), unit: "1/s", bar: Math.round(0.6 * rival), atMost: false },
      rival: { name: BARE, value: rival },
    });
  });
}
