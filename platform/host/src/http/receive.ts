import type { Readable } from "node:stream";
import { Refused } from "@niuniu/wire";

/** Whose bodies share one budget, and what a body may be. */
export interface Receiving {
  readonly pool: string;
  /** What the pool may hold of bodies that are not whole yet, in bytes. */
  readonly room: number;
  /** The largest body, and what the sender says it has, in bytes; NaN where it says nothing. */
  readonly limit: number;
  readonly length: number;
}

/** Bodies on their way in. */
export interface Bodies {
  /**
   * A body, once it is whole. Refused "host/too-large" beyond its limit, and "host/too-slow" for one that stands still, or
   * that is the slowest when its pool is full: whoever sends at the pace of a bad telephone line is never let go for others
   * that hold their place and send nothing.
   */
  readonly receive: (source: Readable, receiving: Receiving) => Promise<Buffer>;
  /** How many bytes of unfinished bodies a pool holds, and of how many. */
  readonly held: (pool: string) => { readonly bytes: number; readonly bodies: number };
  readonly close: () => void;
}

interface Mark {
  readonly at: number;
  readonly bytes: number;
}

interface Arriving {
  readonly begun: number;
  bytes: number;
  /** What it takes of the room: chunks have a cost of their own. */
  cost: number;
  heard: number;
  /** How much had come at the last two sweeps, the older first: its pace is measured from there. */
  marks: readonly [Mark, Mark];
  /** When it had last sent more than next to nothing, and how much had come by then. */
  loud: Mark;
  readonly letGo: (error: Error) => void;
}

interface Pool {
  readonly arriving: Set<Arriving>;
  cost: number;
}

const CHUNK = 256;
/** So many unfinished bodies of one pool; each has a connection. */
const MOST = 1_024;
/** Before that nobody is called slow: a connection takes a while to get going. */
const YOUNG = 3_000;
const SWEEP = 2_000;
/** Fewer bytes than this in so many ms are a sender that is gone, or means to stay; a bad mobile line has ten times as many. */
const SILENCE = { ms: 20_000, bytes: 8_192 } as const;

const tooSlow = (): Error => new Refused("host/too-slow");

function leastBy<T>(all: readonly T[], measure: (one: T) => number): T | null {
  return all.reduce<T | null>((least, one) => (least === null || measure(one) < measure(least) ? one : least), null);
}

/** Bytes a ms of late: who sent much at once and then holds the place is as slow as who never sent. */
function paceOf({ bytes, marks: [since] }: Arriving, now: number): number {
  return (bytes - since.bytes) / Math.max(1, now - since.at);
}

/** The slowest of those that have had time to show it; of young ones alone, the one that was silent longest. */
function slowestOf({ arriving }: Pool, now: number): Arriving | null {
  const grown = [...arriving].filter(({ begun }) => now - begun >= YOUNG);
  if (grown.length > 0) return leastBy(grown, (one) => paceOf(one, now));
  return leastBy([...arriving], ({ heard }) => heard);
}

function makeRoom(pool: Pool, room: number, now: number): void {
  while (pool.cost > room || pool.arriving.size > MOST) {
    const slowest = slowestOf(pool, now);
    if (slowest === null) return;
    slowest.letGo(tooSlow());
  }
}

/** Lets go of those who have sent next to nothing for a while, and measures the others' pace anew. */
function sweep({ arriving }: Pool, now: number): void {
  for (const one of arriving) {
    const mark = { at: now, bytes: one.bytes };
    if (now - one.begun >= YOUNG) one.marks = [one.marks[1], mark];
    if (now - one.loud.at < SILENCE.ms) continue;
    if (one.bytes - one.loud.bytes < SILENCE.bytes) one.letGo(tooSlow());
    else one.loud = mark;
  }
}

function arrive(
  pool: Pool,
  source: Readable,
  { room, limit, now }: Pick<Receiving, "room" | "limit"> & { readonly now: () => number },
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const [begun, chunks] = [now(), [] as Buffer[]];
    const end = (): void => {
      pool.arriving.delete(mine);
      pool.cost -= mine.cost;
      chunks.length = 0;
      source.off("data", hear).off("end", whole).off("error", broken).off("close", broken);
    };
    const letGo = (error: Error): void => {
      end();
      source.pause();
      reject(error);
    };
    const mark = { at: begun, bytes: 0 };
    const mine: Arriving = { begun, bytes: 0, cost: CHUNK, heard: begun, marks: [mark, mark], loud: mark, letGo };
    const hear = (chunk: Buffer): void => {
      chunks.push(chunk);
      mine.bytes += chunk.length;
      mine.cost += chunk.length + CHUNK;
      pool.cost += chunk.length + CHUNK;
      mine.heard = now();
      if (mine.bytes > limit) letGo(new Refused("host/too-large"));
      else makeRoom(pool, room, now());
    };
    const whole = (): void => {
      const body = Buffer.concat(chunks, mine.bytes);
      end();
      resolve(body);
    };
    const broken = (): void => letGo(new Refused("host/malformed"));
    pool.arriving.add(mine);
    pool.cost += mine.cost;
    source.on("data", hear).on("end", whole).on("error", broken).on("close", broken);
    makeRoom(pool, room, now());
  });
}

/** Bodies of one server. `now` in ms, from any beginning. */
export function bodiesOn(now: () => number): Bodies {
  const pools = new Map<string, Pool>();
  const poolOf = (name: string): Pool => {
    const found = pools.get(name) ?? { arriving: new Set(), cost: 0 };
    pools.set(name, found);
    return found;
  };
  const timer = setInterval(() => {
    for (const pool of pools.values()) sweep(pool, now());
  }, SWEEP).unref();
  return {
    receive: (source, { pool, room, limit, length }) =>
      length > limit
        ? Promise.reject(new Refused("host/too-large"))
        : arrive(poolOf(pool), source, { room, limit, now }),
    held: (name) => ({ bytes: pools.get(name)?.cost ?? 0, bodies: pools.get(name)?.arriving.size ?? 0 }),
    close: () => clearInterval(timer),
  };
}
