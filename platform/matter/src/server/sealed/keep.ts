import { PREPARED, type Tx } from "@niuniu/host";
import { sql, type RawBuilder } from "kysely";
import { pack } from "../pack.ts";
import type { NewEntry } from "../store.ts";
import { Bytes, framed, linkOf, piecesOf, WRAPS } from "./pieces.ts";
import type { SealedTables } from "./store.ts";

/** A row as one JSON record: bytes in PostgreSQL's hexadecimal (`hexOf`), the rest as JSON has it. */
type RowRecord = Readonly<Record<string, unknown>> & { readonly id: string };

/** A sealed matter as it comes in: its row but for `wrapped`, the first links of its chain, and one wrap per reader. */
export interface NewSealed {
  readonly record: RowRecord;
  readonly entries: readonly NewEntry[];
  readonly wraps: readonly { readonly reader: string; readonly wrap: Uint8Array }[];
}

/** A matter that was held, what of its row has changed, and the links to add to its chain. */
type ChangedSealed = Pick<NewSealed, "record" | "entries">;

/** How the sealed matters of a feature are written. `fresh`: today in UTC. */
export interface SealedKeeping {
  /**
   * Stores matters with their chains and wraps in one statement. Those with a lookup or a name that is taken are left out, whole; the
   * others are given back. `beside`: a further step of the same statement, such as counting, for which `stored (id)` are those stored.
   */
  readonly insert: <One extends NewSealed>(
    tx: Tx,
    matters: readonly One[],
    fresh: string,
    beside?: (matters: readonly One[]) => RawBuilder<unknown>,
  ) => Promise<ReadonlySet<One>>;
  /** Replaces held matters by what they have become and adds to their chains, all in one statement. */
  readonly replace: (tx: Tx, changed: readonly ChangedSealed[], fresh: string) => Promise<void>;
}

/** The matters in these tables; `changing`: the columns of a matter's row that can change after it has come, `fresh` among them. */
export const keepingIn = (tables: SealedTables, changing: readonly string[]): SealedKeeping => ({
  insert: (tx, matters, fresh, beside) => insert(tables, tx, { matters, fresh, beside }),
  replace: (tx, changed, fresh) => replace({ ...tables, changing }, tx, changed, fresh),
});

/** Links of chains as rows, with where their ciphertexts begin among the bytes: SQL. */
const asRows = (links: readonly unknown[]): RawBuilder<unknown> => sql`json_to_recordset(${JSON.stringify(links)}::json)
  as of (case_id text, number integer, text text, salt bytea, at integer, size integer)`;

/** Adds the links `given` to their chains: SQL. */
const chained = (entry: string, fresh: string): RawBuilder<unknown> => sql`
  insert into ${sql.table(entry)} (case_id, number, text, salt, fresh)
  select case_id, number, text, salt, ${fresh}::date from given`;

/** Stores ciphertexts of all the bytes that are `sealed`: SQL. */
const enveloped = (piece: string, of: RawBuilder<unknown>, fresh: string): RawBuilder<unknown> => sql`
  insert into ${sql.table(piece)} (number, fresh, part, case_id, bytes)
  ${piecesOf(of, sql`(select bytes from sealed)`, fresh)}`;

async function insert<One extends NewSealed>(
  { matter, entry, piece }: SealedTables,
  tx: Tx,
  given: {
    readonly matters: readonly One[];
    readonly fresh: string;
    readonly beside: ((matters: readonly One[]) => RawBuilder<unknown>) | undefined;
  },
): Promise<ReadonlySet<One>> {
  const { fresh, beside } = given;
  const byName = new Map(given.matters.toReversed().map((one) => [one.record.id, one]));
  const distinct = [...byName.values()];
  const bytes = new Bytes();
  const links = distinct.flatMap(({ record, entries }) => entries.map((one) => linkOf(record.id, one, bytes)));
  const wraps = distinct.flatMap(({ record, wraps: keys }) =>
    keys.length === 0
      ? []
      : [{ case_id: record.id, number: WRAPS, ...bytes.addPacked(framed(keys.map(({ wrap }) => pack(wrap)))) }],
  );
  const rows = JSON.stringify(
    distinct.map(({ record, wraps: keys }) => ({ ...record, wrapped: keys.map(({ reader }) => reader).join() })),
  );
  const table = sql.table(matter);
  const stored = await sql<{ id: string }>`${PREPARED}
    with sealed as materialized (
      select ${bytes.all()}::bytea as bytes
    ), stored as (
      insert into ${table} select * from json_populate_recordset(null::${table}, ${rows}::json)
      on conflict do nothing returning id
    ), given as materialized (
      select of.* from ${asRows(links)} join stored on stored.id = of.case_id
    ), chained as (${chained(entry, fresh)}), ciphertexts as materialized (
      select case_id, number, at, size from given where at is not null
      union all
      select of.case_id, of.number, of.at, of.size
      from json_to_recordset(${JSON.stringify(wraps)}::json) as of (case_id text, number integer, at integer, size integer)
      join stored on stored.id = of.case_id
    ), enveloped as (${enveloped(piece, sql`ciphertexts`, fresh)})${beside === undefined ? sql`` : sql`, ${beside(distinct)}`}
    select id from stored`.execute(tx);
  return new Set(stored.rows.flatMap(({ id }) => byName.get(id) ?? []));
}

async function replace(
  { matter, entry, piece, changing }: SealedTables & { readonly changing: readonly string[] },
  tx: Tx,
  changed: readonly ChangedSealed[],
  fresh: string,
): Promise<void> {
  const [columns, news] = ["", "of."].map((from) => sql.join(changing.map((name) => sql.ref(from + name))));
  const bytes = new Bytes();
  const links = changed.flatMap(({ record, entries }) => entries.map((one) => linkOf(record.id, one, bytes)));
  const rows = JSON.stringify(changed.map(({ record }) => record));
  const table = sql.table(matter);
  const saved = await sql<{ count: number }>`
    with given as materialized (
      select * from ${asRows(links)}
    ), became as (
      update ${table} c set (${columns}) = (${news})
      from json_populate_recordset(null::${table}, ${rows}::json) as of where c.id = of.id returning c.id
    ), chained as (${chained(entry, fresh)}), sealed as materialized (
      select ${bytes.all()}::bytea as bytes
    ), enveloped as (${enveloped(piece, sql`(select * from given where at is not null) as of`, fresh)})
    select count(*)::integer as count from became`.execute(tx);
  if (saved.rows[0]?.count !== changed.length) throw new Error("matter/gone");
}
