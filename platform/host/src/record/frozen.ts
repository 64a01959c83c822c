import { Refused } from "@niuniu/wire";
import type { Database, Tx } from "../database.ts";
import { RESTORED } from "./record.ts";
import { waitForLog } from "./seal.ts";
import { keepShown } from "./shown.ts";

/**
 * Makes every process stop signing, for good; a reason that is known already stays, but for `RESTORED`. `shown`: the
 * checkpoint of this log that made it known.
 */
export async function freeze(db: Database, reason: string, shown: string | null): Promise<void> {
  await db.transaction().execute(async (tx) => {
    // Whoever is signing now has signed before the word is out.
    await waitForLog(tx);
    await tx
      .updateTable("record_log")
      .set({ frozen: reason })
      .where((is) => is.or([is("frozen", "is", null), is("frozen", "=", RESTORED)]))
      .execute();
    if (shown !== null) await keepShown(tx, shown);
  });
}

/**
 * Refused host/record-stopped while nothing is signed, as the database says at this moment: another process may have found it
 * out a moment ago.
 */
export async function checkSigning(tx: Tx): Promise<void> {
  const { frozen } = await tx.selectFrom("record_log").select("frozen").executeTakeFirstOrThrow();
  if (frozen !== null) throw new Refused("host/record-stopped");
}

/** Ends `RESTORED` and no other reason; false if that was not the reason. */
export async function thaw(db: Database): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("record_log")
    .set({ frozen: null })
    .where("frozen", "=", RESTORED)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
