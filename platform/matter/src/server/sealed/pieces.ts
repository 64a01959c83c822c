import { sql, type RawBuilder } from "kysely";
import type { NewEntry } from "../store.ts";
import { pack } from "../pack.ts";

/**
 * Ciphertext is stored in pieces, three of which fill a page of the database: 2,656 bytes each,
 * the last one whatever is left. Up to eight bytes too many stay with the piece before them.
 */
const PIECE = 2_656;
const SPARE = 8;

/** The number of pieces' last one, by the length of the whole: SQL. */
const last = (size: RawBuilder<unknown>): RawBuilder<number> =>
  sql`greatest(0, (${size} - ${sql.lit(SPARE + 1)}) / ${sql.lit(PIECE)})`;

/**
 * Rows of a table of pieces, from rows of `given` (case_id, number, at, size): `bytes` is SQL for all bytes, of which a value begins
 * at `at`, counted from 1. `fresh`: today in UTC.
 */
export function piecesOf(given: RawBuilder<unknown>, bytes: RawBuilder<unknown>, fresh: string): RawBuilder<unknown> {
  const [piece, most] = [sql.lit(PIECE), last(sql`size`)];
  return sql`
    select number, ${fresh}::date as fresh, part, case_id,
      substring(${bytes} from at + part * ${piece} for case when part < ${most} then ${piece} else size - part * ${piece} end)
        as bytes
    from ${given} cross join lateral generate_series(0, ${most}) as part`;
}

/** The length of the value under (`id`, `number`) in this table of pieces, null where there is none, by a look at its last piece: SQL. */
export const sizeIn = (
  table: string,
  id: RawBuilder<unknown>,
  number: RawBuilder<unknown>,
): RawBuilder<number | null> => {
  const pieces = sql.table(table);
  return sql`(select part * ${sql.lit(PIECE)} + octet_length(bytes) from ${pieces}
    where case_id = ${id} and ${pieces}.number = ${number} order by part desc limit 1)`;
};

/** Wraps one behind the other, each with its length before it, in two bytes. They lie under the number 0. */
export const WRAPS = 0;
export function framed(wraps: readonly Uint8Array[]): Buffer {
  return Buffer.concat(wraps.flatMap((wrap) => [Buffer.of(wrap.length >> 8, wrap.length & 255), wrap]));
}

/** The same apart again. What was cut off or altered gives fewer or shorter ones. */
export function unframed(bytes: Buffer): readonly Buffer[] {
  const wraps: Buffer[] = [];
  for (let at = 0; at + 2 <= bytes.length;) {
    const end = at + 2 + bytes.readUInt16BE(at);
    wraps.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return wraps;
}

/** Bytes in PostgreSQL's own hexadecimal, as JSON records have them. */
export const hexOf = (bytes: Uint8Array): string => `\\x${Buffer.from(bytes).toString("hex")}`;

/** Ciphertexts one behind the other, so that they travel as bytes; `at` counts from 1, as SQL does. */
export class Bytes {
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  add(file: Uint8Array): { readonly at: number; readonly size: number } {
    return this.addPacked(pack(file));
  }

  addPacked(part: Uint8Array): { readonly at: number; readonly size: number } {
    const at = this.#length + 1;
    this.#parts.push(part);
    this.#length += part.length;
    return { at, size: part.length };
  }

  all(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

/** A link as a JSON record; its ciphertext goes among the `bytes`. */
export function linkOf(id: string, { number, text, salt, envelope }: NewEntry, bytes: Bytes): unknown {
  return { case_id: id, number, text, salt: hexOf(salt), ...(envelope === null ? {} : bytes.add(envelope)) };
}
