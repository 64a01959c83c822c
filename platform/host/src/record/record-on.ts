import { writePromise } from "@niuniu/record";
import { proveConsistency } from "@niuniu/record/log";
import { writeVerifier, type Signer } from "@niuniu/note";
import type { Database } from "../database.ts";
import { sha256 } from "../digest.ts";
import { signerOf } from "../ed25519.ts";
import type { Random } from "../random.ts";
import { keepSecret } from "../secrets.ts";
import { keepCosignatures } from "./cosigned.ts";
import { checkpoints, Finder, proverOn, tilesOf } from "./prove.ts";
import { bury, headOn, publish, shelfOn } from "./publish.ts";
import type { PublicRecord } from "./record.ts";
import { slotNow, standing, waitForLog } from "./seal.ts";
import { begin, place } from "./slots.ts";
import { storeOn } from "./store.ts";
import { writerOn } from "./writer.ts";

/** The record of one process: the port for features, and the loop for whoever starts the server. */
export interface RunningRecord extends PublicRecord {
  readonly start: () => void;
  /** Ends the loop after the pass in hand. */
  readonly stop: () => Promise<void>;
}

interface Ports {
  readonly now: () => number;
  readonly random: Random;
  /** Where people reach this server: a log that begins now is named after it. */
  readonly origin: string;
  readonly failed: (code: string) => void;
}

type LogSigner = Signer & { readonly key: Uint8Array; readonly vkey: string };

/** Signs with this log's one key under whatever name the log has. */
export function signersOf(seed: Uint8Array): (origin: string) => LogSigner {
  const known = new Map<string, LogSigner>();
  return (origin) => {
    const made = known.get(origin) ?? { ...signerOf(origin, seed), vkey: "" };
    const signer = made.vkey === "" ? { ...made, vkey: writeVerifier(made) } : made;
    known.set(origin, signer);
    return signer;
  };
}

/** The record on a database, begun if this is the first time. */
export async function recordOn(db: Database, { now, random, origin, failed }: Ports): Promise<RunningRecord> {
  const signer = signersOf(await keepSecret(db, random, "record/key"));
  await begin(db, `${new URL(origin).host}/record`, slotNow(now));
  let at = await standing(db);
  const writer = writerOn({ db, now, random, signer, failed, seen: (standing) => (at = standing) });
  const promise: PublicRecord["promise"] = (slot, commitment) =>
    writePromise({ origin: at.origin, slot, commitment }, signer(at.origin));
  const tiles = tilesOf(db);
  const prove = proverOn(tiles);
  const finder = new Finder(db, prove, promise);
  const head = headOn(db, prove);
  const today = (): string => new Date(now()).toISOString().slice(0, 10);
  return {
    place,
    promise,
    find: (commitments) => finder.find(commitments),
    publish: async (tx, publication) => {
      await publish(tx, random, publication);
      writer.wake();
    },
    ...shelfOn(db, prove),
    bury: async (tx, index, note) => {
      await bury(tx, random, { index, note, date: today() });
      writer.wake();
    },
    get log() {
      const { name, key, vkey } = signer(at.origin);
      return { name, key, vkey };
    },
    newest: async () => (await checkpoints(db)).newest,
    milestone: async () => {
      const [newest] = (await checkpoints(db)).milestones;
      return newest === undefined ? null : { note: newest.note, size: newest.size, slot: newest.slot };
    },
    head: () => head(signer(at.origin).vkey),
    cosigned: (size, lines) => keepCosignatures(db, size, lines),
    reader: tiles,
    bundle: (n, width) => storeOn(db).entries(n, width),
    consistency: (from, to) => proveConsistency(tiles, from, to, sha256),
    tick: writer.tick,
    get frozen() {
      return at.frozen === null ? null : { reason: at.frozen };
    },
    freeze: async (reason) => {
      await db.transaction().execute(async (tx) => {
        // Whoever is signing now has signed before the word is out.
        await waitForLog(tx);
        await tx.updateTable("record_log").set({ frozen: reason }).where("frozen", "is", null).execute();
      });
      at = await standing(db);
    },
    start: writer.start,
    stop: writer.stop,
  };
}
