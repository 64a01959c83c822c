import type { Tx } from "@niuniu/host";
import { sql } from "kysely";
import { slim } from "../state.ts";
import { Bytes, hexOf, linkOf, piecesOf, type NewEntry } from "@niuniu/matter/server";
import type { CaseRow } from "./store-case.ts";
import type { Moved } from "./tables.ts";

/** A row as one JSON record: bytes in hexadecimal, the rest as JSON has it. */
export function recordOf(row: CaseRow, fresh: string): Readonly<Record<string, unknown>> {
  const { lookup, auth, body, class: kind, begun, statement, struck, policy, calendar } = row;
  return {
    ...becameOf(row, fresh),
    ...{ class: kind, begun, statement, struck, policy, calendar },
    lookup: hexOf(lookup),
    auth: auth === null ? null : hexOf(auth),
    body: hexOf(body),
  };
}

/** Of a record what can change after its case has come: the database reads every letter of it. */
function becameOf(row: CaseRow, fresh: string): Readonly<Record<string, unknown>> {
  const { id, readers, state, head, entries, stage, waiting, opened, overdue, missed, owner, due, closedOn } = row;
  return {
    ...{ id, readers, entries, stage, waiting, opened, overdue, missed, owner, fresh },
    state: slim(state, row),
    head: hexOf(head),
    due: due === null ? null : new Date(due).toISOString(),
    closed_on: closedOn,
  };
}

/** A case that was held, what it has become, and the links to add to its chain. */
export interface Became {
  readonly after: CaseRow;
  readonly entries: readonly NewEntry[];
}

/** Replaces held cases by what they have become and adds to their chains, all in one statement. `fresh`: today in UTC. */
export async function saveCases(tx: Tx, steps: readonly Became[], fresh: string): Promise<void> {
  const bytes = new Bytes();
  const links = steps.flatMap(({ after, entries }) => entries.map((entry) => linkOf(after.id, entry, bytes)));
  const rows = JSON.stringify(steps.map(({ after }) => becameOf(after, fresh)));
  const saved = await sql<{ count: number }>`
    with given as materialized (
      select * from json_to_recordset(${JSON.stringify(links)}::json)
        as of (case_id text, number integer, text text, salt bytea, at integer, size integer)
    ), became as (
      update cases_case c set (readers, state, head, entries, stage, waiting, opened, overdue, missed, owner, due, closed_on, fresh)
        = (of.readers, of.state, of.head, of.entries, of.stage, of.waiting, of.opened, of.overdue, of.missed, of.owner, of.due,
          of.closed_on, of.fresh)
      from json_populate_recordset(null::cases_case, ${rows}::json) as of where c.id = of.id returning c.id
    ), chained as (
      insert into cases_entry (case_id, number, text, salt, fresh)
      select case_id, number, text, salt, ${fresh}::date from given
    ), sealed as materialized (
      select ${bytes.all()}::bytea as bytes
    ), enveloped as (
      insert into cases_piece (number, fresh, part, case_id, bytes)
      ${piecesOf(sql`(select * from given where at is not null) as of`, sql`(select bytes from sealed)`, fresh)}
    )
    select count(*)::integer as count from became`.execute(tx);
  if (saved.rows[0]?.count !== steps.length) throw new Error("cases/case-gone");
}

/** Remembers, for the people they moved away from or who are told of their end, what became of cases. */
export async function saveMoved(tx: Tx, moved: readonly Moved[], fresh: string): Promise<void> {
  if (moved.length === 0) return;
  const rows = JSON.stringify(moved.map((one) => ({ ...one, fresh })));
  await sql`
    insert into cases_moved select * from json_populate_recordset(null::cases_moved, ${rows}::json)
    on conflict do nothing`.execute(tx);
}
