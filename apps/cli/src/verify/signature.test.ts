import { fromHex, publicKey, signBytes, verifyBytes } from "@niuniu/note";
import { expect, it } from "vitest";
import vectors from "../../../../spec/vectors/ed25519.json" with { type: "json" };
import { verifySignature } from "./signature.ts";

const seed = new Uint8Array(32).fill(9);
const bytes = new Uint8Array([1, 2, 3]);
const key = publicKey(seed);
const signature = signBytes(seed, bytes);
const change = (of: Uint8Array, at: number): Uint8Array => of.map((byte, index) => (index === at ? byte ^ 1 : byte));

it("says of a signature what the browser says", () => {
  const neutral = new Uint8Array(32).fill(1, 0, 1);
  const fits = new Uint8Array(64).fill(1, 0, 1);
  const cases: readonly (readonly [Uint8Array, Uint8Array, Uint8Array])[] = [
    [key, bytes, signature],
    [key, change(bytes, 0), signature],
    [change(key, 0), bytes, signature],
    [key, bytes, change(signature, 0)],
    [key, bytes, change(signature, 63)],
    [key.subarray(1), bytes, signature],
    [key, bytes, signature.subarray(1)],
    [new Uint8Array(32), bytes, signature],
    [new Uint8Array(32).fill(255), bytes, signature],
    // A key of small order, under which one signature fits every text.
    [neutral, bytes, fits],
    [key, bytes, signature],
  ];
  expect(cases.map((one) => verifySignature(...one))).toEqual(cases.map((one) => verifyBytes(...one)));
  expect(verifySignature(key, bytes, signature)).toBe(true);
  expect(verifySignature(neutral, bytes, fits)).toBe(false);
});

it.each(vectors.signatures)(
  "says what pages and the server say: $title",
  ({ key: by, message, signature: made, good }) => {
    expect(verifySignature(fromHex(by), fromHex(message), fromHex(made))).toBe(good);
  },
);
