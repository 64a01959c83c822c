import type { Host, Tx } from "@niuniu/host";
import { toHex } from "@niuniu/note";
import { sql } from "kysely";
import { tablesOf } from "./tables.ts";

/** So many at once: a start stays short of memory, and an act on one of them waits for little. */
const BATCH = 500;

/**
 * Places the newest head of every case that is older than the record, in batches that each hold or fall as a whole. What a
 * start did not get to, the next one does. The head stands for everything that was said in the case until then.
 */
export async function placeOlder({ transaction, record }: Pick<Host, "transaction" | "record">): Promise<void> {
  const batch = async (tx: Tx): Promise<boolean> => {
    const ids = await takeBatch(tx);
    if (ids.length === 0) return false;
    const heads = await headsOf(tx, ids);
    const known = await record.find(heads);
    const missing = heads.filter((head) => !known.has(toHex(head)));
    if (missing.length > 0) await record.place(tx, missing);
    return true;
  };
  while (await transaction(batch));
}

/** The heads of these cases, which are held. One that is being settled is gone from its place for an instant. */
async function headsOf(tx: Tx, ids: readonly string[]): Promise<readonly Buffer[]> {
  const all = tablesOf(tx).selectFrom("cases_case").select(["id", "head"]).orderBy("id").forUpdate();
  const found = await all.where("id", "in", ids).execute();
  const lacking = ids.filter((one) => !found.some(({ id }) => id === one));
  if (lacking.length > 0) found.push(...(await all.where("id", "in", lacking).execute()));
  return found.map(({ head }) => head);
}

/** Several servers may start at once: each takes what no other has taken. */
async function takeBatch(tx: Tx): Promise<readonly string[]> {
  const taken = await sql<{ id: string }>`
    delete from cases_unplaced where case_id in
      (select case_id from cases_unplaced order by case_id limit ${BATCH} for update skip locked)
    returning case_id as id`.execute(tx);
  return taken.rows.map(({ id }) => id);
}
