import { recipientOf, sealTo } from "@niuniu/seal";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { pack, unpack } from "./pack.ts";

const files: Uint8Array[] = [];
beforeAll(async () => {
  for (const count of [1, 2, 6]) {
    const recipients = await Promise.all(
      Array.from({ length: count }, (_, at) => recipientOf(new Uint8Array(32).fill(at + 1))),
    );
    files.push(await sealTo(recipients, new Uint8Array(100).fill(count)));
  }
});

test("a sealed file comes back byte for byte, and takes a quarter less of every recipient's part", () => {
  for (const [at, file] of files.entries()) {
    const packed = pack(file);
    expect(Buffer.compare(unpack(packed), file)).toBe(0);
    expect(file.length - packed.length).toBeGreaterThan(400 * (at === 2 ? 6 : at + 1));
  }
});

test("one that was stored before files were packed is read as it is", () => {
  for (const file of files) expect(Buffer.compare(unpack(file), file)).toBe(0);
});

test("whatever else is stored comes back byte for byte", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(Buffer.compare(unpack(pack(bytes)), bytes)).toBe(0);
    }),
  );
});

test("a file altered in any place of its header comes back as altered as it was", () => {
  const [file = new Uint8Array()] = files;
  fc.assert(
    fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const altered = file.slice();
      altered[at] = (altered[at] ?? 0) ^ by;
      expect(Buffer.compare(unpack(pack(altered)), altered)).toBe(0);
    }),
    { numRuns: 500 },
  );
});

test("a file cut off anywhere, or with lines wrapped otherwise, comes back as it was", () => {
  const [file = new Uint8Array()] = files;
  for (let length = 0; length <= file.length; length += 7) {
    const cut = file.slice(0, length);
    expect(Buffer.compare(unpack(pack(cut)), cut)).toBe(0);
  }
  const text = Buffer.from(file)
    .toString("latin1")
    .replace(/\n--- /, "=\n--- ");
  const padded = Buffer.from(text, "latin1");
  expect(Buffer.compare(unpack(pack(padded)), padded)).toBe(0);
});
