import { fromHex, toHex } from "@niuniu/note";
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { byLibrary, type Multiply } from "./x25519-library.ts";
import { multiply, publicOf } from "./x25519.ts";

const engines: readonly (readonly [string, Multiply])[] = [
  ["by the platform", multiply],
  ["by the library", byLibrary],
];
/** RFC 7748 §5.2: secret, point, result; the last is the first round of its iterated test. */
const NINE = "09".padEnd(64, "0");
const VECTORS = [
  [
    "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
    "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
    "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
  ],
  [
    "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
    "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
    "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957",
  ],
  [NINE, NINE, "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079"],
] as const;
/** Points of order 1, 2, 4 and 8, and two of them spelled one prime higher. */
const SMALL = [
  "00".repeat(32),
  "01".padEnd(64, "0"),
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
  "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
];
const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

describe.each(engines)("X25519 %s", (_, engine) => {
  test.each(VECTORS)("gives what RFC 7748 prints: %s", async (secret, u, result) => {
    expect(toHex(await engine(fromHex(secret), fromHex(u)))).toBe(result);
  });

  test.each(SMALL)("refuses the point %s, from which no secret comes", async (u) => {
    await expect(engine(new Uint8Array(32).fill(7), fromHex(u))).rejects.toThrow();
  });
});

test("the platform and the library give the same, whatever the bytes of secret and point", async () => {
  await fc.assert(
    fc.asyncProperty(bytes32, bytes32, async (secret, u) => {
      expect(await multiply(secret, u)).toEqual(await byLibrary(secret, u));
      expect(await multiply(secret, await publicOf(u))).toEqual(await multiply(u, await publicOf(secret)));
    }),
    { numRuns: 100 },
  );
});

test("a platform without X25519 is helped out by the library", async () => {
  vi.resetModules();
  vi.stubGlobal("crypto", undefined);
  const old = await import("./x25519.ts");
  const [[secret, u, result]] = VECTORS;
  expect(toHex(await old.multiply(fromHex(secret), fromHex(u)))).toBe(result);
});
