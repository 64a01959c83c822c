import { readFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { toHex } from "@niuniu/note";
import { publicCommitment } from "@niuniu/record";
import type { Database } from "../database.ts";
import { sha256 } from "../digest.ts";
import type { Random } from "../random.ts";
import { publish } from "../record/publish.ts";
import type { Burial } from "../record/record.ts";
import { makeFolder, syncFolder } from "./durable.ts";

/**
 * The list of texts that were taken away, kept beside the database: a backup older than a burial holds the text, and
 * whoever puts it back must take it away again before anybody can read it. It holds no text.
 */
export const DELETIONS = "deletions";

const shape = z.strictObject({
  origin: z.string(),
  index: z.number().int().nonnegative(),
  commitment: z.string().regex(/^[0-9a-f]{64}$/),
  note: z.string(),
});

/** The burials written down in a file, oldest first. A line that a power cut left unfinished was never committed. */
export function readDeletions(file: string): readonly Burial[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
  return text.split("\n").flatMap((line) => {
    try {
      const read = shape.safeParse(JSON.parse(line));
      return read.success ? [read.data] : [];
    } catch {
      return [];
    }
  });
}

/** The list in a data folder, open: for a process that may not be able to open it later. */
export interface Deletions {
  /** Adds burials; they are on the disk when it resolves. */
  readonly keep: (burials: readonly Burial[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens the list, and makes it if it is not there. */
export async function openDeletions(data: string): Promise<Deletions> {
  await makeFolder(data);
  const handle = await open(join(data, DELETIONS), "a", 0o600);
  await syncFolder(data);
  return {
    keep: async (burials) => {
      // Each on a line of its own, even behind one that a power cut left unfinished.
      await handle.appendFile(burials.map((burial) => `\n${JSON.stringify(burial)}\n`).join(""));
      await handle.sync();
    },
    close: () => handle.close(),
  };
}

/** Adds burials to the list in a data folder; they are on the disk when it resolves. */
export async function keepDeletions(data: string, burials: readonly Burial[]): Promise<void> {
  if (burials.length === 0) return;
  const list = await openDeletions(data);
  await list.keep(burials).finally(list.close);
}

/** Those of `burials` that are not in the list yet. */
export function missingFrom(kept: readonly Burial[], burials: readonly Burial[]): readonly Burial[] {
  const known = new Set(kept.map(({ commitment }) => commitment));
  return burials.filter(({ commitment }) => !known.has(commitment));
}

const WORDS = ["kind", "key", "salt", "text"] as const;

/**
 * Takes away again what was taken away, wherever it stands in the database: by what the log holds of it, not by its
 * place. The tombstones wait to be published where they are not. Resolves with how many texts there were.
 */
export async function replay(
  db: Database,
  burials: readonly Burial[],
  { random, today }: { readonly random: Random; readonly today: string },
): Promise<number> {
  const stones = new Map(burials.map((burial) => [burial.commitment, burial]));
  return db.transaction().execute(async (tx) => {
    let found = 0;
    for (const row of await tx.selectFrom("record_entry").select(WORDS).where("text", "is not", null).execute()) {
      const stone = stones.get(toHex(publicCommitment(new Uint8Array(row.salt), row.text ?? "", sha256)));
      // Statements of the committee cannot be buried: nothing else could be checked without them.
      if (stone === undefined || row.kind === "roster") continue;
      found++;
      await tx
        .updateTable("record_entry")
        .set({ text: null, tombstone: stone.note })
        .where("kind", "=", row.kind)
        .where("key", "=", row.key)
        .execute();
      await publish(tx, random, {
        kind: "tombstone",
        key: String(stone.index),
        date: today,
        body: stone.note,
        mayWait: true,
      });
    }
    return found;
  });
}
