import { fromHex, publicKey, signBytes, verifyBytes, type Verify } from "@niuniu/note";
import { describe, expect, it, vi } from "vitest";
import vectors from "../../../spec/vectors/ed25519.json" with { type: "json" };
import { readAside, verify } from "./ed25519.ts";

const seed = new Uint8Array(32).fill(9);
const bytes = new Uint8Array([1, 2, 3]);
const key = publicKey(seed);
const signature = signBytes(seed, bytes);
const change = (of: Uint8Array, at: number): Uint8Array => of.map((byte, index) => (index === at ? byte ^ 1 : byte));

describe("the server's check of a signature", () => {
  it("says what the one in the browser says", () => {
    const cases: readonly (readonly [Uint8Array, Uint8Array, Uint8Array])[] = [
      [key, bytes, signature],
      [key, change(bytes, 0), signature],
      [change(key, 0), bytes, signature],
      [key, bytes, change(signature, 0)],
      [key, bytes, change(signature, 63)],
      [key.subarray(1), bytes, signature],
      [key, bytes, signature.subarray(1)],
      [new Uint8Array(32), bytes, signature],
    ];
    expect(cases.map((one) => verify(...one))).toEqual(cases.map((one) => verifyBytes(...one)));
    expect(verify(key, bytes, signature)).toBe(true);
  });

  it.each(vectors.signatures)(
    "says what pages and verifiers say: $title",
    async ({ key: by, message, signature: made, good }) => {
      const signed = [fromHex(by), fromHex(message), fromHex(made)] as const;
      expect(verify(...signed)).toBe(good);
      expect(await readAside((check) => check(...signed))).toBe(good);
    },
  );

  it("is made beside the main thread, and only what it refuses is read again", async () => {
    const read = vi.fn((check: Verify, by: Uint8Array) => {
      if (!check(key, bytes, signature) || !check(by, bytes, signature)) throw new Error("not signed");
      return "signed";
    });
    expect(await readAside((check) => read(check, key))).toBe("signed");
    expect(read).toHaveBeenCalledTimes(1);
    await expect(readAside((check) => read(check, publicKey(new Uint8Array(32).fill(8))))).rejects.toThrow(
      "not signed",
    );
    expect(read).toHaveBeenCalledTimes(3);
  });

  it("refuses the keys under which one signature fits every text", () => {
    // The neutral element as key and as R, S = 0: an equation that always holds.
    const neutral = new Uint8Array(32);
    neutral[0] = 1;
    const forged = new Uint8Array(64);
    forged[0] = 1;
    expect(verify(neutral, bytes, forged)).toBe(false);
    expect(verify(neutral, new Uint8Array(), forged)).toBe(false);
  });

  it("is fast enough to check every request", () => {
    // Of this process, in µs: how long others held the machine says nothing.
    const begin = process.cpuUsage();
    for (let round = 0; round < 200; round++) verify(key, bytes, signature);
    const { user, system } = process.cpuUsage(begin);
    expect((user + system) / 200).toBeLessThan(2_000);
  });
});
