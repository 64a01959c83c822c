import { Refused } from "@niuniu/wire";

/**
 * More than any request of ours says: the longest are a report's header, with 63 names, and a committee of 32 founders.
 * A note that is signed travels as one text, however much stands in it.
 */
const MOST_VALUES = 1_000;
const DEEPEST = 16;
/** The longest JSON that comes with a parcel, in bytes; other JSON has its route's limit. */
const LONGEST_HEADER = 65_536;

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

const malformed = (): Refused => new Refused("host/malformed");

/** Where the text that begins at `at` ends. */
function textEnd(bytes: Uint8Array, at: number): number {
  let end = at + 1;
  while (end < bytes.length && bytes[end] !== QUOTE) end += bytes[end] === BACKSLASH ? 2 : 1;
  return end;
}

/**
 * Refuses host/malformed what says too much or nests too deep, before anything is made of it: 400 kB of braces or keys would
 * be objects by the ten thousand. Whether it is JSON at all is not asked here.
 */
function boundJson(bytes: Uint8Array): void {
  let [values, depth] = [0, 0];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) at = textEnd(bytes, at);
    else if (byte === COMMA || byte === COLON) values++;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) depth++;
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth--;
    if (values > MOST_VALUES || depth > DEEPEST) throw malformed();
  }
}

/** Reads JSON of a bounded number of values. Refuses host/malformed. */
export function readJson(bytes: Uint8Array): unknown {
  boundJson(bytes);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw malformed();
  }
}

/** Refuses host/malformed a parcel whose header says too much, before it is read. The header is the first frame: its length, then itself. */
export function boundHeader(parcel: Uint8Array): void {
  if (parcel.length < 4) throw malformed();
  const length = new DataView(parcel.buffer, parcel.byteOffset, 4).getUint32(0);
  if (length > LONGEST_HEADER) throw malformed();
  boundJson(parcel.subarray(4, 4 + length));
}
