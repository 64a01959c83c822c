import { fromUtf8, toUtf8 } from "@niuniu/note";
import { SealError } from "./error.ts";

export { SealError } from "./error.ts";
export type { SealErrorCode } from "./error.ts";

/** The media type of a parcel on the wire. */
export const PARCEL = "application/vnd.niuniu.parcel";

/** A parcel never has more parts than this. */
export const MOST_PARTS = 1024;

/** One JSON header and up to 1,024 byte strings. The header is what the sender says, not yet checked by anyone. */
export interface Parcel {
  readonly header: unknown;
  readonly parts: readonly Uint8Array[];
}

/**
 * Packs a JSON header and parts into one frame, in the order given (seal.md §3).
 * Throws "seal/malformed-parcel" for a header JSON cannot hold or more than 1,024 parts.
 */
export function writeParcel(header: unknown, parts: readonly Uint8Array[] = []): Uint8Array<ArrayBuffer> {
  const json = JSON.stringify(header) as string | undefined;
  if (json === undefined) throw malformed("the header has no JSON form");
  if (parts.length > MOST_PARTS) throw malformed("there are more than 1,024 parts");
  const frames = [toUtf8(json), ...parts];
  const parcel = new Uint8Array(frames.reduce((sum, frame) => sum + 4 + frame.length, 0));
  const view = new DataView(parcel.buffer);
  let at = 0;
  for (const frame of frames) {
    if (frame.length > 0xffffffff) throw malformed("a part is longer than a frame can say");
    view.setUint32(at, frame.length);
    parcel.set(frame, at + 4);
    at += 4 + frame.length;
  }
  return parcel;
}

/**
 * Unpacks a frame made by {@link writeParcel}, trusting nothing in it (seal.md §3). The parts are views into `bytes`, not copies.
 * Throws "seal/malformed-parcel" for short or trailing bytes, text that is not UTF-8 JSON, more than 1,024 parts,
 * or a frame longer than `limit` bytes.
 */
export function readParcel(bytes: Uint8Array, limit = Infinity): Parcel {
  if (bytes.length > limit) throw malformed("it is longer than allowed here");
  const frames: Uint8Array[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  do {
    if (frames.length > MOST_PARTS) throw malformed("there are more than 1,024 parts");
    if (bytes.length - at < 4) throw malformed("a length is cut short");
    const length = view.getUint32(at);
    at += 4;
    if (length > bytes.length - at) throw malformed("a part is cut short");
    // Not bytes.subarray: a Node Buffer would hand out Buffers, which compare and print differently.
    frames.push(new Uint8Array(bytes.buffer, bytes.byteOffset + at, length));
    at += length;
  } while (at < bytes.length);
  const [json = new Uint8Array(), ...parts] = frames;
  return { header: parseJson(json), parts };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes)) as unknown;
  } catch (cause) {
    throw malformed("the header is not UTF-8 JSON", cause);
  }
}

function malformed(why: string, cause?: unknown): SealError {
  return new SealError("seal/malformed-parcel", `this parcel cannot be read: ${why}`, { cause });
}
