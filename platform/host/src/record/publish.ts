import { MOST_WORDS, splitNote, toHex } from "@niuniu/note";
import { publicCommitment, readPublic, writePublic, type Opening } from "@niuniu/record";
import { readBundle, TILE } from "@niuniu/record/log";
import { isHeldLong } from "@niuniu/roster";
import { Refused, type record } from "@niuniu/wire";
import type { Database, Tx } from "../database.ts";
import { sha256 } from "../digest.ts";
import type { Random } from "../random.ts";
import { checkSigning } from "./frozen.ts";
import { checkpoints, covering, type KeptMilestone, type Prove } from "./prove.ts";
import type { Burial, Publication, PublicRecord } from "./record.ts";
import { storeOn } from "./store.ts";

/** A sealed public text as it is stored. */
interface Row {
  readonly index: number | null;
  readonly salt: Buffer;
  readonly text: string | null;
  readonly tombstone: string | null;
}

const COLUMNS = ["index", "salt", "text", "tombstone"] as const;

const entryOf = ({ index, salt, text, tombstone }: Row): record.Entry => {
  return { index: index ?? -1, salt: salt.toString("base64"), text, tombstone };
};

/** Publishes in the caller's transaction; see `PublicRecord`. */
export async function publish(tx: Tx, random: Random, { kind, key, date, body, mayWait }: Publication): Promise<void> {
  if (mayWait !== true) await checkSigning(tx);
  const text = writePublic({ kind, date, body });
  await tx
    .insertInto("record_entry")
    .values({ kind, key, salt: Buffer.from(random(32)), text, tombstone: null, index: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What a burial needs of the host. */
export interface BurialPorts {
  readonly random: Random;
  readonly origin: string;
  /** Writes a burial down outside the database, durably. */
  readonly buried: (burial: Burial) => Promise<void>;
}

/** Puts a tombstone in the place of a text; see `PublicRecord`. `date`: today. */
export async function bury(
  tx: Tx,
  { random, origin, buried }: BurialPorts,
  { index, note, date }: { readonly index: number; readonly note: string; readonly date: string },
): Promise<void> {
  await checkSigning(tx);
  const stands = await tx
    .selectFrom("record_entry")
    .select(["kind", "salt", "text"])
    .where("index", "=", index)
    .forUpdate()
    .executeTakeFirst();
  if (stands === undefined) throw new Refused("host/not-in-record");
  if (stands.kind === "roster" || stands.text === null) throw new Refused("host/not-buried");
  const commitment = publicCommitment(new Uint8Array(stands.salt), stands.text, sha256);
  // Before the transaction is durable: should it fail, the list holds one more tombstone that a member has signed.
  await buried({ origin, index, commitment: toHex(commitment), note });
  await tx.updateTable("record_entry").set({ text: null, tombstone: note }).where("index", "=", index).execute();
  await publish(tx, random, { kind: "tombstone", key: String(index), date, body: note });
}

/** The leaf of a slot as it stands in the log. */
async function leafAt(db: Database, index: number): Promise<Uint8Array> {
  const width = (index % TILE) + 1;
  const entry = readBundle(await storeOn(db).entries(Math.floor(index / TILE), width))[width - 1];
  if (entry === undefined) throw new Error("host/no-leaf");
  return entry;
}

const publicOpening = (salt: Buffer): Opening => {
  return { kind: "public", salt: new Uint8Array(salt) };
};

/** What reads the public texts of the record. */
export type Shelf = Pick<PublicRecord, "statement" | "entries" | "entry">;

/** The public texts of the record on a database. */
export function shelfOn(db: Database, prove: Prove): Shelf {
  const proofOf = async (index: number, salt: Buffer): Promise<string | null> => {
    const checkpoint = covering(await checkpoints(db), index);
    return checkpoint === null ? null : prove(checkpoint, index, publicOpening(salt));
  };
  const rows = db.selectFrom("record_entry").select(COLUMNS);

  return {
    statement: async (kind, key) => {
      const row = await rows.where("kind", "=", kind).where("key", "=", key).executeTakeFirst();
      return row === undefined || row.index === null ? null : proofOf(row.index, row.salt);
    },
    entries: async (after, most) => {
      const found = await rows
        .where("index", ">", after)
        .orderBy("index")
        .limit(most + 1)
        .execute();
      return { entries: found.slice(0, most).map(entryOf), more: found.length > most };
    },
    entry: async (index) => {
      const row = await rows.where("index", "=", index).executeTakeFirst();
      const proof = row === undefined ? null : await proofOf(index, row.salt);
      return row === undefined || proof === null ? null : { ...entryOf(row), proof };
    },
  };
}

/** No committee signs so many statements within three days; a page says of more that it cannot tell. */
export const MOST_EARLIER = 8;
const timesIn = (note: string): number => (JSON.parse(splitNote(note).text) as { readonly times: number }).times;

/** What the public page pins (`record.head`): the newest slot and the newest roster statement in one milestone. */
export function headOn(db: Database, prove: Prove): (log: string) => Promise<record.Head | null> {
  const newestRosters = (below: number) =>
    db
      .selectFrom("record_entry")
      .select(["index", "salt"])
      .where("kind", "=", "roster")
      .where("index", "<", below)
      .orderBy("index", "desc")
      .limit(1 + MOST_EARLIER)
      .execute();

  const putBacks = () =>
    db.selectFrom("record_entry").select(["index", "salt", "text", "key"]).where("kind", "=", "put-back").execute();
  type PutBackRow = Awaited<ReturnType<typeof putBacks>>[number];

  const shownPutBack = async (
    milestone: KeptMilestone,
    rows: readonly PutBackRow[],
  ): Promise<readonly record.PutBackShown[]> => {
    const shown = rows.map(async ({ index, salt, text }) => {
      const sealed = index !== null && index < milestone.size;
      const proof = sealed ? await prove(milestone, index, publicOpening(salt)) : null;
      return { note: readPublic(text ?? "").body, proof };
    });
    // The last field of its text counts how often: the newest is the one with most.
    return (await Promise.all(shown)).sort((a, b) => timesIn(b.note) - timesIn(a.note)).slice(0, MOST_WORDS);
  };

  const proven = async (milestone: KeptMilestone, rosters: readonly Pick<Row, "index" | "salt">[]) => {
    const leaf = await leafAt(db, milestone.slotIndex);
    const last = await prove(milestone, milestone.slotIndex, { kind: "leaf", leaf });
    const long = rosters.findIndex(({ index }) => isHeldLong(index ?? 0, milestone.size));
    const shown = rosters.slice(0, long < 0 ? rosters.length : long + 1);
    const proofs = shown.map(async ({ index, salt }) => prove(milestone, index ?? 0, publicOpening(salt)));
    const [roster = null, ...earlier] = await Promise.all(proofs);
    return { last, roster, ...(earlier.length === 0 ? {} : { earlier }) };
  };
  // Everybody is shown the same, so that it is proven once: for a milestone, its cosignatures and the statement in it.
  let shown: { readonly of: string; readonly head: record.Head } | null = null;
  return async (log) => {
    const [newest, before] = (await checkpoints(db)).milestones;
    if (newest === undefined) return null;
    const [rosters, back] = await Promise.all([newestRosters(newest.size), putBacks()]);
    // Until witnesses have answered, the milestone before shows who watches, unless a statement came in between.
    const waits = !newest.cosigned && before?.cosigned === true && (rosters[0]?.index ?? -1) < before.size;
    const milestone = waits ? before : newest;
    const of = JSON.stringify([log, milestone.size, milestone.note, rosters[0]?.index, back.map(({ index }) => index)]);
    if (shown?.of === of) return shown.head;
    const putBack = back.length === 0 ? {} : { putBack: await shownPutBack(milestone, back) };
    const head = { log, ...(await proven(milestone, rosters)), ...putBack };
    shown = { of, head };
    return head;
  };
}
