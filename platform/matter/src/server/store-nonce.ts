import type { Database } from "@niuniu/host";
import { sha256, toUtf8 } from "@niuniu/note";
import { tablesOf } from "./tables.ts";

const STEP = 600_000;

/** Uses a nonce up. False if it was used before. `until` is when it would be too old anyway (ms since epoch). */
export async function useNonce(db: Database, nonce: string, until: number): Promise<boolean> {
  const used = await tablesOf(db)
    .insertInto("matter_nonce")
    .values({
      nonce: Buffer.from(sha256(toUtf8(nonce)).subarray(0, 16)),
      until: new Date(Math.ceil(until / STEP) * STEP),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (used.numInsertedOrUpdatedRows ?? 0n) === 1n;
}

/** Forgets nonces that are too old to be used. */
export async function forgetNonces(db: Database, now: number): Promise<void> {
  await tablesOf(db).deleteFrom("matter_nonce").where("until", "<", new Date(now)).execute();
}
