import { concatBytes, constantTimeEqual, fromBase64, sha256, toHex, toUtf8 } from "@niuniu/note";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import vectors from "../../../spec/vectors/tlog.json" with { type: "json" };
import { openLog, proveConsistency, proveInclusion, rootOf } from "./log/index.ts";
import { memoryStore } from "./testing/memory.ts";
import { sampleEntries } from "./testing/store-checks.ts";
import {
  checkConsistency,
  checkInclusion,
  EMPTY_ROOT,
  leafHash,
  nodeHash,
  type Consistency,
  type Inclusion,
} from "./tree.ts";
import { codeOf } from "./testing/refusals.ts";

const MOST = 300;
const entries = sampleEntries(MOST);
const store = memoryStore();
await (await openLog(store)).append(entries);
const none = new Uint8Array(32);

/** RFC 6962 §2.1 to the letter, slowly. */
const treeHash = (leaves: readonly Uint8Array[]): Uint8Array => {
  if (leaves.length === 0) return sha256(new Uint8Array(0));
  if (leaves.length === 1) return sha256(concatBytes(Uint8Array.of(0), leaves[0] ?? none));
  const k = split(leaves.length);
  return sha256(concatBytes(Uint8Array.of(1), treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k))));
};
const split = (n: number): number => 2 ** Math.floor(Math.log2(n - 1));
const pathOf = (m: number, leaves: readonly Uint8Array[]): Uint8Array[] => {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return m < k ? [...pathOf(m, left), treeHash(right)] : [...pathOf(m - k, right), treeHash(left)];
};
const subproof = (m: number, leaves: readonly Uint8Array[], whole: boolean): Uint8Array[] => {
  if (m === leaves.length) return whole ? [] : [treeHash(leaves)];
  const k = split(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return m <= k ? [...subproof(m, left, whole), treeHash(right)] : [...subproof(m - k, right, false), treeHash(left)];
};

const inclusion = (claim: Inclusion): string => codeOf(() => checkInclusion(claim));
const consistency = (claim: Consistency): string => codeOf(() => checkConsistency(claim));
const hexes = (hashes: readonly Uint8Array[]): string[] => hashes.map(toHex);

const included = (index: number, size: number): Inclusion => {
  const leaves = entries.slice(0, size);
  const proof = pathOf(index, leaves);
  return { index, size, leaf: leafHash(entries[index] ?? none), root: treeHash(leaves), proof };
};
const grown = (oldSize: number, newSize: number): Consistency => {
  const [old, now] = [entries.slice(0, oldSize), entries.slice(0, newSize)];
  const proof = oldSize === 0 ? [] : subproof(oldSize, now, true);
  return { oldSize, oldRoot: treeHash(old), newSize, newRoot: treeHash(now), proof };
};
const sizes = fc.integer({ min: 1, max: MOST });
const indexes = sizes.chain((size) => fc.record({ size: fc.constant(size), index: fc.nat(size - 1) }));
const pairs = sizes.chain((size) =>
  fc.record({ newSize: fc.constant(size), oldSize: fc.integer({ min: 1, max: size }) }),
);

/** Every proof with a bit turned, and every one with a hash taken out, doubled, added or moved. */
function* altered(proof: readonly Uint8Array[]): Generator<readonly Uint8Array[]> {
  for (const [at, hash] of proof.entries()) {
    for (let bit = 0; bit < 256; bit++) {
      const turned = hash.slice();
      turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      yield proof.with(at, turned);
    }
    yield proof.toSpliced(at, 1);
    yield proof.toSpliced(at, 0, hash);
    yield proof.toSpliced(at, 0, none);
    yield proof.with(at, hash.subarray(0, 31));
    yield proof.with(at, concatBytes(hash, none));
    if (at > 0) yield proof.with(at - 1, hash).with(at, proof[at - 1] ?? none);
  }
  yield [...proof, none];
  if (proof.length > 0) yield [];
}

describe("an entry in the tree", () => {
  test("the roots and proofs are those of RFC 6962, for every tree and entry", async () => {
    await fc.assert(
      fc.asyncProperty(indexes, async ({ index, size }) => {
        const claim = included(index, size);
        expect(toHex(await rootOf(store.tile, size))).toBe(toHex(claim.root));
        expect(hexes(await proveInclusion(store.tile, index, size))).toEqual(hexes(claim.proof));
        expect(inclusion(claim)).toBe("accepted");
      }),
    );
  });

  test("no proof survives a turned bit, or a hash too many, too few or in another place", () => {
    for (const size of [1, 2, 3, 5, 8, 13, 300]) {
      for (const index of new Set([0, size >> 1, size - 1])) {
        const claim = included(index, size);
        for (const proof of altered(claim.proof)) expect(inclusion({ ...claim, proof })).toBe("record/inclusion");
      }
    }
  });

  test("a proof holds for its own place, tree, leaf and root and for no other", () => {
    fc.assert(
      fc.property(indexes, fc.nat(2 * MOST), fc.nat(2 * MOST), ({ index, size }, other, larger) => {
        const claim = included(index, size);
        const refused = (change: Partial<Inclusion>) => inclusion({ ...claim, ...change }) === "record/inclusion";
        expect(other === index || refused({ index: other })).toBe(true);
        expect(refused({ leaf: claim.root }) || size === 1).toBe(true);
        expect(refused({ leaf: none })).toBe(true);
        expect(refused({ root: none })).toBe(true);
        expect(refused({ root: claim.root.subarray(0, 31) })).toBe(true);
        // Two trees may share the way from an entry to the top; the root, not the size, tells them apart.
        if (larger <= MOST && larger !== size && larger > index) {
          expect(refused({ size: larger, root: treeHash(entries.slice(0, larger)) })).toBe(true);
        }
      }),
    );
  });

  test("what is no index of a tree is refused", () => {
    const claim = included(2, 3);
    for (const index of [-1, 3, 4, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 2 ** 64 - 1]) {
      expect(inclusion({ ...claim, index })).toBe("record/inclusion");
    }
    for (const size of [-1, 0, 1, 2, 2.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 2 ** 64]) {
      expect(inclusion({ ...claim, size })).toBe("record/inclusion");
    }
    const empty = { index: 0, size: 0, leaf: leafHash(none), root: EMPTY_ROOT, proof: [] };
    expect(inclusion(empty)).toBe("record/inclusion");
  });

  test("a tree may be larger than 32 bits can count", () => {
    const size = Number.MAX_SAFE_INTEGER;
    const index = 2 ** 52 + 2 ** 33 + 5;
    const leaf = leafHash(none);
    // The tree's last leaf is missing for a complete one, so every hash of the path is there.
    const proof = Array.from({ length: 53 }, (_, at) => sha256(toUtf8(String(at))));
    const root = proof.reduce(
      (node, beside, at) => (Math.floor(index / 2 ** at) % 2 === 1 ? nodeHash(beside, node) : nodeHash(node, beside)),
      leaf,
    );
    expect(inclusion({ index, size, leaf, root, proof })).toBe("accepted");
    expect(inclusion({ index: index - 2 ** 33, size, leaf, root, proof })).toBe("record/inclusion");
    expect(inclusion({ index: index - 2 ** 32, size, leaf, root, proof })).toBe("record/inclusion");
  });
});

describe("a tree that only grew", () => {
  test("the proofs are those of RFC 6962, for every two sizes", async () => {
    await fc.assert(
      fc.asyncProperty(pairs, async ({ oldSize, newSize }) => {
        const claim = grown(oldSize, newSize);
        expect(hexes(await proveConsistency(store.tile, oldSize, newSize))).toEqual(hexes(claim.proof));
        expect(consistency(claim)).toBe("accepted");
      }),
    );
  });

  test("no proof survives a turned bit, or a hash too many, too few or in another place", () => {
    for (const [oldSize, newSize] of [
      [1, 1],
      [1, 2],
      [2, 3],
      [3, 4],
      [4, 5],
      [6, 8],
      [7, 13],
      [128, 256],
      [255, 300],
    ] as const) {
      const claim = grown(oldSize, newSize);
      for (const proof of altered(claim.proof)) {
        expect(consistency({ ...claim, proof })).toBe("record/consistency");
      }
    }
  });

  test("a proof holds for its own two trees and for no others", () => {
    fc.assert(
      fc.property(pairs, fc.nat(2 * MOST), ({ oldSize, newSize }, other) => {
        const claim = grown(oldSize, newSize);
        const refused = (change: Partial<Consistency>) => consistency({ ...claim, ...change }) === "record/consistency";
        expect(refused({ oldRoot: none })).toBe(true);
        expect(refused({ newRoot: none })).toBe(true);
        expect(refused({ newRoot: claim.newRoot.subarray(0, 31) })).toBe(true);
        expect(oldSize === newSize || refused({ oldRoot: claim.newRoot, newRoot: claim.oldRoot })).toBe(true);
        if (oldSize < newSize && other !== oldSize && other <= MOST) {
          expect(refused({ oldSize: other, oldRoot: treeHash(entries.slice(0, other)) })).toBe(true);
        }
        if (oldSize < newSize && other !== newSize && other <= MOST) {
          expect(refused({ newSize: other, newRoot: treeHash(entries.slice(0, other)) })).toBe(true);
        }
      }),
    );
  });

  test("a tree that shrank, or has one size and two roots, is refused", () => {
    const claim = grown(5, 9);
    expect(consistency({ ...claim, oldSize: 9, newSize: 5 })).toBe("record/consistency");
    expect(consistency({ ...claim, newSize: 5 })).toBe("record/consistency");
    expect(consistency({ ...claim, newSize: 5, proof: [] })).toBe("record/consistency");
    expect(consistency({ ...grown(5, 5), proof: [none] })).toBe("record/consistency");
    for (const size of [-1, 0.5, Number.NaN, 2 ** 53, 2 ** 64]) {
      expect(consistency({ ...claim, oldSize: size })).toBe("record/consistency");
      expect(consistency({ ...claim, newSize: size })).toBe("record/consistency");
    }
  });

  test("every tree begins with the empty one, which has one root and no proof", async () => {
    expect(consistency(grown(0, 0))).toBe("accepted");
    expect(consistency(grown(0, 7))).toBe("accepted");
    expect(await proveConsistency(store.tile, 0, 7)).toEqual([]);
    expect(consistency({ ...grown(0, 7), proof: [none] })).toBe("record/consistency");
    expect(consistency({ ...grown(0, 7), oldRoot: none })).toBe("record/consistency");
    expect(consistency({ ...grown(0, 7), newRoot: new Uint8Array(12) })).toBe("record/consistency");
    expect(consistency({ ...grown(0, 0), newRoot: none })).toBe("record/consistency");
    expect(consistency({ ...grown(0, 0), oldRoot: none })).toBe("record/consistency");
    expect(consistency({ ...grown(0, 0), oldRoot: none, newRoot: none })).toBe("record/consistency");
    expect(consistency({ ...grown(5, 5), newRoot: none })).toBe("record/consistency");
    expect(consistency({ ...grown(3, 7), proof: [] })).toBe("record/consistency");
    expect(toHex(EMPTY_ROOT)).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });
});

describe("the Go reference", () => {
  const roots = new Map(Object.entries(vectors.roots_by_size).map(([size, root]) => [Number(size), fromBase64(root)]));
  const rootAt = (size: number): Uint8Array => roots.get(size) ?? none;
  const leafAt = (index: number): Uint8Array => leafHash(toUtf8(`leaf ${index}`));

  test("its inclusion proofs are accepted", () => {
    for (const { index, size, proof } of vectors.inclusion) {
      const claim = { index, size, leaf: leafAt(index), root: rootAt(size), proof: proof.map(fromBase64) };
      expect(inclusion(claim)).toBe("accepted");
      expect(inclusion({ ...claim, leaf: leafAt(index + 1) })).toBe("record/inclusion");
    }
  });

  test("its consistency proofs are accepted", () => {
    for (const { old, new: now, proof } of vectors.consistency) {
      const claim = { oldSize: old, oldRoot: rootAt(old), newSize: now, newRoot: rootAt(now) };
      expect(consistency({ ...claim, proof: proof.map(fromBase64) })).toBe("accepted");
      expect(consistency({ ...claim, oldRoot: none, proof: proof.map(fromBase64) })).toBe("record/consistency");
    }
  });
});

test("whatever the hash does with its result, what it made stays as it was", () => {
  const result = new Uint8Array(32);
  const reusing = (bytes: Uint8Array): Uint8Array => {
    result.set(sha256(bytes));
    return result;
  };
  for (const [oldSize, newSize] of [
    [3, 7],
    [6, 9],
    [200, 300],
  ] as const) {
    expect(codeOf(() => checkConsistency(grown(oldSize, newSize), reusing))).toBe("accepted");
    expect(codeOf(() => checkInclusion(included(oldSize, newSize), reusing))).toBe("accepted");
  }
  const leaf = leafHash(none, reusing);
  expect(constantTimeEqual(nodeHash(leaf, leaf, reusing), leaf)).toBe(false);
  expect(toHex(leaf)).toBe(toHex(leafHash(none)));
});
