import type { Database, Tx } from "@niuniu/host";
import { sql } from "kysely";
import type { Wanted } from "../wanted.ts";
import { upkeepTables } from "./tables.ts";

/** Which one, and the matter it is. */
export interface Kept {
  readonly what: string;
  readonly subject: string;
  readonly matter: string;
}

/** All there ever was; some dozens a year. */
export function loadKept(db: Database | Tx): Promise<readonly Kept[]> {
  return upkeepTables(db).selectFrom("upkeep_owed").select(["what", "subject", "matter"]).orderBy("begun").execute();
}

/** Notes that it has begun; false where it had before, as another process may have said a moment ago. */
export async function keepBegun(
  tx: Tx,
  { what, subject }: Pick<Wanted, "what" | "subject">,
  { matter, begun }: { readonly matter: string; readonly begun: string },
): Promise<boolean> {
  const row = { what, subject, matter, begun };
  const added = await upkeepTables(tx)
    .insertInto("upkeep_owed")
    .values(row)
    .onConflict((conflict) => conflict.columns(["what", "subject"]).doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}

/** Those whose matter is gone. */
export async function strayIn(db: Database | Tx): Promise<readonly string[]> {
  const { rows } = await sql<{ key: string }>`
    select what || ' ' || subject as key from upkeep_owed o
    where not exists (select from matter_open where feature = 'upkeep' and id = o.matter) order by 1`.execute(db);
  return rows.map(({ key }) => key);
}
