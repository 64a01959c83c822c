import type { Verifier } from "@niuniu/note";
import { openCheckpoint, readCheckpoint } from "@niuniu/record";
import { splitNote } from "@niuniu/note";
import { rootOf } from "@niuniu/record/log";
import type { Database, Tx } from "../database.ts";
import { sha256 } from "../digest.ts";
import { verify } from "../ed25519.ts";
import { storeOn } from "./store.ts";

const sizeOf = (note: string): number => readCheckpoint(splitNote(note).text).size;

/** The checkpoint that was kept, or null. */
export async function shownBefore(db: Database | Tx): Promise<string | null> {
  return (await db.selectFrom("record_log").select("shown").executeTakeFirst())?.shown ?? null;
}

/** Keeps a checkpoint that this log has signed and does not lead to, unless a longer one is kept already. */
export async function keepShown(tx: Tx, note: string): Promise<void> {
  const before = await shownBefore(tx);
  if (before === null || sizeOf(before) < sizeOf(note))
    await tx.updateTable("record_log").set({ shown: note }).execute();
}

/**
 * The longest of the checkpoints that others have shown, now or before, and that this server's `size` entries do not lead
 * to; null if there is none. RecordError "record/unsigned" or "record/wrong-origin" for one that this log has not signed.
 */
export async function longestShown(
  tx: Tx,
  { log, size, notes }: { readonly log: Verifier; readonly size: number; readonly notes: readonly string[] },
): Promise<{ readonly note: string; readonly size: number } | null> {
  let longest: { readonly note: string; readonly size: number } | null = null;
  const before = await shownBefore(tx);
  for (const note of before === null ? notes : [before, ...notes]) {
    const shown = openCheckpoint(note, log, verify);
    const leads =
      shown.size <= size && Buffer.compare(await rootOf(storeOn(tx).tile, shown.size, sha256), shown.root) === 0;
    if (!leads && shown.size > (longest?.size ?? 0)) longest = { note, size: shown.size };
  }
  return longest;
}
