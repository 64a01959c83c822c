import { reassign, tick } from "../kind.ts";
import type { TimersHandler, Tx } from "@niuniu/host";
import { addDays, dayOf } from "@niuniu/owe";
import { Refused } from "@niuniu/wire";
import { wouldStrand } from "../leaving.ts";
import { DEFAULT } from "../policy.ts";
import { catchUp } from "./acting.ts";
import { tell, type Context } from "./context.ts";
import { committeeOf, opened } from "./office.ts";
import { DUE } from "./settled.ts";
import { takeStep, takeSteps } from "./step.ts";
import { holdCase, holdCases, type CaseRow } from "./store-case.ts";
import { addUp, readOpenReaders, readOwners } from "./store-count.ts";
import { readOwned } from "./store-list.ts";
import { forgetNonces } from "./store-nonce.ts";

const [MINUTE, HOUR] = [60_000, 3_600_000];
/** What this feature does by itself from time to time. */
const ROUND = "cases/round";
const TIDY = "cases/tidy";

/**
 * Dates have come: where such a date is still its case's, what was owed is missed and the case moves on. Cases that
 * somebody is at work on are left for a moment later.
 */
function dueHandler(context: Context): TimersHandler {
  const { host, rulebook } = context;
  return async (timers, tx, now) => {
    const { held, busy } = await holdCases(
      tx,
      timers.map(({ key }) => key),
    );
    const dated = held.flatMap(({ id, due }) => (due === null || due <= now ? [] : [{ kind: DUE, key: id, due }]));
    await host.timers.set(tx, ...dated);
    const passed = held.filter(({ due }) => due !== null && due <= now);
    if (passed.length === 0) return busy;
    const office = opened(await context.office.get());
    const steps = passed.flatMap((row) => {
      const rules = rulebook.of(row);
      const decision = tick(row.state, now, committeeOf(office, rules));
      return decision === null ? [] : [{ row, decision, signed: null, calendar: rules.calendar }];
    });
    await takeSteps(tx, host, steps, now);
    tellLater(context, new Set(steps.flatMap(({ row }) => row.readers)));
    return busy;
  };
}

/** Pages are told a moment later, when the transaction this runs in is durable. */
function tellLater(context: Context, readers: ReadonlySet<string>): void {
  setTimeout(() => tell(context, readers), 300).unref();
}

/** Moves every open case whose owner is away or has left, in transactions of its own. Returns how many moved. */
export async function moveLeft(context: Context): Promise<number> {
  context.office.forget();
  const office = await context.office.get();
  if (office === null) return 0;
  const present = office.active.flatMap(({ id }) => (office.absent.includes(id) ? [] : [id]));
  const moved: CaseRow[] = [];
  const { db } = context.host;
  const left = (await readOwners(db)).filter((owner) => !present.includes(owner));
  for (const id of left.length === 0 ? [] : await readOwned(db, left)) {
    const row = await context.host.transaction((tx) => moveOne(tx, context, id));
    if (row !== null) moved.push(row);
  }
  tell(context, new Set(moved.flatMap(({ readers }) => readers)));
  return moved.length;
}

/** The case as it stands after it moved, or null if it did not. */
async function moveOne(tx: Tx, context: Context, id: string): Promise<CaseRow | null> {
  const { host, rulebook } = context;
  const office = opened(await context.office.get());
  const held = await holdCase(tx, { id });
  if (held === null) return null;
  const now = host.now();
  const row = await catchUp(tx, context, office, { row: held, now });
  const rules = rulebook.of(row);
  const decision = reassign(row.state, now, committeeOf(office, rules));
  if (decision === null) return row === held ? null : row;
  return takeStep(tx, host, { row, decision, signed: null, calendar: rules.calendar }, now);
}

/**
 * Why the committee may not become these people, or may not be without this one who will be away: an open case would be left with
 * fewer than two readers and nobody from outside. Null when it may.
 */
export async function wouldStrandAny(
  context: Context,
  next: { readonly members: readonly string[] } | { readonly away: string },
): Promise<Refused | null> {
  const office = await context.office.get();
  if (office === null) return null;
  const { active, absent } = committeeOf(office, context.rulebook.of(office));
  const stays = (id: string): boolean => ("members" in next ? next.members.includes(id) : next.away !== id);
  const leaving = active.flatMap(({ id }) => (stays(id) ? [] : [id]));
  // Who is away now may come back after a change of the committee, and reads on.
  const after =
    "members" in next
      ? { active: active.filter(({ id }) => stays(id)), absent: [] }
      : { active, absent: [...absent, next.away] };
  const now = context.host.now();
  for (const row of await readOpenReaders(context.host.db)) {
    const rules = context.rulebook.of(row);
    if (wouldStrand(row.state, after, { leaving, now, rules })) return new Refused("cases/would-strand");
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
  host.timers.handleAll(DUE, dueHandler(context));
  host.timers.handle(ROUND, async (_timer, tx, now) => {
    // Its cases move in transactions of their own: one that cannot move must not hold up the others.
    setTimeout(() => void round(context), 0).unref();
    await host.timers.set(tx, { kind: ROUND, key: "next", due: now + HOUR });
  });
  host.timers.handle(TIDY, async (_timer, tx, now) => {
    await forgetNonces(tx, now);
    await addUp(tx, addDays(dayOf(now, DEFAULT.calendar), -31));
    await host.timers.set(tx, { kind: TIDY, key: "next", due: now + MINUTE });
  });
  await host.transaction(async (tx) => {
    const now = host.now();
    await host.timers.set(tx, { kind: ROUND, key: "next", due: now }, { kind: TIDY, key: "next", due: now + MINUTE });
  });
}
