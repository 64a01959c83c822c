import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { PARCEL, type Body, type ParcelOf } from "@niuniu/wire";
import { writeParcel } from "@niuniu/seal/parcel";

const brotli = promisify(brotliCompress);

/** Below this a compressed answer saves less than its headers cost. */
const WORTHWHILE = 512;

/** What goes out, still without status. */
export interface Outgoing {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export const acceptsBrotli = (header: string | string[] | undefined): boolean => /\bbr\b/.test(String(header ?? ""));

/** Compresses JSON where it pays. Quality 4 for an answer made once; 11 for one that is kept. */
async function compress(bytes: Uint8Array, quality: number): Promise<Uint8Array> {
  return brotli(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
}

const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value), "utf8");

/** What is finished text already. */
const WRITTEN: Partial<Readonly<Record<Body, string>>> = {
  page: "text/html; charset=utf-8",
  calendar: "text/calendar; charset=utf-8",
};

/** The bytes and content type of an answer of this kind. */
export async function writeAnswer(gives: Body, value: unknown, br: boolean): Promise<Outgoing> {
  const written = WRITTEN[gives];
  if (written !== undefined) return { headers: { "content-type": written }, body: Buffer.from(String(value), "utf8") };
  if (gives === "parcel") {
    const { header, parts } = value as ParcelOf<unknown>;
    return { headers: { "content-type": PARCEL }, body: writeParcel(header, parts) };
  }
  const body = json(value);
  const headers = { "content-type": "application/json" };
  if (!br || body.length < WORTHWHILE) return { headers, body };
  return { headers: { ...headers, "content-encoding": "br" }, body: await compress(body, 4) };
}

/** An answer that is the same for everyone: remembered, compressed well, given by ETag. */
export function keeper(): (value: unknown, br: boolean) => Promise<Outgoing & { readonly etag: string }> {
  let last: { readonly etag: string; readonly plain: Uint8Array; small?: Promise<Uint8Array> } | null = null;
  return async (value, br) => {
    const plain = json(value);
    const etag = `"${createHash("sha256").update(plain).digest("base64url").slice(0, 16)}"`;
    if (last?.etag !== etag) last = { etag, plain };
    const headers = { "content-type": "application/json", "cache-control": "no-cache", etag, vary: "accept-encoding" };
    if (!br || plain.length < WORTHWHILE) return { headers, etag, body: plain };
    const body = await (last.small ??= compress(plain, 11));
    return { headers: { ...headers, "content-encoding": "br" }, etag, body };
  };
}
