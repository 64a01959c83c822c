import { setTimeout as wait } from "node:timers/promises";
import { sql, type Selectable } from "kysely";
import { PREPARED, type Database, type Tx } from "./database.ts";
import { utcDay } from "./days.ts";
import { inSavepoint, type Transact } from "./transactions.ts";
import type { TimerTable } from "./tables.ts";

/** What is to happen: at most one timer of a kind has the same key. */
export interface Timer {
  readonly kind: string;
  readonly key: string;
}

/**
 * Does what is due. Its database effects happen exactly once: they commit together with the timer's end. Runs on
 * `tx` and nothing else; an error undoes it and it is tried again later. `due` may lie years before `now` (ms since epoch).
 */
export type TimerHandler = (timer: Timer & { readonly due: number }, tx: Tx, now: number) => Promise<void>;

/**
 * Does what many timers of one kind ask, at once; resolves with the keys of those it has left alone because somebody is
 * at work on them. An error undoes it, and each timer is tried by itself.
 */
export type TimersHandler = (
  timers: readonly (Timer & { readonly due: number })[],
  tx: Tx,
  now: number,
) => Promise<readonly string[]>;

/** Dates that act by themselves. */
export interface Timers {
  /** States who acts when a timer of this kind is due. Once per kind, at start. */
  readonly handle: (kind: string, handler: TimerHandler) => void;
  /** The same for a kind of which thousands may be due together. */
  readonly handleAll: (kind: string, handler: TimersHandler) => void;
  /** Sets or moves timers, in the transaction of the event that causes them. `due` in ms since epoch. */
  readonly set: (tx: Tx, ...timers: readonly (Timer & { readonly due: number })[]) => Promise<void>;
  /** Removes the timer if it is there, in the transaction of the event that makes it needless. */
  readonly cancel: (tx: Tx, timer: Timer) => Promise<void>;
  /** Acts on everything due by `now`, what comes due meanwhile included; resolves with how many timers ran. */
  readonly runDue: (now: number) => Promise<number>;
}

/** The engine: `Timers` for features, and the loop for whoever starts the server. */
export interface TimerEngine extends Timers {
  readonly start: () => void;
  /** Ends the loop after the batch in hand. */
  readonly stop: () => Promise<void>;
}

const BATCH = 100;
/** Batches under way at once where one is full: while the database works on one of them, the next is thought about. */
const LANES = 2;
const LONGEST_SLEEP = 1_000;
/** So long at the most between two looks at a date that is due and not to be had: another process is at it, or a clock stands still. */
const IN_VAIN = 20;
/** Waited after a handler failed: 1 s, 2 s, 4 s … at most 5 min, for ever. */
const pauseAfter = (attempts: number): number => Math.min(1_000 * 2 ** Math.min(attempts, 20), 300_000);
/** PostgreSQL: lock not available in time, deadlock. Somebody is at work on the same case; no fault of the handler. */
const CONTENDED = new Set(["55P03", "40P01"]);

interface Ports {
  readonly now: () => number;
  readonly transaction: Transact;
  /** Hears a stable code, never a value. */
  readonly failed: (code: string) => void;
  /** How time passes (ms), where it is not the machine's own; ends early once `signal` says so. */
  readonly pass?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

type Row = Selectable<TimerTable>;

/** Claims what is due. Other processes skip these rows until the transaction ends. */
async function claim(tx: Tx, kinds: readonly string[], now: number): Promise<readonly Row[]> {
  return tx
    .selectFrom("host_timer")
    .selectAll()
    .where("run_at", "<=", new Date(now))
    .where("kind", "in", kinds)
    .orderBy("run_at")
    .limit(BATCH)
    .forUpdate()
    .skipLocked()
    .execute();
}

/** Removed twice where there was nothing: one that is being settled just then is gone from its place for an instant. */
async function cancel(tx: Tx, timer: Timer): Promise<void> {
  if ((await remove(tx, timer.kind, [timer.key])) === 0) await remove(tx, timer.kind, [timer.key]);
}

/** Resolves with how many were there. */
async function remove(tx: Tx, kind: string, keys: readonly string[]): Promise<number> {
  const mine = sql<boolean>`key = any(${[...keys]}::text[])`;
  const gone = await tx.deleteFrom("host_timer").where("kind", "=", kind).where(mine).executeTakeFirst();
  return Number(gone.numDeletedRows);
}

/** All in one statement: many dates may pass at once. `day`: today, until whose end the rows tell when they came. */
async function set(tx: Tx, day: string, timers: readonly (Timer & { readonly due: number })[]): Promise<void> {
  if (timers.length === 0) return;
  const kinds = timers.map(({ kind }) => kind);
  const keys = timers.map(({ key }) => key);
  const dues = timers.map(({ due }) => new Date(due));
  await sql`${PREPARED}
    insert into host_timer (kind, key, due_at, run_at, fresh)
    select kind, key, due, due, ${day}::date
    from unnest(${kinds}::text[], ${keys}::text[], ${dues}::timestamptz[]) as of (kind, key, due)
    on conflict (kind, key) do update
      set due_at = excluded.due_at, run_at = excluded.run_at, attempts = 0, fresh = excluded.fresh`.execute(tx);
}

/** Who acts on a kind of timers, and on how many at once. */
interface Registered {
  readonly most: number;
  readonly act: TimersHandler;
}

interface Batch {
  readonly done: number;
  readonly failed: number;
  readonly contended: boolean;
}

/** Runs claimed timers of one kind inside a savepoint: their failure undoes themselves and nothing else. */
async function run(tx: Tx, rows: readonly Row[], act: TimersHandler, now: number): Promise<Batch> {
  const [row, ...others] = rows;
  if (row === undefined) return { done: 0, failed: 0, contended: false };
  const { kind } = row;
  const timers = rows.map(({ key, due_at }) => ({ kind, key, due: due_at.getTime() }));
  const keys = timers.map(({ key }) => key);
  try {
    const left = await inSavepoint(tx, async () => {
      // Removed first, so that the handler may set the same timer anew.
      await remove(tx, kind, keys);
      const busy = await act(timers, tx, now);
      const again = timers.filter(({ key }) => busy.includes(key));
      await set(tx, utcDay(now), again);
      return busy;
    });
    return { done: rows.length - left.length, failed: 0, contended: left.length > 0 };
  } catch (error) {
    if (others.length > 0) return eachOf(tx, rows, act, now);
    if (CONTENDED.has((error as { readonly code?: string }).code ?? "")) return { done: 0, failed: 0, contended: true };
    await tx
      .updateTable("host_timer")
      .set({
        attempts: row.attempts + 1,
        run_at: new Date(now + pauseAfter(row.attempts)),
        fresh: sql`${utcDay(now)}::date`,
      })
      .where("kind", "=", kind)
      .where("key", "=", row.key)
      .execute();
    return { done: 0, failed: 1, contended: false };
  }
}

async function eachOf(tx: Tx, rows: readonly Row[], act: TimersHandler, now: number): Promise<Batch> {
  let [done, failed, contended] = [0, 0, false];
  for (const row of rows) {
    const one = await run(tx, [row], act, now);
    done += one.done;
    failed += one.failed;
    // The others are not made to wait for this one: what holds it may take long.
    contended ||= one.contended;
  }
  return { done, failed, contended };
}

/** One claim and what comes of it, in one transaction. */
function runBatch(transaction: Transact, handlers: ReadonlyMap<string, Registered>, now: number): Promise<Batch> {
  return transaction(async (tx) => {
    // A request that holds a case and wants its timer must not wait for us while we wait for the case.
    await sql`set local lock_timeout = '200ms'`.execute(tx);
    let [done, failed, contended] = [0, 0, false];
    const claimed = await claim(tx, [...handlers.keys()], now);
    for (const [kind, { most, act }] of handlers) {
      const rows = claimed.filter((row) => row.kind === kind);
      const some = await (most === 1 ? eachOf(tx, rows, act, now) : run(tx, rows, act, now));
      done += some.done;
      failed += some.failed;
      contended ||= some.contended;
    }
    return { done, failed, contended };
  });
}

async function earliest(db: Database, kinds: readonly string[]): Promise<number> {
  const found = await db
    .selectFrom("host_timer")
    .select((of) => of.fn.min("run_at").as("at"))
    .where("kind", "in", kinds)
    .executeTakeFirst();
  // min() of nothing is null, which the builder's types do not say.
  const at = found?.at as Date | null | undefined;
  return at?.getTime() ?? Number.POSITIVE_INFINITY;
}

/** One batch: how many timers ran, or null where nothing is due that nobody else is at. */
type Next = () => Promise<number | null>;

async function lane(next: Next): Promise<number> {
  let ran = 0;
  for (let done = await next(); done !== null; done = await next()) ran += done;
  return ran;
}

/** Batch after batch, once one was full in several lanes; resolves with how many timers ran when the last of them is over. */
async function inLanes(next: Next): Promise<number> {
  const first = await next();
  if (first === null) return 0;
  const ended = await Promise.allSettled(Array.from({ length: first < BATCH ? 1 : LANES }, () => lane(next)));
  return ended.reduce((sum, one) => {
    if (one.status === "rejected") throw one.reason;
    return sum + one.value;
  }, first);
}

const passing: NonNullable<Ports["pass"]> = (milliseconds, signal) =>
  wait(milliseconds, undefined, { signal }).catch(() => undefined);

/**
 * How long to sleep until a date that lies so far ahead (ms): exactly until then. Whoever woke for a date and could act on none waits
 * twice as long as the last time, so that nobody asks the database without end; `vain`: what was waited so.
 */
const sleepUntil = (ahead: number, vain: number): number => Math.min(Math.max(ahead, vain, 1), LONGEST_SLEEP);

/** The timer engine on a database. Several processes may run one each: they share the work and never repeat it. */
export function timersOn(db: Database, { now, transaction, failed, pass = passing }: Ports): TimerEngine {
  const handlers = new Map<string, Registered>();
  const stopped = new AbortController();
  let loop: Promise<void> | null = null;

  const runDue = (until: number): Promise<number> =>
    inLanes(async () => {
      if (handlers.size === 0 || stopped.signal.aborted) return null;
      const batch = await runBatch(transaction, handlers, until);
      if (batch.failed > 0) failed("host/timer-failed");
      if (batch.contended) await wait(50);
      return batch.contended || batch.done + batch.failed > 0 ? batch.done : null;
    });

  const run = async (): Promise<void> => {
    let [vain, woken] = [0, false];
    while (!stopped.signal.aborted) {
      try {
        const ran = await runDue(now());
        const ahead = handlers.size === 0 ? LONGEST_SLEEP : (await earliest(db, [...handlers.keys()])) - now();
        vain = woken && ran === 0 ? Math.min(Math.max(2 * vain, 1), IN_VAIN) : 0;
        woken = ahead <= LONGEST_SLEEP;
        await pass(sleepUntil(ahead, vain), stopped.signal);
      } catch {
        // The database is away; it is asked again in a second.
        failed("host/timers-waiting");
        await pass(LONGEST_SLEEP, stopped.signal);
      }
    }
  };

  return {
    handle: (kind, handler) =>
      void handlers.set(kind, {
        most: 1,
        act: async (timers, tx, at) => {
          for (const timer of timers) await handler(timer, tx, at);
          return [];
        },
      }),
    handleAll: (kind, act) => void handlers.set(kind, { most: BATCH, act }),
    set: (tx, ...timers) => set(tx, utcDay(now()), timers),
    cancel,
    runDue,
    start: () => void (loop ??= run()),
    stop: async () => {
      stopped.abort();
      await loop;
    },
  };
}
