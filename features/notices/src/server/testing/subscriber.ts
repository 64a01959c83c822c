import { createDecipheriv, createECDH, hkdfSync, randomBytes, type ECDH } from "node:crypto";

/** What a browser keeps of its subscription, and hands in of it. */
export interface Subscriber {
  readonly ecdh: ECDH;
  readonly own: Buffer;
  readonly auth: Buffer;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

/** A browser that subscribes anew. */
export function subscriber(): Subscriber {
  const ecdh = createECDH("prime256v1");
  const own = ecdh.generateKeys();
  const auth = randomBytes(16);
  return { ecdh, own, auth, keys: { p256dh: own.toString("base64url"), auth: auth.toString("base64url") } };
}

/** RFC 8291 and 8188, as a browser reads what a push service hands on. */
export function opened(body: Buffer, { ecdh, own, auth }: Subscriber): string {
  const [salt, length] = [body.subarray(0, 16), body[20] ?? 0];
  const theirs = body.subarray(21, 21 + length);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), own, theirs]);
  const secret = Buffer.from(hkdfSync("sha256", ecdh.computeSecret(theirs), auth, info, 32));
  const part = (name: string, size: number): Buffer =>
    Buffer.from(hkdfSync("sha256", secret, salt, Buffer.from(`Content-Encoding: ${name}\0`), size));
  const decipher = createDecipheriv("aes-128-gcm", part("aes128gcm", 16), part("nonce", 12));
  const sealed = body.subarray(21 + length);
  decipher.setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  return padded.subarray(0, padded.lastIndexOf(2)).toString("utf8");
}
