import { flatMapWithPauses, type TimersHandler } from "@niuniu/host";
import type { Matter } from "../state.ts";
import { tick } from "../tick.ts";
import { moveLeft } from "./left.ts";
import type { Decided, Row } from "./store.ts";
import { dueOf, presentOn, take, watchOn, type On } from "./take.ts";

/** How often a round looks for whoever has left, in ms. */
const HOUR = 3_600_000;

/**
 * Dates have come: where such a date is still its matter's, what was owed is missed and the matter moves on. Matters that
 * somebody is at work on are left for a moment later.
 */
const whenDue = <M extends Matter, R extends Row<M>>(on: On<M, R>): TimersHandler => {
  const { host, kind, store, tell } = on;
  return async (timers, tx, now) => {
    const keys = timers.map(({ key }) => key);
    const { held, busy } = await store.holdFree(tx, keys);
    const isLater = (due: number | null): due is number => due !== null && due > now;
    const later = held.flatMap(({ id: key, due }) => (isLater(due) ? [{ kind: dueOf(kind.feature), key, due }] : []));
    await host.timers.set(tx, ...later);
    const passed = held.filter(({ due }) => due !== null && due <= now);
    if (passed.length === 0) return busy;
    const present = await presentOn(on);
    const steps = await flatMapWithPauses(passed, (row): readonly Decided<M, R>[] => {
      const watch = watchOn(on, row, present);
      const decision = tick(kind, row.state, now, watch);
      return decision === null ? [] : [{ row, decision, signed: null, calendar: watch.calendar }];
    });
    const after = await take(on, tx, steps, now);
    host.after(tx, () => tell(after));
    return busy;
  };
};

/** Moves what has to move. Cut off by the end of the server it is made up for at the next start. */
async function round<M extends Matter, R extends Row<M>>(on: On<M, R>): Promise<void> {
  const { ending, failed } = on.host;
  if (ending.aborted) return;
  await moveLeft(on).catch(() => {
    if (!ending.aborted) failed(`${on.kind.feature}/round-failed`);
  });
}

/** Registers the dates of this kind, and sets its round going unless it is. Once, at start. */
export async function keepTime<M extends Matter, R extends Row<M>>(on: On<M, R>): Promise<void> {
  const { host, kind } = on;
  const ROUND = `${kind.feature}/round`;
  host.timers.handleAll(dueOf(kind.feature), whenDue(on));
  host.timers.handle(ROUND, async (_timer, tx, now) => {
    // Its matters move in transactions of their own: one that cannot move must not hold up the others.
    host.after(tx, () => round(on));
    await host.timers.set(tx, { kind: ROUND, key: "next", due: now + HOUR });
  });
  await host.transaction((tx) => host.timers.set(tx, { kind: ROUND, key: "next", due: host.now() }));
}
