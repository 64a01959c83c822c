import { addCosignatures } from "@niuniu/record";
import { splitNote, toHex } from "@niuniu/note";
import type { Database } from "../database.ts";

/** More witnesses than this sign nowhere. */
const MOST_LINES = 64;

/** What distinguishes the keys of two lines: the name and the four bytes that name the key. */
function keysOf(note: string): readonly string[] {
  return splitNote(note).signatures.map(({ name, keyId }) => `${name} ${toHex(keyId)}`);
}

/** Keeps witnesses' lines for a milestone, one for each key; a size that is no milestone any more is no matter. */
export async function keepCosignatures(db: Database, size: number, lines: readonly string[]): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const kept = await tx
      .selectFrom("record_milestone")
      .select(["note", "lines"])
      .where("size", "=", size)
      .forUpdate()
      .executeTakeFirst();
    if (kept === undefined) return;
    const own = new Set(keysOf(kept.note));
    const byKey = new Map<string, string>();
    for (const line of [...kept.lines, ...lines].map((one) => (one.endsWith("\n") ? one : `${one}\n`))) {
      const key = keysOf(addCosignatures(kept.note, [line])).at(-1) ?? "";
      if (!own.has(key)) byKey.set(key, line);
    }
    const all = [...byKey.values()].slice(0, MOST_LINES);
    await tx.updateTable("record_milestone").set({ lines: all }).where("size", "=", size).execute();
  });
}
