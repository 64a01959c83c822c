import { SLOT } from "@niuniu/record";
import { CallError, isLost, Unsettled } from "@niuniu/ui";
import type { Recorded } from "../thread.ts";
import { fateOf, type Fate, type Log, type SignedAct } from "./taken.ts";

/** A thread as it was handed out. */
interface Shown {
  readonly header: Recorded;
}

/** How an act reaches its matter, and what decides whether it did. */
interface Line<Thread> {
  readonly send: (signed: SignedAct) => Promise<Thread>;
  /** The thread as the server shows it now. */
  readonly read: () => Promise<Thread>;
  /** Asked before anything is sent. */
  readonly log: () => Promise<Log>;
  /** This device's own clock (ms since epoch). */
  readonly clock: () => number;
  /** Lets so many ms pass. */
  readonly wait: (ms: number) => Promise<void>;
}

/** How long to wait before each look for a proof, in ms: the slot that is open now ends within its length, by any clock. */
const LOOKS = [SLOT + 1_500, SLOT, 2 * SLOT, 4 * SLOT] as const;

/** Acts on their way. It lives in memory, holds nothing typed but in sealed form, and knows its acts by the caller's keys. */
export interface Outbox<Thread extends Shown> {
  /**
   * Sends an act and answers the thread in which it was taken. As long as that is not known, the same key sends the same
   * bytes again and signs nothing anew, so that an act whose answer was lost is never done twice. Where the clocks of log and device
   * are too far apart for a promise to count, it waits for the proof, for a minute and a half at the most.
   * Throws {@link Unsettled} where it may have arrived, {@link Overtaken} where another step stands in its place, and the
   * server's own refusal, as CallError, where it was not taken.
   */
  readonly deliver: (key: string, sign: () => Promise<SignedAct>, line: Line<Thread>) => Promise<Thread>;
}

/** Somebody acted first; `code` is what the feature calls that. `thread` is the matter as it is now. */
export class Overtaken<Thread> extends CallError {
  readonly thread: Thread;

  constructor(code: string, thread: Thread) {
    super(code, 409);
    this.thread = thread;
  }
}

/** An empty outbox. `stale`: the feature's refusal of an act upon a head that is not the newest any more. */
export function outbox<Thread extends Shown>(stale: string): Outbox<Thread> {
  const waiting = new Map<string, SignedAct>();
  return {
    deliver: async (key, sign, line) => {
      const before = waiting.get(key);
      const signed = before ?? (await sign());
      const log = await line.log();
      waiting.set(key, signed);
      const fateIn = ({ header }: Thread): Fate => fateOf(signed, header, log, line.clock());
      const settled = (): void => void waiting.delete(key);
      try {
        const answer = await orProven(await line.send(signed), { ...line, fateIn });
        if (fateIn(answer) !== "taken") throw new Unsettled("ui/unconfirmed");
        settled();
        return answer;
      } catch (error) {
        if (!(error instanceof CallError) || error instanceof Unsettled) throw error;
        if (isLost(error)) throw new Unsettled("ui/unknown");
        // A refusal of what was never sent before is one; else, or where another step came first, it may be its own.
        if (before === undefined && error.code !== stale) {
          settled();
          throw error;
        }
        return lookFor(error, { ...line, fateIn, settled, stale });
      }
    },
  };
}

interface Looking<Thread> extends Pick<Line<Thread>, "read" | "wait"> {
  readonly fateIn: (thread: Thread) => Fate;
}

/** The thread in which an act is proven that no clock tells to be promised, once there is one; else the newest that came. */
async function orProven<Thread>(thread: Thread, { read, wait, fateIn }: Looking<Thread>): Promise<Thread> {
  let newest = thread;
  for (const ms of LOOKS) {
    if (fateIn(newest) !== "untimely") break;
    await wait(ms);
    newest = await read().catch(() => newest);
  }
  return newest;
}

interface Search<Thread> extends Looking<Thread> {
  readonly settled: () => void;
  readonly stale: string;
}

/** Looks whether a refused act stands in its matter already: then the refusal was of sending it again. */
async function lookFor<Thread>(refusal: CallError, search: Search<Thread>): Promise<Thread> {
  const { read, fateIn, settled, stale } = search;
  const found = await read().catch((error: unknown) => {
    throw error instanceof CallError ? new Unsettled("ui/unknown") : error;
  });
  const thread = await orProven(found, search);
  const fate = fateIn(thread);
  if (fate === "unproven" || fate === "untimely") throw new Unsettled("ui/unconfirmed");
  settled();
  if (fate === "taken") return thread;
  throw fate === "overtaken" || refusal.code === stale ? new Overtaken(stale, thread) : refusal;
}
