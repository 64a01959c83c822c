import { createPublicKey, sign, verify, createPrivateKey } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import vectors from "../../../spec/vectors/ed25519.json" with { type: "json" };
import { concatBytes, fromHex } from "./bytes.ts";
import { isPublicKey, publicKey, signBytes, verifyBytes } from "./ed25519.ts";
import { NoteError } from "./note-error.ts";
import { verifyAhead } from "./verify-ahead.ts";

const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 });
const secret = (seed: Uint8Array) =>
  createPrivateKey({
    key: Buffer.from(concatBytes(fromHex("302e020100300506032b657004220420"), seed)),
    format: "der",
    type: "pkcs8",
  });
const open = (key: Uint8Array) =>
  createPublicKey({
    key: Buffer.from(concatBytes(fromHex("302a300506032b6570032100"), key)),
    format: "der",
    type: "spki",
  });

describe("signatures", () => {
  test("are the same as OpenSSL makes, and each side accepts the other's", () => {
    fc.assert(
      fc.property(seeds, fc.uint8Array(), (seed, message) => {
        const signature = signBytes(seed, message);
        expect(new Uint8Array(sign(null, message, secret(seed)))).toEqual(signature);
        expect(verify(null, message, open(publicKey(seed)), signature)).toBe(true);
        expect(verifyBytes(publicKey(seed), message, signature)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test("no single flipped bit goes unseen", () => {
    const key = publicKey(new Uint8Array(32).fill(7));
    const message = new Uint8Array([1, 2, 3]);
    const signature = signBytes(new Uint8Array(32).fill(7), message);
    for (let bit = 0; bit < 512; bit += 3) {
      const altered = signature.slice();
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(verifyBytes(key, message, altered)).toBe(false);
    }
  });

  test("keys and signatures of a wrong size are not good, and not a crash", () => {
    expect(verifyBytes(new Uint8Array(31), new Uint8Array(), new Uint8Array(64))).toBe(false);
    expect(verifyBytes(new Uint8Array(32).fill(255), new Uint8Array(), new Uint8Array(64))).toBe(false);
    expect(verifyBytes(publicKey(new Uint8Array(32)), new Uint8Array(), new Uint8Array(63))).toBe(false);
    expect(() => publicKey(new Uint8Array(31))).toThrow(NoteError);
    expect(() => signBytes(new Uint8Array(33), new Uint8Array())).toThrow(NoteError);
  });

  test("keys that would make every signature good are not keys", () => {
    const p = "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f";
    const weak = ["00".repeat(32), `01${"00".repeat(31)}`, `ec${p.slice(2)}`, p, `ee${p.slice(2)}`, "ff".repeat(32)];
    weak.push("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");
    for (const hex of weak) expect(isPublicKey(fromHex(hex)), hex).toBe(false);
    expect(isPublicKey(new Uint8Array(31))).toBe(false);
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(isPublicKey(publicKey(seed))).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});

describe("where verifiers disagree", () => {
  test.each(vectors.signatures)(
    "pages say what the specification says: $title",
    ({ key, message, signature, good }) => {
      expect(verifyBytes(fromHex(key), fromHex(message), fromHex(signature))).toBe(good);
    },
  );

  test("the platform is asked ahead of time and never takes what the pure code refuses, in any of these cases", async () => {
    const asked = vectors.signatures.map(({ key, message, signature }) => {
      return { key: fromHex(key), bytes: fromHex(message), signature: fromHex(signature) };
    });
    // Asked twice: what was found good before is remembered, and what was not is no better for it.
    await verifyAhead(asked);
    const verify = await verifyAhead(asked);
    for (const [at, { key, bytes, signature }] of asked.entries()) {
      expect([vectors.signatures[at]?.title, verify(key, bytes, signature)]).toEqual([
        vectors.signatures[at]?.title,
        verifyBytes(key, bytes, signature),
      ]);
      const other = bytes.map((byte) => byte ^ 1);
      expect(verify(key, other, signature)).toBe(verifyBytes(key, other, signature));
    }
  });

  test("the vectors hold signatures that an equation with the cofactor takes and this one refuses", () => {
    expect(vectors.signatures.filter(({ good, cofactored }) => cofactored && !good).length).toBeGreaterThan(10);
    expect(vectors.signatures.filter(({ good, cofactored }) => good && !cofactored)).toEqual([]);
  });

  test.each(vectors.keys)("a key is taken or not, also when asked again: $title", ({ key, sound }) => {
    expect(isPublicKey(fromHex(key))).toBe(sound);
    expect(isPublicKey(fromHex(key))).toBe(sound);
  });
});
