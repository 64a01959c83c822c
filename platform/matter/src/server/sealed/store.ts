import type { Database, Tx } from "@niuniu/host";
import { sql } from "kysely";
import { pack, unpack } from "../pack.ts";
import type { NewEntry } from "../store.ts";
import { framed, piecesOf, sizeIn, unframed, WRAPS } from "./pieces.ts";

/**
 * The names of the tables in which a feature's sealed matters lie: the matter (`id`, `wrapped`, `fresh`), its chain (`case_id`,
 * `number`, `text`, `salt`, `fresh`), and the pieces of its ciphertexts (`number`, `fresh`, `part`, `case_id`, `bytes`).
 */
export interface SealedTables {
  readonly matter: string;
  readonly entry: string;
  readonly piece: string;
}

/** One link without its ciphertext; `size` is that of the ciphertext in bytes as it is stored, null where there is none. */
export type Link = Pick<NewEntry, "number" | "text" | "salt"> & { readonly size: number | null };

/** A wrap for a reader of a matter that is held. `fresh`: today in UTC. */
interface NewWrap {
  readonly id: string;
  readonly reader: string;
  readonly wrap: Uint8Array;
  readonly fresh: string;
}

/** The chains and ciphertexts of one feature's sealed matters. */
export interface SealedStore {
  /** The whole chain, oldest first, without the ciphertexts: those of a long matter can be larger than memory. */
  readonly readLinks: (db: Database | Tx, id: string) => Promise<readonly Link[]>;
  /** The ciphertexts of these entries, by number. */
  readonly readEnvelopes: (
    db: Database | Tx,
    id: string,
    numbers: readonly number[],
  ) => Promise<ReadonlyMap<number, Uint8Array>>;
  /** How many entries of a matter this author signed. An act holds no free text, so nobody can write another's name into one. */
  readonly countActs: (tx: Tx, id: string, by: string) => Promise<number>;
  /** The wraps of a matter by their readers, packed. */
  readonly readWraps: (db: Database | Tx, id: string) => Promise<ReadonlyMap<string, Uint8Array>>;
  /** One reader's wrap, or null. */
  readonly readWrap: (db: Database | Tx, id: string, reader: string) => Promise<Uint8Array | null>;
  /** Gives a reader of a matter that is held a wrap; one the reader had before is replaced. */
  readonly saveWrap: (tx: Tx, given: NewWrap) => Promise<void>;
}

/** The chains and ciphertexts in these tables. */
export function sealedStore(tables: SealedTables): SealedStore {
  const [matter, entry, piece] = [tables.matter, tables.entry, tables.piece].map((name) => sql.table(name));
  const readWraps: SealedStore["readWraps"] = async (db, id) => {
    const found = await sql<{ wrapped: string; wraps: Buffer | null }>`
      select wrapped, (select string_agg(bytes, ''::bytea order by part) from ${piece}
        where case_id = ${matter}.id and number = ${sql.lit(WRAPS)}) as wraps
      from ${matter} where id = ${id}`.execute(db);
    const [row] = found.rows;
    if (row === undefined || row.wraps === null || row.wrapped === "") return new Map();
    const wraps = unframed(row.wraps);
    return new Map(
      row.wrapped.split(",").flatMap((reader, at) => (wraps[at] === undefined ? [] : [[reader, wraps[at]]])),
    );
  };
  return {
    readLinks: async (db, id) => {
      const size = sizeIn(tables.piece, sql`${entry}.case_id`, sql`${entry}.number`);
      const found = await sql<{ number: number; text: string; salt: Buffer; size: number | null }>`
        select number, text, salt, ${size} as size from ${entry} where case_id = ${id} order by number`.execute(db);
      return found.rows;
    },
    readEnvelopes: async (db, id, numbers) => {
      if (numbers.length === 0) return new Map();
      const found = await sql<{ number: number; envelope: Buffer }>`
        select number, string_agg(bytes, ''::bytea order by part) as envelope from ${piece}
        where case_id = ${id} and number = any(${[...numbers]}::integer[]) group by number`.execute(db);
      return new Map(found.rows.map(({ number, envelope }) => [number, unpack(envelope)]));
    },
    countActs: async (tx, id, by) => {
      const found = await sql<{ count: number }>`
        select count(*)::integer as count from ${entry}
        where case_id = ${id} and text like ${`%"by":"${by}"%`}`.execute(tx);
      return found.rows[0]?.count ?? 0;
    },
    readWraps,
    readWrap: async (db, id, reader) => {
      const wrap = (await readWraps(db, id)).get(reader);
      return wrap === undefined ? null : unpack(wrap);
    },
    saveWrap: async (tx, { id, reader, wrap, fresh }) => {
      const wraps = new Map([...(await readWraps(tx, id)), [reader, pack(wrap)]]);
      const bytes = framed([...wraps.values()]);
      const given = sql`(select ${id} as case_id, ${sql.lit(WRAPS)} as number, 1 as at, ${sql.lit(bytes.length)} as size) as of`;
      const wrapped = [...wraps.keys()].join();
      await sql`update ${matter} set wrapped = ${wrapped}, fresh = ${fresh}::date where id = ${id}`.execute(tx);
      // Pieces that are being settled are gone from their place for an instant; after that wait they are found.
      await sql`select from ${piece} where case_id = ${id} and number = ${sql.lit(WRAPS)} for update`.execute(tx);
      await sql`delete from ${piece} where case_id = ${id} and number = ${sql.lit(WRAPS)}`.execute(tx);
      await sql`insert into ${piece} (number, fresh, part, case_id, bytes)
        ${piecesOf(given, sql`${bytes}::bytea`, fresh)}`.execute(tx);
    },
  };
}
