import type { Tx } from "@niuniu/host";
import { sql } from "kysely";
import { slim } from "../state.ts";
import { hexOf, keepingIn, type NewSealed } from "@niuniu/matter/server";
import type { CaseRow } from "./store-case.ts";
import { SEALED, type Moved } from "./tables.ts";

/** A row as one JSON record: bytes in hexadecimal, the rest as JSON has it. */
export function recordOf(row: CaseRow, fresh: string): NewSealed["record"] {
  const { lookup, auth, body, begun, statement, struck, policy, calendar } = row;
  return {
    ...becameOf(row, fresh),
    ...{ begun, statement, struck, policy, calendar },
    lookup: hexOf(lookup),
    auth: auth === null ? null : hexOf(auth),
    body: hexOf(body),
  };
}

/** Of a record what can change after its case has come: the database reads every letter of it. */
export function becameOf(row: CaseRow, fresh: string): NewSealed["record"] {
  const {
    id,
    readers,
    state,
    head,
    entries,
    class: kind,
    stage,
    waiting,
    opened,
    overdue,
    missed,
    owner,
    due,
    closedOn,
  } = row;
  return {
    ...{ id, readers, entries, class: kind, stage, waiting, opened, overdue, missed, owner, fresh },
    state: slim(state, row),
    head: hexOf(head),
    due: due === null ? null : new Date(due).toISOString(),
    closed_on: closedOn,
  };
}

/** Where cases are written, and which columns change after one has come. */
export const keeping = keepingIn(SEALED, [
  ...[
    "readers",
    "state",
    "head",
    "entries",
    "class",
    "stage",
    "waiting",
    "opened",
    "overdue",
    "missed",
    "owner",
    "due",
  ],
  ...["closed_on", "fresh"],
]);

/** Remembers, for the people they moved away from or who are told of their end, what became of cases. */
export async function saveMoved(tx: Tx, moved: readonly Moved[], fresh: string): Promise<void> {
  if (moved.length === 0) return;
  const rows = JSON.stringify(moved.map((one) => ({ ...one, fresh })));
  await sql`
    insert into cases_moved select * from json_populate_recordset(null::cases_moved, ${rows}::json)
    on conflict do nothing`.execute(tx);
}
