import type { Tx } from "@niuniu/host";
import type { Decision } from "../append.ts";
import type { Watch } from "../rules.ts";
import type { Matter } from "../state.ts";
import { keepTime } from "./due.ts";
import { moveLeft } from "./left.ts";
import type { Row, SignedAct } from "./store.ts";
import { catchUp, presentOn, takeOne, watchOn, type MatterPorts, type On } from "./take.ts";

/** One act on one matter. */
interface Acting<M extends Matter, R extends Row<M>> {
  /** The matter, held; throws Refused where there is none. */
  readonly hold: (tx: Tx) => Promise<R>;
  readonly signed: SignedAct<M>;
  /** What follows, or Refused; `row` is as it is once all dates that passed are acted on. */
  readonly decide: (row: R, watch: Watch<M["policy"]>, now: number) => Decision<M>;
  /** Whatever else must hold before it is stored; throws Refused. */
  readonly check: (tx: Tx, row: R, decision: Decision<M>) => Promise<void>;
  /** Stores what else belongs to the act. */
  readonly also?: (tx: Tx, row: R) => Promise<void>;
}

/** All matters of one kind. Everything that changes one goes through here. */
export interface Matters<M extends Matter, R extends Row<M>> {
  /** Makes an act and what follows from it durable in one transaction, and tells. Gives the matter as it is then. */
  readonly act: (acting: Acting<M, R>) => Promise<R>;
  /** Moves every open matter whose owner is away or has left, in transactions of its own. Resolves with how many moved. */
  readonly moveLeft: () => Promise<number>;
  /** Registers the dates of this kind, and sets its round going unless it is. Once, at start. */
  readonly keepTime: () => Promise<void>;
}

/** The matters of one kind, on a host. */
export function mattersOn<M extends Matter, R extends Row<M>>(
  host: On<M, R>["host"],
  ports: MatterPorts<M, R>,
): Matters<M, R> {
  const on = { host, ...ports };
  return { act: (acting) => act(on, acting), moveLeft: () => moveLeft(on), keepTime: () => keepTime(on) };
}

async function act<M extends Matter, R extends Row<M>>(
  on: On<M, R>,
  { hold, signed, decide, check, also }: Acting<M, R>,
): Promise<R> {
  const present = await presentOn(on);
  const after = await on.host.transaction(async (tx) => {
    const held = await hold(tx);
    const now = on.host.now();
    const row = await catchUp(on, tx, held, now);
    const watch = watchOn(on, row, present);
    const decision = decide(row, watch, now);
    await check(tx, row, decision);
    const next = await takeOne(on, tx, { row, decision, signed, calendar: watch.calendar }, now);
    await also?.(tx, next);
    return next;
  });
  on.tell([after]);
  return after;
}
