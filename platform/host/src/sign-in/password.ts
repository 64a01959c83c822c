import { argon2, timingSafeEqual, type Argon2Parameters } from "node:crypto";
import type { Random } from "../random.ts";

/**
 * OWASP password storage: argon2id, 19 MiB, two passes, one lane. Of the choices it calls equal the one a small machine can
 * spare while somebody signs in, as long as the C library is told to give such blocks back (`small` in tools/ready.mjs; by itself
 * each thread keeps one). What was hashed with another, 46 MiB and one pass, says so and holds as it was hashed.
 */
const MEMORY = 19_456;
const PASSES = 2;
const LENGTH = 32;
const ENCODED = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{22,86})\$([A-Za-z0-9+/]{43})$/;

const plain = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64").replace(/=+$/, "");

function derive(parameters: Argon2Parameters): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    argon2("argon2id", parameters, (error, key) => (error === null ? resolve(Buffer.from(key)) : reject(error)));
  });
}

/** Same password, same string, however a keyboard composed its letters. */
const message = (password: string): Buffer => Buffer.from(password.normalize("NFKC"), "utf8");

/** Hashes a password into the PHC string that is stored: about 30 ms and 19 MiB, off the main thread. */
export async function hashPassword(password: string, random: Random): Promise<string> {
  const nonce = Buffer.from(random(16));
  const key = await derive({
    message: message(password),
    nonce,
    memory: MEMORY,
    passes: PASSES,
    parallelism: 1,
    tagLength: LENGTH,
  });
  return `$argon2id$v=19$m=${MEMORY},t=${PASSES},p=1$${plain(nonce)}$${plain(key)}`;
}

/**
 * True if the password is the one behind `stored`. Where nobody is stored (null), takes the same time and is false,
 * so that the answer does not say who exists. A string this file did not write is false.
 */
export async function checkPassword(password: string, stored: string | null): Promise<boolean> {
  const nobody = `$argon2id$v=19$m=${MEMORY},t=${PASSES},p=1$${"A".repeat(22)}$${"A".repeat(43)}`;
  const [, memory, passes, parallelism, nonce, key] = ENCODED.exec(stored ?? nobody) ?? [];
  if (nonce === undefined || key === undefined) return false;
  const found = await derive({
    message: message(password),
    nonce: Buffer.from(nonce, "base64"),
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    tagLength: LENGTH,
  });
  return timingSafeEqual(found, Buffer.from(key, "base64")) && stored !== null;
}
