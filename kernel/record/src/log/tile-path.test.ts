import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readTilePath, TILE, tilePath, type TilePlace } from "./tile-path.ts";
import { codeOf } from "../testing/refusals.ts";

const places: fc.Arbitrary<TilePlace> = fc.record({
  level: fc.oneof(fc.constant("entries" as const), fc.integer({ min: 0, max: 63 })),
  n: fc.oneof(fc.nat(2000), fc.maxSafeNat()),
  width: fc.integer({ min: 1, max: TILE }),
});
describe("the path of a tile", () => {
  test("is the one tlog-tiles gives it", () => {
    expect(tilePath({ level: 0, n: 0, width: 256 })).toBe("tile/0/000");
    expect(tilePath({ level: 0, n: 1234, width: 5 })).toBe("tile/0/x001/234.p/5");
    expect(tilePath({ level: 1, n: 1_234_067, width: 256 })).toBe("tile/1/x001/x234/067");
    expect(tilePath({ level: "entries", n: 1000, width: 255 })).toBe("tile/entries/x001/000.p/255");
    expect(tilePath({ level: 63, n: 999, width: 1 })).toBe("tile/63/999.p/1");
  });

  test("is read as it was written", () => {
    fc.assert(
      fc.property(places, (place) => {
        expect(readTilePath(tilePath(place))).toEqual(place);
      }),
    );
  });

  test("has one spelling: whatever else is read was written so", () => {
    const edited = places
      .map(tilePath)
      .chain((path) =>
        fc
          .tuple(
            fc.nat(path.length),
            fc.nat(2),
            fc.constantFrom("0", "1", "x", "/", ".p/", ".p/256", "256", "-", " ", "٣", ""),
          )
          .map(([at, gone, more]) => path.slice(0, at) + more + path.slice(at + gone)),
      );
    fc.assert(
      fc.property(fc.oneof(edited, fc.string()), (path) => {
        if (codeOf(() => readTilePath(path)) === "accepted") expect(tilePath(readTilePath(path))).toBe(path);
        else expect(codeOf(() => readTilePath(path))).toBe("record/malformed");
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    "",
    "tile/0/0",
    "tile/0/0000",
    "/tile/0/000",
    "tile/0/000/",
    "tile/00/000",
    "tile/01/000",
    "tile/64/000",
    "tile/-1/000",
    "tile/data/000",
    "tile/0/x000/001",
    "tile/0/001/234",
    "tile/0/x001/x234",
    "tile/0/X001/234",
    "tile/0/000.p/0",
    "tile/0/000.p/05",
    "tile/0/000.p/256",
    "tile/0/000.p/",
    "tile/0/000.p",
    "tile/0/000.p/1/",
    "tile/0/000\n",
    "tile/0/x009/x007/x199/x254/x740/992",
    "tile/0/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/999",
  ])("%j is none", (path) => {
    expect(codeOf(() => readTilePath(path))).toBe("record/malformed");
  });

  test("is not made for what cannot be", () => {
    for (const place of [
      { level: -1, n: 0, width: 1 },
      { level: 64, n: 0, width: 1 },
      { level: 0.5, n: 0, width: 1 },
      { level: 0, n: -1, width: 1 },
      { level: 0, n: 2 ** 53, width: 1 },
      { level: 0, n: 0, width: 0 },
      { level: 0, n: 0, width: 257 },
      { level: 0, n: 0, width: 1.5 },
      { level: "entries", n: Number.NaN, width: 1 },
    ] as const) {
      expect(codeOf(() => tilePath(place))).toBe("record/malformed");
    }
  });
});
