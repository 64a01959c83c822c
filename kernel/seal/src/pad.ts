import { SealError } from "./error.ts";

const LEAST = 4096;

/** Pads bytes to a power of two from 4,096, so that only the rough size shows: u32be length, the bytes, zeros (seal.md §4). */
export function pad(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const padded = new Uint8Array(paddedLength(bytes.length));
  new DataView(padded.buffer).setUint32(0, bytes.length);
  padded.set(bytes, 4);
  return padded;
}

/** Takes off what {@link pad} put on; a view, not a copy. Anything {@link pad} could not have made is "seal/bad-padding". */
export function unpad(padded: Uint8Array): Uint8Array {
  if (padded.length < LEAST) throw badPadding();
  const length = new DataView(padded.buffer, padded.byteOffset, padded.length).getUint32(0);
  if (length > padded.length - 4 || paddedLength(length) !== padded.length) throw badPadding();
  if (padded.subarray(4 + length).some((byte) => byte !== 0)) throw badPadding();
  return new Uint8Array(padded.buffer, padded.byteOffset + 4, length);
}

function paddedLength(length: number): number {
  let size = LEAST;
  while (size < length + 4) size *= 2;
  return size;
}

function badPadding(): SealError {
  return new SealError("seal/bad-padding", "the padding is not as this software writes it");
}
