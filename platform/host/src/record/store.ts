import { RecordError } from "@niuniu/record";
import { readBundle, TILE, writeBundle, type Batch, type Store } from "@niuniu/record/log";
import { sql } from "kysely";
import { PREPARED, type Database, type Tx } from "../database.ts";

const beyond = (): RecordError => new RecordError("record/store", "the log does not reach that far");

/**
 * The log in PostgreSQL, for a database or inside a transaction. One append is one statement: full tiles and bundles as
 * one row each, the rest as one more, which goes into the bundle that becomes full over it. Whoever appends holds the row
 * of the head until the transaction ends; a second writer is refused.
 *
 * Asked for the size, it reads the right edge along with it: all that whoever appends will ask for. What stands in a
 * tile never changes, so that the edge stays true however far the log grows.
 */
export function storeOn(db: Database | Tx): Store {
  let edge: Edge = { size: 0, tiles: [] };
  return {
    size: async () => {
      edge = await readEdge(db);
      return edge.size;
    },
    tile: (level, n, width) => {
      const tile = n === Math.floor(edge.size / TILE ** (level + 1)) ? edge.tiles[level] : undefined;
      const known = tile !== undefined && width >= 1 && width * 32 <= tile.length;
      return known ? Promise.resolve(new Uint8Array(tile.subarray(0, width * 32))) : readTile(db, level, n, width);
    },
    entries: (n, width) => readEntries(db, n, width),
    append: (batch) => append(db, batch),
  };
}

/** The tiles that are not full yet, from the leaves up. */
interface Edge {
  readonly size: number;
  readonly tiles: readonly Buffer[];
}

/** The roots that stand in the last tile of a level above the leaves. */
const rootsAt = (level: number) => sql`(
  select coalesce(string_agg(root, '' order by n), '') from record_tile
  where level = ${sql.lit(level - 1)} and n >= (size >> ${sql.lit(8 * level + 8)}) << 8 and n < size >> ${sql.lit(8 * level)}
)`;

async function readEdge(db: Database | Tx): Promise<Edge> {
  // A size is an integer of PostgreSQL, which three levels above the leaves can hold. A column for each, as an array of
  // bytes would be read a letter at a time.
  const { rows } = await sql<{ size: number; 0: Buffer; 1: Buffer; 2: Buffer; 3: Buffer }>`${PREPARED}
    select head.size::integer as size, (
        select coalesce(string_agg(hashes, '' order by first), '') from record_rest
        where first >= (size >> 8) << 8 and first < size
      ) as "0", ${rootsAt(1)} as "1", ${rootsAt(2)} as "2", ${rootsAt(3)} as "3"
    from (select size::bigint from record_head) as head`.execute(db);
  const [row] = rows;
  if (row === undefined) throw beyond();
  return { size: row.size, tiles: [row[0], row[1], row[2], row[3]] };
}

/** Full or not, in one look at the tables: between two looks a tile may become full. */
async function readTile(db: Database | Tx, level: number, n: number, width: number): Promise<Uint8Array> {
  const [from, to] = [n * TILE, n * TILE + width];
  const rest =
    level === 0
      ? sql`select first as at, hashes from record_rest where first >= ${from} and first < ${to}`
      : sql`select n as at, root as hashes from record_tile
          where level = ${level - 1} and n >= ${from} and n < ${to}
          and not exists (select from record_tile where level = ${level} and n = ${n})`;
  const { rows } = await sql<{ hashes: Buffer }>`
    select at, hashes from (
      select -1 as at, hashes from record_tile where level = ${level} and n = ${n} union all ${rest}
    ) as found order by at`.execute(db);
  const bytes = Buffer.concat(rows.map(({ hashes }) => hashes));
  if (width < 1 || width > TILE || bytes.length < width * 32) throw beyond();
  return new Uint8Array(bytes.subarray(0, width * 32));
}

async function readEntries(db: Database | Tx, n: number, width: number): Promise<Uint8Array> {
  const { rows } = await sql<{ at: number; entries: Buffer }>`
    select at, entries from (
      select -1 as at, entries from record_bundle where n = ${n}
      union all
      select first as at, entries from record_rest where first >= ${n * TILE} and first < ${n * TILE + width}
    ) as found order by at`.execute(db);
  const bytes = Buffer.concat(rows.map(({ entries }) => entries));
  if (width === TILE && rows[0]?.at === -1) return new Uint8Array(bytes);
  const entries = readBundle(bytes);
  if (width < 1 || width > TILE || entries.length < width) throw beyond();
  return writeBundle(entries.slice(0, width));
}

/** The same bytes, not a copy. */
const viewOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * All hashes and all entries travel as one run of bytes each: an array would travel as hexadecimal text. The longest comes
 * last, as what is written before it is copied when it finds no room.
 */
async function append(db: Database | Tx, { first, count, run, tiles, bundles, covered, rest }: Batch): Promise<void> {
  const [levels, numbers] = [tiles.map(({ level }) => level), tiles.map(({ n }) => n)];
  const roots = Buffer.concat(tiles.map(({ root }) => root));
  const hashes = Buffer.concat([...tiles.map((tile) => tile.hashes), rest.hashes]);
  const lengths = bundles.map(({ bytes }) => bytes.length);
  const { rows } = await sql<{ appended: boolean }>`${PREPARED}
    select record_append(${first}, ${first + count}, ${covered},
      ${levels}, ${numbers}, ${roots}, ${hashes}, ${lengths}, ${viewOf(run)}) as appended`.execute(db);
  if (rows[0]?.appended !== true) throw new RecordError("record/store", "somebody else appended");
}

/**
 * Drops every entry from `size` on: for recovery alone, where the log that others hold has others in their place. The
 * caller holds the log.
 */
export async function cutTo(tx: Tx, size: number): Promise<void> {
  const width = size % TILE;
  const n = (size - width) / TILE;
  const entries = width === 0 ? new Uint8Array(0) : await readEntries(tx, n, width);
  const hashes = width === 0 ? new Uint8Array(0) : await readTile(tx, 0, n, width);
  await sql`delete from record_bundle where n >= ${n}`.execute(tx);
  await sql`delete from record_tile where (n + 1) * power(256, level + 1) > ${size}`.execute(tx);
  await sql`delete from record_rest`.execute(tx);
  if (width > 0) {
    const row = { first: size - width, count: width, entries: Buffer.from(entries), hashes: Buffer.from(hashes) };
    await tx.insertInto("record_rest").values(row).execute();
  }
  await tx.updateTable("record_head").set({ size }).execute();
}
