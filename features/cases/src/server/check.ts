import type { Database, Tx } from "@niuniu/host";
import type { Problem } from "@niuniu/host/archive";
import { checkSealedAtRest, checkStray } from "@niuniu/matter/server";
import { sql } from "kysely";
import { readMiscounted } from "./store-count.ts";
import { SEALED } from "./tables.ts";

/** Cases whose newest head the record has never taken in. */
async function* checkPlaced(db: Database | Tx): AsyncGenerator<Problem> {
  const { rows } = await sql<{ id: string }>`
    select id from cases_case c
    where not exists (select from record_placed where commitment = c.head)
      and not exists (select from record_kept where commitment = c.head)
      and not exists (select from cases_unplaced where case_id = c.id)
    order by id`.execute(db);
  for (const { id } of rows) yield { table: "cases_case", key: id, what: "unplaced" };
}

/** Checks every case at rest, as platform/matter does; that the record holds its newest head, and what is counted against what is kept of it. */
export async function* checkCases(db: Database | Tx): AsyncGenerator<Problem> {
  yield* checkSealedAtRest(db, SEALED);
  yield* checkPlaced(db);
  for (const key of await readMiscounted(db)) yield { table: "cases_count", key, what: "count" };
  yield* checkStray(db, SEALED);
}
