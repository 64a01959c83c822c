import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";

const SIGNATURE = Buffer.concat([Buffer.from("PGCOPY\n\xff\r\n\0", "latin1"), Buffer.alloc(8)]);
const END = Buffer.from([0xff, 0xff]);

/** A column of a row: an integer of four bytes, or bytes as they are. */
export type Column = number | Uint8Array;

function written(column: Column): Buffer {
  const bytes = typeof column === "number" ? Buffer.alloc(4) : Buffer.from(column);
  if (typeof column === "number") bytes.writeInt32BE(column);
  const length = Buffer.alloc(4);
  length.writeInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** Rows as PostgreSQL's binary COPY takes them. */
export function copyOf(rows: readonly (readonly Column[])[]): Buffer {
  const tuples = rows.map((row) => {
    const count = Buffer.alloc(2);
    count.writeInt16BE(row.length);
    return Buffer.concat([count, ...row.map(written)]);
  });
  return Buffer.concat([SIGNATURE, ...tuples, END]);
}

/** Sends what `copyOf` wrote into a table with these columns. */
export async function copyInto(client: pg.Client, table: string, rows: Buffer): Promise<void> {
  await pipeline(Readable.from([rows]), client.query(copyFrom(`copy ${table} from stdin (format binary)`)));
}
