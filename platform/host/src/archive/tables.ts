import type pg from "pg";

/** Kysely's own: which migrations have run, and the lock of whoever runs them. */
export const MIGRATIONS = "kysely_migration";

/** A table to be kept: its columns in their order, and the ones its rows are put in order by. */
export interface KeptTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
}

/**
 * The tables of the schema we work in, sorted. Not those without a write-ahead log, which PostgreSQL itself empties in a
 * crash.
 */
export async function tablesIn(client: pg.ClientBase): Promise<readonly KeptTable[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; key: string[] }>(`
    select c.relname as name,
      array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
      array(select a.attname::text from pg_index i
        cross join unnest(i.indkey) with ordinality as of (attnum, at)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = of.attnum
        where i.indrelid = c.oid and i.indisprimary order by of.at) as key
    from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relpersistence = 'p'
    order by c.relname collate "C"`);
  return rows;
}

/** A table before those that refer to it. */
export async function inOrderOfReference<T extends { readonly name: string }>(
  client: pg.ClientBase,
  tables: readonly T[],
): Promise<readonly T[]> {
  const { rows } = await client.query<{ child: string; parent: string }>(`
    select child.relname as child, parent.relname as parent from pg_constraint f
    join pg_class child on child.oid = f.conrelid join pg_class parent on parent.oid = f.confrelid
    where f.contype = 'f' and child.oid <> parent.oid`);
  const done = new Set<string>();
  const order: T[] = [];
  const add = (table: T): void => {
    if (done.has(table.name)) return;
    done.add(table.name);
    const parents = rows.filter(({ child }) => child === table.name).map(({ parent }) => parent);
    for (const parent of tables) if (parents.includes(parent.name)) add(parent);
    order.push(table);
  };
  for (const table of tables) add(table);
  return order;
}

/** How the sequences of the schema stand. */
export async function sequencesIn(
  client: pg.ClientBase,
): Promise<readonly { readonly name: string; readonly value: string; readonly called: boolean }[]> {
  const { rows } = await client.query<{ name: string }>(`
    select c.relname as name from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'S' order by c.relname collate "C"`);
  const found = [];
  for (const { name } of rows) {
    const at = await client.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${client.escapeIdentifier(name)}`,
    );
    for (const one of at.rows) found.push({ name, ...one });
  }
  return found;
}

/** Names as a list for a statement. */
export const listed = (client: pg.ClientBase, names: readonly string[]): string =>
  names.map((name) => client.escapeIdentifier(name)).join(", ");
