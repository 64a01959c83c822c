import type { Database } from "../database.ts";
import { again, claim, done, LEASE, type Errand } from "./outbox.ts";
import { pauseAfter } from "./when.ts";

/** What became of an errand that somebody tried to hand over. */
export type Handed =
  | { readonly kind: "sent" }
  /** To be tried again, not before `wait` (ms), if the other side or the person asked for that; on `channel`, else on the same one. */
  | { readonly kind: "later"; readonly wait?: number; readonly channel?: number }
  /** This channel will not take it: the person's next one is tried at once. */
  | { readonly kind: "next" }
  /** The person has chosen no channel. */
  | { readonly kind: "nowhere" };

/** Hands an errand over to whatever carries it; has until the signal aborts. What it throws counts as "later". */
export type Deliverer = (errand: Errand, signal: AbortSignal) => Promise<Handed>;

/** Errands in hand at once, and how many more there may be where they are urgent: those never wait for slow receivers. */
const LANES = { any: 8, urgent: 4 } as const;
/** ms a deliverer has: its answer is written down before the lease ends. */
const TIME = LEASE - 15_000;

/** What `work` gives, or an error once `time` (ms) has passed: whoever does not answer holds no lane. */
async function within<T>(time: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(time);
  const late = Promise.withResolvers<never>();
  signal.addEventListener("abort", () => late.reject(new Error("host/notice-late")), { once: true });
  return Promise.race([work(signal), late.promise]);
}

/** Writes down what became of an errand. */
async function settle(db: Database, errand: Errand, handed: Handed, now: number): Promise<void> {
  const { channel, attempts } = errand;
  switch (handed.kind) {
    case "sent":
      return done(db, errand, now);
    case "nowhere":
      return done(db, errand, null);
    case "next":
      return again(db, errand, { channel: channel + 1, attempts: 0, ready: now });
    case "later": {
      const moved = handed.channel !== undefined && handed.channel !== channel;
      const ready = now + pauseAfter(attempts, handed.wait ?? null, errand.urgent);
      return again(db, errand, { channel: handed.channel ?? channel, attempts: moved ? 0 : attempts + 1, ready });
    }
  }
}

/** What is in hand of this process. */
export interface Lanes {
  readonly deliver: (deliverer: Deliverer) => void;
  /** Whether anybody hands over. */
  readonly manned: () => boolean;
  /** Takes as many errands into hand as there is room for, and goes on by itself while there are more. */
  readonly take: () => Promise<void>;
  /** Resolves when nothing is in hand. */
  readonly settled: () => Promise<void>;
}

/** Lanes on a database. Nothing more is taken once `ended` is aborted; `failed` hears stable codes. */
export function lanesOn(
  db: Database,
  {
    now,
    ended,
    failed,
  }: { readonly now: () => number; readonly ended: AbortSignal; readonly failed: (code: string) => void },
): Lanes {
  let deliverer: Deliverer | null = null;
  const busy = new Set<Promise<void>>();
  // Errands in hand, and room kept for those being claimed.
  let held = 0;

  const hand = async (errand: Errand, by: Deliverer): Promise<void> => {
    const handed = await within(TIME, (signal) => by(errand, signal)).catch((): Handed => {
      failed("host/notice-failed");
      return { kind: "later" };
    });
    // Not written down it is tried again when the lease ends.
    await settle(db, errand, handed, now()).catch(() => failed("host/notices-waiting"));
    held -= 1;
    void take().catch(() => failed("host/notices-waiting"));
  };

  const claimed = async (): Promise<void> => {
    const left = LANES.any - held;
    const [most, urgent] = left > 0 ? [left, false] : [left + LANES.urgent, true];
    const by = deliverer;
    if (by === null || most <= 0 || ended.aborted) return;
    held += most;
    const errands = await claim(db, { now: now(), most, urgent }).finally(() => (held -= most));
    held += errands.length;
    for (const errand of errands) void keep(hand(errand, by));
  };
  const keep = (one: Promise<void>): Promise<void> => {
    const over = one.finally(() => busy.delete(over));
    busy.add(over);
    return over;
  };
  const take = (): Promise<void> => keep(claimed());

  return {
    deliver: (by) => void (deliverer = by),
    manned: () => deliverer !== null,
    take,
    settled: async () => {
      while (busy.size > 0) await Promise.allSettled(busy);
    },
  };
}
