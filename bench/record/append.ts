import { randomBytes } from "node:crypto";
import { openLog, type Log } from "@niuniu/record/log";
import { memoryStore } from "@niuniu/record/memory";
import { sha256Reused } from "../../platform/host/src/digest.ts";
import { print, say, type Figure } from "../figure.ts";
import { bareHashing, BARE, costOf, middleOf, sayLoad, together, type Cost, type Turn } from "./hashing.ts";

const LEAVES = 1_000_000;
const LENGTH = 200;
const BATCH = 1_000;
const ROUNDS = 5;
/** In how many parts each of the two is done, by turns. */
const PARTS = 10;
const NOTHING: Cost = { wall: 0, cpu: 0 };

const figure = (given: Figure): boolean => print("record", given);

/** Random entries as views of one run of bytes. */
export function entriesOf(count: number, length: number): readonly Uint8Array[] {
  const bytes = new Uint8Array(randomBytes(count * length));
  return Array.from({ length: count }, (_, at) => bytes.subarray(at * length, (at + 1) * length));
}

async function append(log: Log, batch: readonly Uint8Array[], leaves: number): Promise<void> {
  for (let at = 0; at < leaves / BATCH; at++) {
    // The store copies what it keeps: the next batch may be written over this one.
    for (const entry of batch) entry[0] = at;
    await log.append(batch);
  }
}

/** So many leaves into an empty log and as many hashed bare, a part of the one after a part of the other. */
async function turn(batch: readonly Uint8Array[], leaves: number): Promise<Turn> {
  const log = await openLog(memoryStore(), { hash: sha256Reused });
  let [ours, bare] = [NOTHING, NOTHING];
  for (let part = 0; part < PARTS; part++) {
    bare = together(bare, await costOf(() => bareHashing(leaves / PARTS, LENGTH)));
    ours = together(ours, await costOf(() => append(log, batch, leaves / PARTS)));
  }
  if (log.size !== leaves || log.root().length !== 32) throw new Error("the log is not whole");
  return { ours, bare };
}

/** A million leaves into a log in memory, against the hashing alone. */
export async function appending(): Promise<readonly boolean[]> {
  const batch = entriesOf(BATCH, LENGTH);
  // Both have run before the clock starts, as on a server that is up.
  await turn(batch, LEAVES / 10);
  const turns: Turn[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { ours, bare } = await turn(batch, LEAVES);
    turns.push({ ours, bare });
    sayLoad(`append, round ${round + 1}: bare ${bare.cpu.toFixed(2)} s, ours ${ours.cpu.toFixed(2)} s`);
  }
  say(`append: ${BATCH} leaves of ${LENGTH} bytes a batch, ${ROUNDS} rounds`);
  return (["cpu", "wall"] as const).map((what) => {
    const { ours, bare } = middleOf(turns, what);
    const rival = Math.round(LEAVES / bare);
    return figure({
      figure: `append ${LEAVES} leaves of ${LENGTH} bytes in memory, leaves a second of ${what === "cpu" ? "processor" : "wall"} time`,
      ...{ value: Math.round(LEAVES / ours), unit: "1/s", bar: Math.round(0.6 * rival), atMost: false },
      rival: { name: BARE, value: rival },
    });
  });
}
