import type { TimerHandler, Tx } from "@niuniu/host";
import { Refused } from "@niuniu/wire";
import { sql } from "kysely";
import { wouldStrand } from "../ladder.ts";
import { reassign } from "../tick.ts";
import { catchUp } from "./acting.ts";
import { coarsen, DUE } from "./coarsen.ts";
import { TOPIC, type Context } from "./context.ts";
import { committeeOf, opened } from "./office.ts";
import { takeStep } from "./step.ts";
import { holdCase } from "./store-case.ts";
import { readLeft, readOpenReaders } from "./store-list.ts";

const HOUR = 3_600_000;
/** What this feature does by itself from time to time. */
const ROUND = "cases/round";
const COARSEN = "cases/coarsen";
/** After a start: a server that is started often must rewrite its tables all the same. */
const FIRST = HOUR / 4;
/** When the tables were in use. */
const HELD = 60_000;
/** PostgreSQL's code for a lock that was not to be had in time. */
const LOCK_NOT_AVAILABLE = "55P03";
const EVERY = { [ROUND]: HOUR, [COARSEN]: 4 * HOUR } as const;

/** A date has come: if it is still the case's date, what was owed is missed and the case moves on. */
function dueHandler(context: Context): TimerHandler {
  return async ({ key }, tx, now) => {
    const row = await holdCase(tx, { id: key });
    if (row?.due == null) return;
    if (row.due > now) {
      await context.host.timers.set(tx, { kind: DUE, key, due: row.due });
      return;
    }
    await catchUp(tx, context, opened(await context.office.get()), { row, now });
    tellLater(context);
  };
}

/** Pages are told a moment later, when the transaction this runs in is durable. */
function tellLater({ host }: Context): void {
  setTimeout(() => host.changes.publish(TOPIC), 300).unref();
}

/** Moves every open case whose owner is away or has left, in transactions of its own. Returns how many moved. */
export async function moveLeft(context: Context): Promise<number> {
  context.office.forget();
  const office = await context.office.get();
  if (office === null) return 0;
  const present = office.active.flatMap(({ id }) => (office.absent.includes(id) ? [] : [id]));
  let moved = 0;
  for (const id of await readLeft(context.host.db, present)) {
    if (await context.host.transaction((tx) => moveOne(tx, context, id))) moved++;
  }
  if (moved > 0) context.host.changes.publish(TOPIC);
  return moved;
}

async function moveOne(tx: Tx, context: Context, id: string): Promise<boolean> {
  const { host, rulebook } = context;
  const office = opened(await context.office.get());
  const held = await holdCase(tx, { id });
  if (held === null) return false;
  const now = host.now();
  const row = await catchUp(tx, context, office, { row: held, now });
  const rules = rulebook.of(row);
  const decision = reassign(row.state, now, committeeOf(office, rules));
  if (decision === null) return row !== held;
  await takeStep(tx, host, row, { decision, signed: null, now, calendar: rules.calendar });
  return true;
}

/**
 * Why the committee may not become these people, or may not be without these away: an open case would be left with
 * fewer than two readers and nobody from outside. Null when it may.
 */
export async function wouldStrandAny(
  context: Context,
  next: { readonly members?: readonly string[]; readonly away?: readonly string[] },
): Promise<Refused | null> {
  const office = await context.office.get();
  if (office === null) return null;
  const { active, absent } = committeeOf(office, context.rulebook.of(office));
  const left = active.filter(({ id }) => next.members?.includes(id) ?? true);
  const away = next.away ?? (next.members === undefined ? absent : []);
  for (const row of await readOpenReaders(context.host.db)) {
    if (wouldStrand(row.state, { active: left, absent: away })) return new Refused("cases/would-strand");
  }
  return null;
}

/** Moves what has to move. Cut off by the end of the server it is made up for at the next start. */
async function round(context: Context): Promise<void> {
  const { ending, failed } = context.host;
  if (ending.aborted) return;
  await moveLeft(context).catch(() => {
    if (!ending.aborted) failed("cases/round-failed");
  });
}

/** Registers what happens by itself, and sets the two rounds going unless they are. */
export async function keepTime(context: Context): Promise<void> {
  const { host } = context;
  host.timers.handle(DUE, dueHandler(context));
  host.timers.handle(ROUND, async (_timer, tx, now) => {
    // Its cases move in transactions of their own: one that cannot move must not hold up the others.
    setTimeout(() => void round(context), 0).unref();
    await host.timers.set(tx, { kind: ROUND, key: "next", due: now + EVERY[ROUND] });
  });
  host.timers.handle(COARSEN, async (_timer, tx, now) => {
    const done = await unlessHeld(tx, () => coarsen(tx, host.timers, now));
    await host.timers.set(tx, { kind: COARSEN, key: "next", due: now + (done ? EVERY[COARSEN] : HELD) });
  });
  await host.transaction(async (tx) => {
    const now = host.now();
    await host.timers.set(tx, { kind: ROUND, key: "next", due: now });
    await host.timers.set(tx, { kind: COARSEN, key: "next", due: now + FIRST });
  });
}

/**
 * False, and nothing done, if somebody holds what the work needs, such as a backup. Asking again at once would make every
 * other request wait behind the question.
 */
async function unlessHeld(tx: Tx, work: () => Promise<unknown>): Promise<boolean> {
  await sql`savepoint held`.execute(tx);
  try {
    await work();
    await sql`release savepoint held`.execute(tx);
    return true;
  } catch (error) {
    if ((error as { readonly code?: string }).code !== LOCK_NOT_AVAILABLE) throw error;
    await sql`rollback to savepoint held`.execute(tx);
    return false;
  }
}
