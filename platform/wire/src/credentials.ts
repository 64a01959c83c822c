import type { Word } from "./audience.ts";

/**
 * The credentials of the audiences, all in the `Authorization` header: the product sets no cookie at all, so nothing
 * a browser sends by itself links two visits or lets another site act in a person's name.
 */
export interface ReceiptCredential {
  /** 16 bytes, base64: which case. */
  readonly lookup: string;
  /** `{unix seconds}.{22 base64url characters}`: good for a few minutes, once. */
  readonly nonce: string;
  /** Ed25519 over method, path, nonce and body hash, base64. */
  readonly signature: string;
}

export const bearer = (token: string): string => `Bearer ${token}`;
export const setupCode = (code: string): string => `Niuniu-Setup ${code}`;
export const invitation = (token: string): string => `Niuniu-Invitation ${token}`;

export function receiptCredential(credential: ReceiptCredential): string {
  return `Niuniu-Receipt lookup="${credential.lookup}", nonce="${credential.nonce}", signature="${credential.signature}"`;
}

const receiptPattern =
  /^Niuniu-Receipt lookup="([A-Za-z0-9+/]{22}==)", nonce="(\d{10}\.[A-Za-z0-9_-]{22})", signature="([A-Za-z0-9+/]{86}==)"$/;

/** Reads a receipt credential, or null if the header is anything else. */
export function readReceiptCredential(header: string | undefined): ReceiptCredential | null {
  const match = receiptPattern.exec(header ?? "");
  const [, lookup, nonce, signature] = match ?? [];
  if (lookup === undefined || nonce === undefined || signature === undefined) return null;
  return { lookup, nonce, signature };
}

/** Reads the token after a scheme name such as `Bearer`, or null. */
export function readToken(scheme: Word, header: string | undefined): string | null {
  const prefix = `${scheme} `;
  if (header?.startsWith(prefix) !== true) return null;
  const token = header.slice(prefix.length);
  return /^[A-Za-z0-9_-]{8,128}$/.test(token) ? token : null;
}
