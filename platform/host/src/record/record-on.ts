import { isFeatureKind, writePromise } from "@niuniu/record";
import { proveConsistency, rememberTiles } from "@niuniu/record/log";
import type { Database } from "../database.ts";
import type { DayOf } from "../days.ts";
import { sha256Hex, sha256Reused } from "../digest.ts";
import type { Random } from "../random.ts";
import { keepSecret } from "../secrets.ts";
import type { Transactions } from "../transactions.ts";
import { keepCosignatures } from "./cosigned.ts";
import { freeze, thaw } from "./frozen.ts";
import { signersOf } from "./log-key.ts";
import { checkpoints, Finder, proverOn } from "./prove.ts";
import { bury, headOn, publish, shelfOn } from "./publish.ts";
import type { Burial, Publication, PublicRecord } from "./record.ts";
import { slotNow, standing } from "./seal.ts";
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
  readonly dayOf: DayOf;
  readonly after: Transactions["after"];
  readonly random: Random;
  /** Where people reach this server: a log that begins now is named after it. */
  readonly origin: string;
  readonly failed: (code: string) => void;
  /** Whether the clock is a sample's. */
  readonly played?: boolean;
  /** Writes down outside the database, durably, that a text was taken away; without it nothing is. */
  readonly buried?: (burial: Burial) => Promise<void>;
}

/** The kinds that features have declared, and that what is published is of one of them or of the log's own. */
function declaredKinds(): Pick<PublicRecord, "declare"> & {
  readonly checked: (publication: Publication) => Publication;
} {
  const declared = new Set<string>();
  return {
    declare: (kinds) => {
      for (const kind of kinds) {
        if (!isFeatureKind(kind) || declared.has(kind)) throw new Error(`${kind} cannot be declared`);
        declared.add(kind);
      }
    },
    checked: (publication) => {
      const { kind, key, body } = publication;
      if (!isFeatureKind(kind)) return publication;
      if (!declared.has(kind)) throw new Error(`nobody has declared ${kind}`);
      if (key !== sha256Hex(Buffer.from(body))) throw new Error(`${kind} is kept under its hash`);
      return publication;
    },
  };
}

/** The record on a database, begun if this is the first time. */
export async function recordOn(db: Database, ports: Ports): Promise<RunningRecord> {
  const { now, dayOf, after, random, origin, failed, played = false, buried = () => Promise.resolve() } = ports;
  const signer = signersOf(await keepSecret(db, random, "record/key"));
  await begin(db, `${new URL(origin).host}/record`, slotNow(now));
  let at = await standing(db);
  const writer = writerOn({ db, now, dayOf, played, random, signer, failed, seen: (standing) => (at = standing) });
  const promise: PublicRecord["promise"] = (slot, commitment) =>
    writePromise({ origin: at.origin, slot, commitment }, signer(at.origin));
  const { tile, entries } = storeOn(db);
  const tiles = rememberTiles(tile);
  const prove = proverOn(tiles);
  const finder = new Finder(db, prove, promise);
  const head = headOn(db, prove);
  const { declare, checked } = declaredKinds();
  return {
    declare,
    place,
    promise,
    find: (commitments) => finder.find(commitments),
    publish: async (tx, publication) => {
      await publish(tx, random, checked(publication));
      after(tx, writer.wake);
    },
    ...shelfOn(db, prove),
    bury: async (tx, index, note) => {
      await bury(tx, { random, origin: at.origin, buried }, { index, note, date: dayOf(now()) });
      after(tx, writer.wake);
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
    reader: tile,
    bundle: entries,
    consistency: (from, to) => proveConsistency(tiles, from, to, sha256Reused),
    tick: writer.tick,
    get frozen() {
      return at.frozen === null ? null : { reason: at.frozen };
    },
    freeze: async (reason, shown) => {
      await freeze(db, reason, shown ?? null);
      at = await standing(db);
    },
    thaw: async () => {
      const thawed = await thaw(db);
      at = await standing(db);
      writer.wake();
      return thawed;
    },
    start: writer.start,
    stop: writer.stop,
  };
}
