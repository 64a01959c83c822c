import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY_DEPTH, plant, rootBy, SLOT_DEPTH } from "./slot.ts";
import { checkInclusion, leafHash } from "./tree.ts";
import { codeOf } from "./testing/refusals.ts";

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest());
const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
const secret = new Uint8Array(32).fill(7);
const planting = (depth: number) =>
  fc.uniqueArray(fc.record({ commitment: hash, position: fc.nat(2 ** depth - 1) }), {
    minLength: 1,
    maxLength: 20,
    selector: ({ position }) => position,
  });

describe("the tree of a slot", () => {
  test.each([SLOT_DEPTH, DAY_DEPTH, 3])("of depth %i leads from every commitment in it to its root", (depth) => {
    const few = planting(depth).map((planted) => planted.slice(0, 2 ** depth));
    fc.assert(
      fc.property(few, hash, (planted, secret) => {
        const tree = plant(depth, planted, secret, sha256);
        for (const { commitment, position } of planted) {
          const path = tree.pathOf(position);
          expect(rootBy(depth, { commitment, position, path })).toEqual(tree.root);
          const leaf = leafHash(commitment);
          checkInclusion({ index: position, size: 2 ** depth, leaf, root: tree.root, proof: path }, sha256);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("leads from no other commitment and no other place to it", () => {
    fc.assert(
      fc.property(planting(SLOT_DEPTH), hash, fc.nat(0xffff), (planted, other, elsewhere) => {
        const tree = plant(SLOT_DEPTH, planted, secret);
        for (const { commitment, position } of planted.slice(0, 2)) {
          const path = tree.pathOf(position);
          expect(rootBy(SLOT_DEPTH, { commitment: other, position, path })).not.toEqual(tree.root);
          if (elsewhere === position) continue;
          expect(rootBy(SLOT_DEPTH, { commitment, position: elsewhere, path })).not.toEqual(tree.root);
        }
      }),
      { numRuns: 30 },
    );
  });

  test("costs a few hashes a commitment, not one for each of its places", () => {
    let hashes = 0;
    const counted = (bytes: Uint8Array) => {
      hashes++;
      return sha256(bytes);
    };
    plant(SLOT_DEPTH, [], secret, counted);
    expect(hashes).toBe(1);
    const planted = [1, 2, 30_000].map((position) => ({ commitment: new Uint8Array(32).fill(position), position }));
    const tree = plant(DAY_DEPTH, planted, secret, counted);
    for (const { position } of planted) tree.pathOf(position);
    expect(hashes).toBeLessThan(3 * 3 * DAY_DEPTH);
  });

  test("looks alike to a party whether others spoke or nobody did: nothing repeats, nothing is empty", () => {
    const mine = { commitment: new Uint8Array(32).fill(1), position: 4711 };
    const others = Array.from({ length: 50 }, (_, at) => ({
      commitment: sha256(Uint8Array.of(at)),
      position: at * 1000,
    }));
    for (const planted of [[mine], [mine, ...others]]) {
      const path = plant(SLOT_DEPTH, planted, secret)
        .pathOf(mine.position)
        .map((beside) => beside.join());
      expect(new Set(path).size).toBe(SLOT_DEPTH);
    }
    const again = plant(SLOT_DEPTH, [mine], new Uint8Array(32).fill(8)).pathOf(mine.position);
    const before = plant(SLOT_DEPTH, [mine], secret).pathOf(mine.position);
    for (const [height, beside] of again.entries()) expect(beside).not.toEqual(before[height]);
  });

  test("refuses two commitments in one place, places outside, short hashes, and paths of nothing", () => {
    const commitment = new Uint8Array(32);
    const one = { commitment, position: 5 };
    expect(codeOf(() => plant(SLOT_DEPTH, [one, one], secret))).toBe("record/malformed");
    for (const position of [-1, 65_536, 0.5]) {
      expect(codeOf(() => plant(SLOT_DEPTH, [{ commitment, position }], secret))).toBe("record/malformed");
      expect(codeOf(() => rootBy(SLOT_DEPTH, { commitment, position, path: [] }))).toBe("record/malformed");
    }
    expect(codeOf(() => plant(SLOT_DEPTH, [one], secret.slice(1)))).toBe("record/malformed");
    expect(codeOf(() => plant(SLOT_DEPTH, [{ ...one, commitment: secret.slice(1) }], secret))).toBe("record/malformed");
    const tree = plant(SLOT_DEPTH, [one], secret);
    expect(codeOf(() => tree.pathOf(6))).toBe("record/malformed");
    const path = tree.pathOf(5);
    expect(codeOf(() => rootBy(SLOT_DEPTH, { ...one, path: path.slice(1) }))).toBe("record/malformed");
    expect(codeOf(() => rootBy(SLOT_DEPTH, { ...one, path: path.with(2, new Uint8Array(31)) }))).toBe(
      "record/malformed",
    );
    expect(codeOf(() => rootBy(SLOT_DEPTH, { ...one, commitment: secret.slice(1), path }))).toBe("record/malformed");
  });
});
