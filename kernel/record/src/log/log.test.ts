import { Buffer } from "node:buffer";
import { hash as platformHash } from "node:crypto";
import { fromBase64, toBase64, toHex, toUtf8 } from "@niuniu/note";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import vectors from "../../../../spec/vectors/tlog.json" with { type: "json" };
import { memoryStore } from "../testing/memory.ts";
import { RecordError } from "../record-error.ts";
import { sampleEntries } from "../testing/store-checks.ts";
import { checkConsistency, checkInclusion, leafHash, type Hash } from "../tree.ts";
import { readBundle, writeBundle } from "./bundle.ts";
import { Frontier } from "./frontier.ts";
import { openLog } from "./log.ts";
import { proveConsistency, proveInclusion, rememberTiles, rootOf, type TileReader } from "./prove.ts";
import type { Batch, Store } from "./store.ts";

/** A hash as a server may pass it: fast, and its result is gone with the next call. */
const digest = Buffer.alloc(32);
const reusing: Hash = (bytes) => {
  digest.write(platformHash("sha256", bytes, "binary"), "binary");
  return digest;
};

const leaves = Array.from({ length: vectors.leaf_count }, (_, at) => toUtf8(`leaf ${at}`));
const rootAt = new Map(Object.entries(vectors.roots_by_size).map(([size, root]) => [Number(size), root]));

/** The reference's log in a store, appended in batches of these sizes, over and over. */
const logOf = async (batches: readonly number[], hash?: Hash) => {
  const store = memoryStore();
  const log = await openLog(store, hash === undefined ? {} : { hash });
  for (let round = 0; log.size < leaves.length; round++) {
    await log.append(leaves.slice(log.size, log.size + (batches[round % batches.length] ?? 1)));
    expect(toBase64(log.root())).toBe(rootAt.get(log.size));
  }
  return store;
};
const codeOf = async (act: () => unknown): Promise<string> => {
  try {
    await act();
    return "accepted";
  } catch (error) {
    if (error instanceof RecordError) return error.code;
    throw error;
  }
};

describe("the Go reference", () => {
  const batches = [[1], [1200], [256], [255, 2], [100, 1000, 3]];

  test.each(batches)("its roots, tiles and proofs are ours, in batches of %j and more", async (...sizes) => {
    const hash = sizes.length < 3 ? reusing : undefined;
    const store = await logOf(sizes, hash);
    for (const { level, index, width, sha256_of_tile_data: expected } of vectors.tiles) {
      const tile = await store.tile(level, index, width);
      expect(platformHash("sha256", tile, "base64")).toBe(expected);
    }
    for (const { index, size, proof } of vectors.inclusion) {
      expect((await proveInclusion(store.tile, index, size, hash)).map(toBase64)).toEqual(proof);
    }
    for (const { old, new: now, proof } of vectors.consistency) {
      expect((await proveConsistency(store.tile, old, now, hash)).map(toBase64)).toEqual(proof);
    }
  });

  test("every root can be made from the tiles, however far the log has grown", async () => {
    const store = await logOf([700]);
    for (const [size, root] of rootAt) expect(toBase64(await rootOf(store.tile, size, reusing))).toBe(root);
  });
});

describe("an edge", () => {
  test("has the root of every size it passes, and goes on from where another stopped", () => {
    let edge = new Frontier();
    for (const [at, leaf] of leaves.entries()) {
      if (at % 3 === 0) edge.add(leaf);
      else edge.addHash(leafHash(leaf));
      expect(toBase64(edge.root())).toBe(rootAt.get(at + 1));
      if (at % 7 === 0) edge = new Frontier(reusing, edge.peaks());
    }
    expect(edge.size).toBe(1200);
  });

  test("refuses an entry that no bundle can hold", async () => {
    expect(await codeOf(() => new Frontier().add(new Uint8Array(65_536)))).toBe("record/malformed");
  });
});

describe("a log", () => {
  test("that was never written to has the root of nothing", async () => {
    const log = await openLog(memoryStore());
    expect([log.size, toHex(log.root())]).toEqual([
      0,
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    ]);
    expect(await log.append([])).toBe(0);
  });

  test("reads one tile of each level and no entry to open", async () => {
    const store = memoryStore();
    await (await openLog(store, { hash: reusing })).append(sampleEntries(66_000));
    const read: string[] = [];
    const watched: Store = {
      ...store,
      tile: (level, n, width) => {
        read.push(`${level}/${n}/${width}`);
        return store.tile(level, n, width);
      },
      entries: () => Promise.reject(new Error("an entry was read")),
    };
    const log = await openLog(watched);
    expect(toHex(log.root())).toBe(toHex(await rootOf(store.tile, 66_000)));
    expect(read.toSorted()).toEqual(["0/257/208", "1/1/1", "2/0/1"]);
  });

  test("gives a store each full tile and bundle once, and the rest behind them", async () => {
    const batches: Batch[] = [];
    const store = memoryStore();
    const kept: Store = {
      ...store,
      append: (batch) => {
        batches.push(batch);
        return store.append(batch);
      },
    };
    const log = await openLog(kept);
    for (const count of [200, 200, 112, 65_100]) await log.append(sampleEntries(count, log.size));
    expect(
      batches.map(({ first, count, covered, tiles, bundles, rest }) => {
        const all =
          tiles.length < 9 ? tiles.map(({ level, n }) => `${level}/${n}`) : [tiles.at(-1)?.level, tiles.length];
        return [first, count, covered, all, bundles.length, rest.first, rest.count];
      }),
    ).toEqual([
      [0, 200, 0, [], 0, 0, 200],
      [200, 200, 256, ["0/0"], 1, 256, 144],
      [400, 112, 512, ["0/1"], 1, 512, 0],
      [512, 65_100, 65_536, [1, 255], 254, 65_536, 76],
    ]);
    for (const { rest, tiles } of batches) {
      const entries = sampleEntries(rest.count, rest.first);
      expect(toHex(rest.bundle)).toBe(toHex(writeBundle(entries)));
      expect(toHex(rest.hashes)).toBe(entries.map((entry) => toHex(leafHash(entry))).join(""));
      for (const { hashes, root } of tiles.slice(0, 3)) {
        const edge = new Frontier();
        for (let at = 0; at < hashes.length; at += 32) edge.addHash(hashes.subarray(at, at + 32));
        expect(toHex(root)).toBe(toHex(edge.root()));
      }
    }
  });

  test("is where it was when the store keeps nothing, and can go on", async () => {
    const store = memoryStore();
    let broken = false;
    const log = await openLog({
      ...store,
      append: (batch) => (broken ? Promise.reject(new Error("the disk is full")) : store.append(batch)),
    });
    await log.append(leaves.slice(0, 300));
    broken = true;
    await expect(log.append(leaves.slice(300, 900))).rejects.toThrow("the disk is full");
    expect([log.size, toBase64(log.root())]).toEqual([300, rootAt.get(300)]);
    expect(await codeOf(() => log.append([leaves[300] ?? digest, new Uint8Array(65_536)]))).toBe("record/malformed");
    broken = false;
    expect(await log.append(leaves.slice(300))).toBe(300);
    expect(toBase64(log.root())).toBe(rootAt.get(1200));
  });
});

describe("a proof", () => {
  const countingReader = (reader: TileReader): { readonly reader: TileReader; reads: string[] } => {
    const counted: { reader: TileReader; reads: string[] } = {
      reads: [],
      reader: (level, n, width) => {
        counted.reads.push(`${level}/${n}`);
        return reader(level, n, width);
      },
    };
    return counted;
  };
  const ten = 10_000_000;
  const rows = [0, 1, 2].map((level) => new Uint8Array(Math.floor(ten / 256 ** level) * 32));
  /** Ten million entries without hashing them: any bytes do to count what is read. */
  const large = countingReader((level, n, width) =>
    Promise.resolve((rows[level] ?? digest).subarray(n * 8192, n * 8192 + width * 32)),
  );

  test("takes five tiles at most and thirty hashes at ten million entries", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: ten - 1 }),
        fc.integer({ min: ten - 70_000, max: ten }),
        async (at, size) => {
          for (const prove of [proveInclusion, proveConsistency]) {
            large.reads = [];
            const proof = await prove(large.reader, Math.min(at, size - 1), size, reusing);
            expect(large.reads.length).toBeLessThanOrEqual(5);
            expect(new Set(large.reads).size).toBe(large.reads.length);
            expect(proof.length).toBeLessThanOrEqual(30);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  test("is the same with a reader that remembers, which reads a tile once", async () => {
    const store = await logOf([1200]);
    const { reads, reader } = countingReader(store.tile);
    const remembering = rememberTiles(reader);
    for (let round = 0; round < 3; round++) {
      for (const index of [0, 255, 256, 700, 1199]) {
        const proof = await proveInclusion(remembering, index, 1200, reusing);
        expect(proof.map(toBase64)).toEqual((await proveInclusion(store.tile, index, 1200)).map(toBase64));
      }
    }
    expect(reads.toSorted()).toEqual(["0/0", "0/1", "0/2", "0/4", "1/0"]);
  });

  test("is remembered for as many tiles as fit", async () => {
    const remembering = rememberTiles(large.reader);
    for (let n = 0; n < 300; n++) await proveInclusion(remembering, n * 256, ten, reusing);
    large.reads = [];
    await proveInclusion(remembering, 299 * 256, ten, reusing);
    expect(large.reads).toEqual([]);
    await proveInclusion(remembering, 0, ten, reusing);
    expect(large.reads).toContain("0/0");
  });

  test("is not made for what is not in the tree, nor from a tile that is too short", async () => {
    const { tile } = await logOf([1200]);
    for (const [index, size] of [
      [1200, 1200],
      [-1, 5],
      [0, 0],
      [0.5, 5],
      [0, 2 ** 53],
    ] as const) {
      expect(await codeOf(() => proveInclusion(tile, index, size))).toBe("record/inclusion");
    }
    for (const [from, to] of [
      [2, 1],
      [-1, 5],
      [1, 2 ** 53],
      [Number.NaN, 5],
    ] as const) {
      expect(await codeOf(() => proveConsistency(tile, from, to))).toBe("record/consistency");
    }
    expect(await codeOf(() => rootOf(tile, -1))).toBe("record/malformed");
    expect(await codeOf(() => rootOf(tile, 1201))).toBe("record/store");
    expect(await codeOf(() => proveInclusion(tile, 3, 1300))).toBe("record/store");
    expect(await codeOf(() => rootOf(() => Promise.resolve(new Uint8Array(31)), 1))).toBe("record/store");
  });

  test("made from an altered tile does not lead to the root", async () => {
    const store = await logOf([1200]);
    const root = fromBase64(rootAt.get(1200) ?? "");
    const old = fromBase64(rootAt.get(700) ?? "");
    await fc.assert(
      fc.asyncProperty(fc.nat(255), fc.nat(31), fc.integer({ min: 1, max: 255 }), async (at, byte, change) => {
        const altered: TileReader = async (level, n, width) => {
          const tile = await store.tile(level, n, width);
          const spot = at * 32 + byte;
          return level === 0 && n === 2 ? tile.map((value, here) => (here === spot ? value ^ change : value)) : tile;
        };
        const beside = at === 100 ? 101 : 100;
        const proof = await proveInclusion(altered, 512 + beside, 1200);
        const leaf = leafHash(leaves[512 + beside] ?? root);
        const claim = { index: 512 + beside, size: 1200, leaf, root, proof };
        expect(await codeOf(() => checkInclusion(claim))).toBe("record/inclusion");
        const growth = { oldSize: 700, oldRoot: old, newSize: 1200, newRoot: root };
        const hashes = await proveConsistency(altered, 700, 1200);
        expect(await codeOf(() => checkConsistency({ ...growth, proof: hashes }))).toBe("record/consistency");
      }),
      { numRuns: 40 },
    );
  });

  test("a bundle's entries are those whose hashes stand in the tile", async () => {
    const store = await logOf([300]);
    const tile = await store.tile(0, 3, 256);
    const entries = readBundle(await store.entries(3, 256));
    expect(entries.map((entry) => toHex(leafHash(entry))).join("")).toBe(toHex(tile));
  });
});
