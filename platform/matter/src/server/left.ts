import type { Tx } from "@niuniu/host";
import type { Matter } from "../state.ts";
import { reassign } from "../tick.ts";
import type { Row } from "./store.ts";
import { catchUp, presentOn, takeOne, watchOn, type On } from "./take.ts";

/**
 * Moves every open matter whose owner is away or has left, in transactions of its own: one that cannot move holds up no other,
 * and why is thrown in the end. Resolves with how many moved.
 */
export async function moveLeft<M extends Matter, R extends Row<M>>(on: On<M, R>): Promise<number> {
  const { host, store, office, tell } = on;
  const found = await office();
  if (found === null) return 0;
  const present = found.active.flatMap(({ id }) => (found.absent.includes(id) ? [] : [id]));
  const [moved, failed]: [R[], unknown[]] = [[], []];
  for (const id of await store.ownedByOthers(host.db, present)) {
    const done = host.transaction((tx) => moveOne(on, tx, id));
    const row = await done.catch((error: unknown) => (failed.push(error), null));
    if (row !== null) moved.push(row);
  }
  tell(moved);
  if (failed.length > 0) throw failed[0];
  return moved.length;
}

/** The matter as it stands after it moved, or null if it did not. */
async function moveOne<M extends Matter, R extends Row<M>>(on: On<M, R>, tx: Tx, id: string): Promise<R | null> {
  const held = await on.store.hold(tx, id);
  if (held === null) return null;
  const now = on.host.now();
  const row = await catchUp(on, tx, held, now);
  const watch = watchOn(on, row, await presentOn(on));
  const decision = reassign(on.kind, row.state, now, watch);
  if (decision === null) return row === held ? null : row;
  return takeOne(on, tx, { row, decision, signed: null, calendar: watch.calendar }, now);
}
