import { CallError, isLost, Unsettled } from "@niuniu/ui";
import type { ParcelOf } from "@niuniu/wire";
import type { ThreadHeader } from "../../routes.ts";
import { fateOf, type Fate, type Log, type SignedAct } from "./taken.ts";

/** How an act reaches its case, and what decides whether it did. */
interface Line {
  readonly send: (signed: SignedAct) => Promise<ParcelOf<ThreadHeader>>;
  /** The thread as the server shows it now. */
  readonly read: () => Promise<ParcelOf<ThreadHeader>>;
  /** Asked before anything is sent. */
  readonly log: () => Promise<Log>;
  /** This device's own clock (ms since epoch). */
  readonly clock: () => number;
}

/** Acts on their way. It lives in memory, holds nothing typed but in sealed form, and knows its acts by the caller's keys. */
export interface Outbox {
  /**
   * Sends an act and answers the thread in which it was taken. As long as that is not known, the same key sends the same
   * bytes again and signs nothing anew, so that an act whose answer was lost is never done twice.
   * Throws {@link Unsettled} where it may have arrived, {@link Overtaken} where another step stands in its place, and the
   * server's own refusal, as CallError, where it was not taken.
   */
  readonly deliver: (key: string, sign: () => Promise<SignedAct>, line: Line) => Promise<ParcelOf<ThreadHeader>>;
}

/** Somebody acted first ("cases/stale-head"). `thread` is the case as it is now. */
export class Overtaken extends CallError {
  readonly thread: ParcelOf<ThreadHeader>;

  constructor(thread: ParcelOf<ThreadHeader>) {
    super("cases/stale-head", 409);
    this.thread = thread;
  }
}

/** An empty outbox. */
export function outbox(): Outbox {
  const waiting = new Map<string, SignedAct>();
  return {
    deliver: async (key, sign, line) => {
      const before = waiting.get(key);
      const signed = before ?? (await sign());
      const log = await line.log();
      waiting.set(key, signed);
      const fateIn = ({ header }: ParcelOf<ThreadHeader>): Fate => fateOf(signed, header, log, line.clock());
      const settled = (): void => void waiting.delete(key);
      try {
        const answer = await line.send(signed);
        if (fateIn(answer) !== "taken") throw new Unsettled("ui/unconfirmed");
        settled();
        return answer;
      } catch (error) {
        if (!(error instanceof CallError) || error instanceof Unsettled) throw error;
        if (isLost(error)) throw new Unsettled("ui/unknown");
        // A refusal of what was never sent before is one; else, or where another step came first, it may be its own.
        if (before === undefined && error.code !== "cases/stale-head") {
          settled();
          throw error;
        }
        return lookFor(error, { read: line.read, fateIn, settled });
      }
    },
  };
}

interface Search {
  readonly read: Line["read"];
  readonly fateIn: (thread: ParcelOf<ThreadHeader>) => Fate;
  readonly settled: () => void;
}

/** Looks whether a refused act stands in its case already: then the refusal was of sending it again. */
async function lookFor(refusal: CallError, { read, fateIn, settled }: Search): Promise<ParcelOf<ThreadHeader>> {
  const thread = await read().catch((error: unknown) => {
    throw error instanceof CallError ? new Unsettled("ui/unknown") : error;
  });
  const fate = fateIn(thread);
  if (fate === "unproven") throw new Unsettled("ui/unconfirmed");
  settled();
  if (fate === "taken") return thread;
  throw fate === "overtaken" || refusal.code === "cases/stale-head" ? new Overtaken(thread) : refusal;
}
