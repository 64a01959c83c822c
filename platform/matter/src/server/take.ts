import { flatMapWithPauses, type Host, type Tx } from "@niuniu/host";
import type { Kind } from "../kind.ts";
import type { Committee, Rules, Watch } from "../rules.ts";
import type { EventOf, Matter } from "../state.ts";
import { tick } from "../tick.ts";
import { chained } from "./chained.ts";
import type { Decided, Row, Store } from "./store.ts";
import { owesAnew, toldOf, toldOfMiss } from "./told.ts";

/** What the matters of one kind need of their feature. */
export interface MatterPorts<M extends Matter, R extends Row<M>> {
  readonly kind: Kind<M>;
  /** The parser of the pages, for what the server says itself. */
  readonly read: (value: unknown) => EventOf<M>;
  readonly store: Store<M, R>;
  /** The rules a matter began under. */
  readonly rulesOf: (row: R) => Rules<M["policy"]>;
  /** Who is there now, at most a second old, or null while nobody is in office yet. */
  readonly office: () => Promise<Present | null>;
  /** Whether its owner is told at once, whatever the hour; none are if not said. */
  readonly urgent?: (row: R) => boolean;
  /** Has the open pages of whom these matters concern told. */
  readonly tell: (rows: readonly R[]) => void;
}

/** Who is in office, and who of them is away. */
export type Present = Pick<Committee, "active" | "absent">;

/** A host, and what the matters of one kind need of their feature. */
export interface On<M extends Matter, R extends Row<M>> extends MatterPorts<M, R> {
  readonly host: Pick<
    Host,
    "db" | "transaction" | "after" | "now" | "random" | "timers" | "notices" | "record" | "ending" | "failed"
  >;
}

/** The timer kind under which the dates of a feature's matters stand; the key is the matter. */
export const dueOf = (feature: string): string => `${feature}/due`;

/** Who is there. A matter was begun by somebody in office, so there is an office from then on. */
export async function presentOn<M extends Matter, R extends Row<M>>({
  kind,
  office,
}: Pick<On<M, R>, "kind" | "office">): Promise<Present> {
  const found = await office();
  if (found === null) throw new Error(`${kind.feature}/nobody-in-office`);
  return found;
}

/** Who is there, as the rules see it. Named one by one: what else an office says of itself is not the matter's. */
export function peopleIn({ active, absent }: Present): Present {
  return { active: active.map(({ id, side, serves }) => ({ id, side, serves })), absent };
}

/** By what the passing of time is judged for this matter. */
export function watchOn<M extends Matter, R extends Row<M>>(
  { rulesOf }: Pick<On<M, R>, "rulesOf">,
  row: R,
  present: Present,
): Watch<M["policy"]> {
  return { ...rulesOf(row), ...peopleIn(present) };
}

/** Makes what was decided durable with the transaction: rows and chains, dates, who is told, and the new heads' places in the record. */
export async function take<M extends Matter, R extends Row<M>>(
  { host, kind, read, store, urgent = () => false }: On<M, R>,
  tx: Tx,
  steps: readonly Decided<M, R>[],
  now: number,
): Promise<readonly R[]> {
  if (steps.length === 0) return [];
  const { random } = host;
  const taken = await flatMapWithPauses(steps, (step) => {
    const { events } = step.decision;
    return [{ ...step, ...chained<M>(step.row, { signed: step.signed, events }, { random, read }) }];
  });
  const after = await store.save(tx, taken, now);
  await setDates({ host, kind: dueOf(kind.feature) }, tx, steps, after);
  const plans = after.flatMap((row, at) => {
    const step = steps[at];
    if (step === undefined || !owesAnew(step.row, row)) return [];
    const by = step.signed?.act.by ?? null;
    const cause = { feature: kind.feature, urgent: urgent(row), by, now, before: host.notices.before };
    return [toldOf(row, cause), ...toldOfMiss(row, step.decision.events, cause)];
  });
  await host.notices.plan(tx, ...plans);
  const heads = taken.flatMap(({ entries, head }) => (entries.length > 0 ? [head] : []));
  if (heads.length > 0) await host.record.place(tx, heads);
  return after;
}

async function setDates(
  { host: { timers }, kind }: { readonly host: Pick<Host, "timers">; readonly kind: string },
  tx: Tx,
  steps: readonly { readonly row: { readonly due: number | null } }[],
  after: readonly { readonly id: string; readonly due: number | null }[],
): Promise<void> {
  const moved = after.filter(({ due }, at) => due !== steps[at]?.row.due);
  await timers.set(tx, ...moved.flatMap(({ id, due }) => (due === null ? [] : [{ kind, key: id, due }])));
  for (const { id, due } of moved) if (due === null) await timers.cancel(tx, { kind, key: id });
}

/** One step, as `take` takes many. */
export async function takeOne<M extends Matter, R extends Row<M>>(
  on: On<M, R>,
  tx: Tx,
  step: Decided<M, R>,
  now: number,
): Promise<R> {
  return (await take(on, tx, [step], now))[0] ?? step.row;
}

/** A date that passed while an act was on its way is acted on first, so that nobody answers in another's time. */
export async function catchUp<M extends Matter, R extends Row<M>>(
  on: On<M, R>,
  tx: Tx,
  row: R,
  now: number,
): Promise<R> {
  const watch = watchOn(on, row, await presentOn(on));
  const decision = tick(on.kind, row.state, now, watch);
  return decision === null ? row : takeOne(on, tx, { row, decision, signed: null, calendar: watch.calendar }, now);
}
