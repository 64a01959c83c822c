import type { Database, Tx } from "@niuniu/host";
import { sql } from "kysely";

/** How a sealed matter is asked for: by its name, or by the lookup of a receipt or pick-up number. */
export type MatterKey = { readonly id: string } | { readonly lookup: Uint8Array };

/** The rows of one feature's sealed matters, as they are found and held. */
export interface SealedRows<R> {
  /** The matter, or null. */
  readonly read: (db: Database | Tx, key: MatterKey) => Promise<R | null>;
  /**
   * The matter, held until the transaction ends: two acts on one come one after the other. One that is being settled is gone from
   * its place for an instant, and is looked for again.
   */
  readonly hold: (tx: Tx, key: MatterKey) => Promise<R | null>;
  /** Those that nobody else holds, held likewise; and the names of those that somebody does. */
  readonly holdFree: (
    tx: Tx,
    ids: readonly string[],
  ) => Promise<{ readonly held: readonly R[]; readonly busy: readonly string[] }>;
}

type Found = { readonly id: string };

/** The rows of this table, which has `id` and `lookup`. `read`: a row of it as the database gives it. */
export function sealedRows<R>(table: string, read: (found: never) => R): SealedRows<R> {
  const rowOf = (found: Found): R => read(found as never);
  const all = sql`select * from ${sql.table(table)}`;
  const chosen = (key: MatterKey) =>
    "id" in key ? sql`${all} where id = ${key.id}` : sql`${all} where lookup = ${Buffer.from(key.lookup)}`;
  const first = async (db: Database | Tx, asked: ReturnType<typeof chosen>): Promise<R | null> => {
    const [found] = (await sql<Found>`${asked}`.execute(db)).rows;
    return found === undefined ? null : rowOf(found);
  };
  return {
    read: (db, key) => first(db, chosen(key)),
    hold: async (tx, key) => {
      const held = sql`${chosen(key)} for update`;
      return (await first(tx, held)) ?? (await first(tx, held));
    },
    holdFree: async (tx, ids) => {
      const those = sql`id = any(${[...ids]}::text[])`;
      const { rows } = await sql<Found>`${all} where ${those} order by id for update skip locked`.execute(tx);
      if (rows.length === ids.length) return { held: rows.map(rowOf), busy: [] };
      const free = new Set(rows.map(({ id }) => id));
      const there = await sql<{ id: string }>`select id from ${sql.table(table)} where ${those}`.execute(tx);
      return { held: rows.map(rowOf), busy: there.rows.flatMap(({ id }) => (free.has(id) ? [] : [id])) };
    },
  };
}
