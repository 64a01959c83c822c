import type { Database, Tx } from "../database.ts";
import type { Random } from "../random.ts";
import { loopOf } from "../record/loop.ts";
import type { Transactions } from "../transactions.ts";
import { lanesOn, type Lanes } from "./lanes.ts";
import { forget, plan, remind, ripen, type Plan } from "./outbox.ts";
import { BEFORE, type Reminders } from "./when.ts";

/**
 * Tells people that something waits for them: that, and nothing of what it is. Whoever plans it says when; what comes due for one
 * person is told at once and together. Every plan is told at least once; twice only where a process ended within a minute of
 * handing over, and then under the same id.
 */
export interface Notices {
  /** Plans in the transaction of what causes it; replaces what was planned about the same. */
  readonly plan: (tx: Tx, ...plans: readonly Plan[]) => Promise<void>;
  /** Nothing more is said about these. */
  readonly forget: (tx: Tx, ...abouts: readonly string[]) => Promise<void>;
  /** States who hands over: the one feature that knows channels. Without it plans wait. */
  readonly deliver: Lanes["deliver"];
  /** How long before a date (ms) whoever owes is told once more, by the rules in force. */
  readonly before: (urgent: boolean) => readonly number[];
  /** States by what that is reckoned. Without it a crisis is told of 24, 4 and 1 hours before, all else 3 days and 1 day. */
  readonly remindBy: (reminders: () => Reminders) => void;
}

/** The engine: `Notices` for features, and the loop for whoever starts the server. */
export interface NoticeEngine extends Notices {
  /** Hands over everything that is due. What the loop does by itself. */
  readonly post: () => Promise<void>;
  readonly start: () => void;
  /** Ends the loop after what is in hand. */
  readonly stop: () => Promise<void>;
}

/** ms from one look to the next; this process's own urgent plans are looked at as soon as they are durable. */
const LOOK = 1_000;
/** ms after which a process looks whether another one's clock ran ahead; its own it sees at once. */
const REMIND = 3_600_000;

interface Ports extends Pick<Transactions, "transaction" | "after"> {
  readonly now: () => number;
  readonly random: Random;
  /** Hears a stable code, never a value. */
  readonly failed: (code: string) => void;
}

/** Notices on a database. Several processes may run one each: they share the work. */
export function noticesOn(db: Database, { now, random, transaction, after, failed }: Ports): NoticeEngine {
  const stopped = new AbortController();
  const lanes = lanesOn(db, { now, ended: stopped.signal, failed });
  let reminders = (): Reminders => BEFORE;
  let [latest, reminded] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  /** Whoever ends and begins again, as when a clock is set right, looks too. */
  const clocks = async (): Promise<void> => {
    const at = now();
    if (at >= latest && performance.now() < reminded + REMIND) return void (latest = at);
    await transaction((tx) => remind(tx, at));
    [latest, reminded] = [at, performance.now()];
  };
  const ripe = async (): Promise<void> => {
    if (!lanes.manned()) return;
    await clocks();
    while ((await transaction((tx) => ripen(tx, now(), random))) > 0);
  };

  let looked = Number.NEGATIVE_INFINITY;
  const pass = async (): Promise<void> => {
    looked = performance.now();
    await ripe();
    await lanes.take();
  };
  const dueIn = (): number => looked + LOOK - performance.now();
  const loop = loopOf({ dueIn, pass, failed: () => failed("host/notices-waiting") });
  return {
    plan: async (tx, ...plans) => {
      const at = now();
      await plan(tx, plans, at);
      if (plans.some((one) => one.urgent && one.at.some((time) => time <= at))) after(tx, loop.wake);
    },
    forget: (tx, ...abouts) => forget(tx, abouts),
    deliver: lanes.deliver,
    before: (urgent) => reminders()[urgent ? "urgent" : "calm"],
    remindBy: (by) => void (reminders = by),
    post: async () => {
      await ripe();
      await lanes.take();
      await lanes.settled();
    },
    start: loop.start,
    stop: async () => {
      stopped.abort();
      await loop.stop();
      await lanes.settled();
    },
  };
}
