import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { Refused } from "@niuniu/wire";

const unzip = promisify(gunzip);

/** What a body may grow by: sealed files shrink to three quarters at best, and little else travels. */
const growth = (length: number): number => 2 * length + 4_096;

/**
 * A body as its sender had it: the bytes that are signed and read. Our pages gzip sealed files, whose headers are base64,
 * since the line up is the slow one. What would grow past `limit` bytes, or more than sealed files do, is host/too-large
 * before it has grown; another encoding is host/wrong-type, a spoilt one host/malformed.
 */
export async function unpack(bytes: Uint8Array, encoding: string | undefined, limit: number): Promise<Uint8Array> {
  if (encoding === undefined || encoding === "identity") return bytes;
  if (encoding !== "gzip") throw new Refused("host/wrong-type");
  try {
    return await unzip(bytes, { maxOutputLength: Math.min(limit, growth(bytes.length)) });
  } catch (error) {
    const large = (error as { readonly code?: unknown }).code === "ERR_BUFFER_TOO_LARGE";
    throw new Refused(large ? "host/too-large" : "host/malformed");
  }
}
