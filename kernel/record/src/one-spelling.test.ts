import { fromHex, readVerifier, signNote, toHex, type Signer } from "@niuniu/note";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import vectors from "../../../spec/vectors/record.json" with { type: "json" };
import { openCheckpoint, readCheckpoint, writeCheckpoint } from "./checkpoint.ts";
import { readLeaf, writeLeaf } from "./leaf.ts";
import { readOpening, writeOpening, type Opening } from "./opening.ts";
import { readAddCheckpoint, readTlogProof, writeAddCheckpoint, writeTlogProof } from "./tlog-proof.ts";
import { codeOf } from "./testing/refusals.ts";

const log = readVerifier(vectors.log);
const signer: Signer = { name: log.name, seed: fromHex(vectors.seeds.log) };
const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
const count = fc.nat(Number.MAX_SAFE_INTEGER);
const proof = vectors.proofs.events[0]?.proof ?? "";

/** Texts near a good one: cut, with a piece exchanged, or put together from its lines. */
function near(good: string) {
  const edit = fc.tuple(
    fc.nat(good.length - 1),
    fc.nat(2),
    fc.oneof(fc.string({ maxLength: 2 }), fc.constantFrom("\n", "0", "=")),
  );
  return fc.oneof(
    fc.string({ unit: "binary" }),
    fc.nat(good.length).map((length) => good.slice(0, length)),
    edit.map(([at, length, text]) => good.slice(0, at) + text + good.slice(at + length)),
    fc.array(fc.constantFrom(...good.split(/(?<=\n)/), "\n")).map((lines) => lines.join("")),
  );
}

/** Whatever is accepted is spelt in the one way in which it would be written; everything else is refused by code. */
function hasOneSpelling(good: string, again: (text: string) => string): void {
  expect(again(good)).toBe(good);
  fc.assert(
    fc.property(near(good), (text) => {
      const code = codeOf(() => expect(again(text)).toBe(text));
      expect(["record/malformed", "accepted"]).toContain(code);
    }),
    { numRuns: 400 },
  );
}

describe("a checkpoint", () => {
  const [text = ""] = vectors.checkpoint.split(/(?<=\n)\n/);

  test("has one spelling, further lines included", () => {
    hasOneSpelling(text, (text) => writeCheckpoint(readCheckpoint(text)));
    hasOneSpelling(`${text}a line of its own\n`, (text) => writeCheckpoint(readCheckpoint(text)));
    expect(readCheckpoint(`${text}one\ntwo\n`).extensions).toEqual(["one", "two"]);
  });

  test.each(vectors.malformed.checkpoints)("is refused: $title", ({ text }) => {
    expect(codeOf(() => readCheckpoint(text))).toBe("record/malformed");
    if (text !== "" && text.endsWith("\n") && !text.includes("\r")) {
      expect(codeOf(() => openCheckpoint(signNote(text, [signer]), log))).not.toBe("accepted");
    }
  });

  test("with a bad value is not written", () => {
    const good = readCheckpoint(text);
    for (const change of [
      { origin: "" },
      { origin: "a\nb" },
      { size: -1 },
      { size: 0.5 },
      { size: 2 ** 53 },
      { root: new Uint8Array(31) },
      { extensions: [""] },
      { extensions: ["a\nb"] },
    ]) {
      expect(
        codeOf(() => writeCheckpoint({ ...good, ...change })),
        JSON.stringify(change),
      ).toBe("record/malformed");
    }
  });

  test("is taken from its own log only", () => {
    expect(openCheckpoint(vectors.checkpoint, log)).toEqual(readCheckpoint(text));
    expect(codeOf(() => openCheckpoint(vectors.checkpoint, { ...log, name: "b.example" }))).toBe("record/wrong-origin");
    expect(codeOf(() => openCheckpoint(text, log))).toBe("record/malformed");
  });
});

describe("a proof to keep", () => {
  test("has one spelling", () => {
    hasOneSpelling(proof, (text) => writeTlogProof(readTlogProof(text)));
    const bare = writeTlogProof({ ...readTlogProof(proof), extra: null, hashes: [] });
    expect(bare).toBe(`c2sp.org/tlog-proof@v1\nindex 1\n\n${readTlogProof(proof).checkpoint}`);
    hasOneSpelling(bare, (text) => writeTlogProof(readTlogProof(text)));
  });

  test("is read back as it was written", () => {
    const extra = fc.option(fc.uint8Array({ maxLength: 40 }));
    fc.assert(
      fc.property(extra, count, fc.array(hash, { maxLength: 63 }), (extra, index, hashes) => {
        const parts = { extra, index, hashes, checkpoint: vectors.checkpoint };
        expect(readTlogProof(writeTlogProof(parts))).toEqual(parts);
      }),
    );
  });

  test.each(vectors.malformed.proofs)("is refused: $title", ({ text }) => {
    expect(codeOf(() => readTlogProof(text))).toBe("record/malformed");
  });
});

describe("what is sent to a witness", () => {
  test("has one spelling", () => {
    hasOneSpelling(vectors.addCheckpoint, (text) => writeAddCheckpoint(readAddCheckpoint(text)));
    const first = `old 0\n\n${vectors.checkpoint}`;
    expect(readAddCheckpoint(first)).toEqual({ old: 0, hashes: [], checkpoint: vectors.checkpoint });
    hasOneSpelling(first, (text) => writeAddCheckpoint(readAddCheckpoint(text)));
  });

  test.each(vectors.malformed.addCheckpoints)("is refused: $title", ({ text }) => {
    expect(codeOf(() => readAddCheckpoint(text))).toBe("record/malformed");
  });
});

describe("an entry of the log", () => {
  test.each(vectors.entries)("is written as it is read: %s", (entry) => {
    expect(toHex(writeLeaf(readLeaf(fromHex(entry))))).toBe(entry);
  });

  test.each(vectors.malformed.entries)("is refused: $title", ({ entry }) => {
    expect(codeOf(() => readLeaf(fromHex(entry)))).toBe("record/malformed");
  });

  test("has one spelling", () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 45 }),
      fc
        .tuple(fc.constantFrom(1, 2, 3), hash, fc.constantFrom(0, 4, 8))
        .map(([tag, hash, zeros]) => new Uint8Array([tag, ...new Uint8Array(zeros), ...hash])),
    );
    fc.assert(
      fc.property(bytes, (bytes) => {
        const code = codeOf(() => expect(writeLeaf(readLeaf(bytes))).toEqual(bytes));
        expect(["record/malformed", "accepted"]).toContain(code);
      }),
    );
  });

  test("with a bad value is not written", () => {
    const root = new Uint8Array(32);
    expect(codeOf(() => writeLeaf({ kind: "slot", slot: -1, root }))).toBe("record/malformed");
    expect(codeOf(() => writeLeaf({ kind: "slot", slot: 2 ** 53, root }))).toBe("record/malformed");
    expect(codeOf(() => writeLeaf({ kind: "day", day: 2 ** 32, root }))).toBe("record/malformed");
    expect(codeOf(() => writeLeaf({ kind: "day", day: 1, root: root.slice(1) }))).toBe("record/malformed");
    expect(codeOf(() => writeLeaf({ kind: "public", commitment: root.slice(1) }))).toBe("record/malformed");
  });
});

describe("an opening", () => {
  const path = (depth: number) => fc.array(hash, { minLength: depth, maxLength: depth });
  const openings: fc.Arbitrary<Opening> = fc.oneof(
    fc.record({ kind: fc.constant("slot" as const), slot: count, position: fc.nat(0xffff), path: path(16) }),
    fc.record({
      kind: fc.constant("day" as const),
      day: fc.nat(0xffffffff),
      position: fc.nat(0xffffff),
      path: path(24),
    }),
    fc.record({ kind: fc.constant("public" as const), salt: hash }),
    fc.record({ kind: fc.constant("leaf" as const), leaf: fc.uint8Array({ maxLength: 60 }) }),
  );

  test("is read back as it was written, and in no other spelling", () => {
    fc.assert(
      fc.property(openings, fc.nat(600), (opening, cut) => {
        const bytes = writeOpening(opening);
        expect(readOpening(bytes)).toEqual(opening);
        const shorter = bytes.slice(0, Math.min(cut, bytes.length - 1));
        if (opening.kind !== "leaf") expect(codeOf(() => readOpening(shorter))).toBe("record/malformed");
      }),
    );
    expect(codeOf(() => readOpening(new Uint8Array()))).toBe("record/malformed");
  });

  test("whatever bytes come, it is one of the four or refused", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 900 }), (bytes) => {
        const code = codeOf(() => expect(writeOpening(readOpening(bytes))).toEqual(bytes));
        expect(["record/malformed", "accepted"]).toContain(code);
      }),
    );
  });

  test("with a bad value is not written", () => {
    const path = Array.from({ length: 16 }, () => new Uint8Array(32));
    for (const wrong of [
      { slot: -1 },
      { position: 65_536 },
      { path: path.slice(1) },
      { path: path.with(3, new Uint8Array(31)) },
    ]) {
      expect(codeOf(() => writeOpening({ kind: "slot", slot: 1, position: 1, path, ...wrong }))).toBe(
        "record/malformed",
      );
    }
  });
});
