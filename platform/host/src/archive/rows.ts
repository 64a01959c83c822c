import type { Transform } from "node:stream";
import { constants, createGunzip, createZstdCompress, createZstdDecompress } from "node:zlib";

/** Counts the rows in what PostgreSQL copies out. */
interface RowCount {
  readonly add: (chunk: Buffer) => void;
  /** How many there were; -1 where it does not end as it must. */
  readonly rows: () => number;
}

/** How the rows of a table lie in a file of a backup. */
export interface RowFormat {
  /** What follows `copy …` in PostgreSQL's words. */
  readonly options: string;
  readonly unpack: () => Transform;
  readonly count: () => RowCount;
}

const CHUNK = 262_144;
const NEWLINE = 10;

/** In PostgreSQL's text form a row is one line, whatever is in it. */
function countLines(): RowCount {
  let rows = 0;
  return {
    add: (chunk) => {
      for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) rows++;
    },
    rows: () => rows,
  };
}

/** Eleven bytes of signature and four of flags come before the length of what else the head holds. */
const SIGNED = 15;

/** In its binary form a row is a number of fields, and each field a length before that many bytes; -1 fields end the file. */
function countBinary(): RowCount {
  let [rows, fields, skip, ended]: [number, number | null, number, boolean] = [0, null, SIGNED, false];
  let begun = false;
  let rest: Buffer = Buffer.alloc(0);
  /** One number has been read. */
  const hear = (value: number): void => {
    if (!begun) [begun, skip] = [true, value];
    else if (fields === null || fields === 0) {
      if (value < 0) ended = true;
      else [rows, fields] = [rows + 1, value];
    } else [fields, skip] = [fields - 1, Math.max(0, value)];
  };
  const add = (chunk: Buffer): void => {
    for (let at = 0; !ended;) {
      const skipped = Math.min(skip, chunk.length - at);
      skip -= skipped;
      at += skipped;
      const size = !begun || (fields !== null && fields > 0) ? 4 : 2;
      const lacking = size - rest.length;
      if (skip > 0 || chunk.length - at < lacking) {
        if (skip === 0) rest = Buffer.concat([rest, chunk.subarray(at)]);
        return;
      }
      const number =
        rest.length === 0 ? chunk.subarray(at, at + size) : Buffer.concat([rest, chunk.subarray(at, at + lacking)]);
      at += lacking;
      rest = Buffer.alloc(0);
      hear(size === 4 ? number.readInt32BE() : number.readInt16BE());
    }
  };
  return { add, rows: () => (ended ? rows : -1) };
}

/** Ciphertext as its bytes, packed by what costs next to nothing where nothing can be gained. */
export const ROWS = {
  ending: ".rows.zst",
  options: " with (format binary)",
  pack: (): Transform => createZstdCompress({ chunkSize: CHUNK, params: { [constants.ZSTD_c_compressionLevel]: 1 } }),
  unpack: (): Transform => createZstdDecompress({ chunkSize: CHUNK }),
  count: countBinary,
} as const;

/** Backups made before are text, packed by gzip. */
const TEXT: RowFormat = { options: "", unpack: () => createGunzip({ chunkSize: CHUNK }), count: countLines };

/** How a file of this name is to be read. */
export const formatOf = (file: string): RowFormat => (file.endsWith(ROWS.ending) ? ROWS : TEXT);
