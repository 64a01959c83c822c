import type { Database, Tx } from "@niuniu/host";
import type { Insertable, Selectable } from "kysely";
import type { Matter, StateOf } from "../state.ts";
import type { Chained, NewEntry, Row, Store } from "./store.ts";
import { tablesOf, type OpenTable } from "./tables.ts";

/** A matter whose texts are public, without its chain. */
export interface OpenRow<M extends Matter> extends Row<M> {
  /** Hashes of the rules it began under, hex. */
  readonly policy: string;
  readonly calendar: string;
}

const rowOf = <M extends Matter>({ id, policy, calendar, state, head, due }: Selectable<OpenTable>): OpenRow<M> => {
  // The state is stored as the rules of this kind wrote it.
  return { id, policy, calendar, state: state, head, due: due?.getTime() ?? null };
};

/** By what name a list of another feature asks whoever owns it for the same; null where none does. */
export type About<M extends Matter> = (state: StateOf<M>) => string | null;

/** The columns of a matter as it is after a step. */
const columnsOf = <M extends Matter>(state: StateOf<M>, head: Uint8Array, about: About<M>) => {
  const { obligation, entries } = state;
  return {
    state: JSON.stringify(state),
    head: Buffer.from(head),
    entries,
    owner: obligation?.owner ?? null,
    act: obligation?.act ?? null,
    role: obligation?.role ?? null,
    due: obligation === null ? null : new Date(obligation.due),
    about: about(state),
  };
};

async function saveLinks(
  tx: Tx,
  feature: string,
  chains: readonly { readonly id: string; readonly entries: readonly NewEntry[] }[],
): Promise<void> {
  const links = chains.flatMap(({ id, entries }) =>
    entries.map(({ number, text, salt }) => ({ feature, id, number, text, salt: Buffer.from(salt) })),
  );
  if (links.length > 0) await tablesOf(tx).insertInto("matter_entry").values(links).execute();
}

/** Whose matters they are, and what each is about. */
interface Kept<M extends Matter> {
  readonly feature: string;
  readonly about: About<M>;
}

/** Stores a matter that begins, with its chain. */
export async function insertOpen<M extends Matter>(
  tx: Tx,
  { feature, about }: Kept<M>,
  { id, policy, calendar, state, head }: OpenRow<M>,
  entries: readonly NewEntry[],
): Promise<void> {
  const row: Insertable<OpenTable> = { feature, id, policy, calendar, ...columnsOf<M>(state, head, about) };
  await tablesOf(tx).insertInto("matter_open").values(row).execute();
  await saveLinks(tx, feature, [{ id, entries }]);
}

/** Where the open matters of a feature are kept. */
export function openStore<M extends Matter>(kept: Kept<M>): Store<M, OpenRow<M>> {
  const { feature } = kept;
  const all = (db: Database | Tx) => tablesOf(db).selectFrom("matter_open").where("feature", "=", feature);
  return {
    hold: async (tx, id) => {
      const found = await all(tx).where("id", "=", id).selectAll().forUpdate().executeTakeFirst();
      return found === undefined ? null : rowOf<M>(found);
    },
    holdFree: async (tx, ids) => {
      const some = all(tx).where("id", "in", ids).selectAll();
      const held = await some.orderBy("id").forUpdate().skipLocked().execute();
      if (held.length === ids.length) return { held: held.map(rowOf<M>), busy: [] };
      const free = new Set(held.map(({ id }) => id));
      const there = await some.execute();
      return { held: held.map(rowOf<M>), busy: there.flatMap(({ id }) => (free.has(id) ? [] : [id])) };
    },
    save: async (tx, steps) => {
      const after: OpenRow<M>[] = [];
      for (const step of steps) after.push(await saveOne(tx, kept, step));
      await saveLinks(
        tx,
        feature,
        steps.map(({ row: { id }, entries }) => ({ id, entries })),
      );
      return after;
    },
    ownedByOthers: async (db, present) => {
      const open = all(db).where("due", "is not", null).select("id").orderBy("id");
      const found = await (present.length === 0 ? open : open.where("owner", "not in", [...present])).execute();
      return found.map(({ id }) => id);
    },
  };
}

async function saveOne<M extends Matter>(
  tx: Tx,
  { feature, about }: Kept<M>,
  { row, decision: { state }, head }: Chained<M, OpenRow<M>>,
): Promise<OpenRow<M>> {
  const saved = await tablesOf(tx)
    .updateTable("matter_open")
    .set(columnsOf<M>(state, head, about))
    .where("feature", "=", feature)
    .where("id", "=", row.id)
    .executeTakeFirst();
  if (saved.numUpdatedRows !== 1n) throw new Error("matter/matter-gone");
  return { ...row, state, head, due: state.obligation?.due ?? null };
}

/** A matter as it is served, whatever its kind, or null: its row and its chain, oldest first. */
export async function readOpen(
  db: Database,
  feature: string,
  id: string,
): Promise<{
  readonly row: Selectable<OpenTable>;
  readonly links: readonly { readonly number: number; readonly text: string; readonly salt: Buffer }[];
} | null> {
  const one = tablesOf(db).selectFrom("matter_open").where("feature", "=", feature).where("id", "=", id);
  const row = await one.selectAll().executeTakeFirst();
  if (row === undefined) return null;
  const chain = tablesOf(db).selectFrom("matter_entry").where("feature", "=", feature).where("id", "=", id);
  // Whatever was added since the row was read is left for the next reader.
  const links = await chain.where("number", "<=", row.entries).orderBy("number").selectAll().execute();
  return { row, links };
}

/** Those of a feature that have these names, in the order of their names. */
export async function readSome<M extends Matter>(
  db: Database,
  feature: string,
  ids: readonly string[],
): Promise<readonly OpenRow<M>[]> {
  if (ids.length === 0) return [];
  const some = tablesOf(db).selectFrom("matter_open").where("feature", "=", feature).where("id", "in", ids);
  return (await some.selectAll().orderBy("id").execute()).map(rowOf<M>);
}

/** How much a member owes, without what another list asks them for. */
export async function countOwed(db: Database, owner: string): Promise<number> {
  const owed = tablesOf(db).selectFrom("matter_open").where("owner", "=", owner).where("due", "is not", null);
  return Number(
    (
      await owed
        .where("about", "is", null)
        .select(({ fn }) => fn.countAll().as("n"))
        .executeTakeFirst()
    )?.n ?? 0,
  );
}

/** What a member owes, what is due first. */
export async function readOwed(db: Database, owner: string, most: number): Promise<readonly Selectable<OpenTable>[]> {
  const owed = tablesOf(db).selectFrom("matter_open").where("owner", "=", owner).where("due", "is not", null);
  return owed.selectAll().orderBy("due").orderBy("feature").orderBy("id").limit(most).execute();
}
