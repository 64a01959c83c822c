import { fromHex, readVerifier, splitNote, toHex, type Signer } from "@niuniu/note";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import vectors from "../../../spec/vectors/record.json" with { type: "json" };
import {
  isFeatureKind,
  KINDS,
  openTombstone,
  publicCommitment,
  readPublic,
  writePublic,
  writeTombstone,
} from "./public-entry.ts";
import { codeOf, edited } from "./testing/refusals.ts";

const log = readVerifier(vectors.log);
const members = vectors.members.map(readVerifier);
const office = () => members;
const wen: Signer = { name: "wen-jing", seed: fromHex(vectors.seeds["wen-jing"]) };
const day = fc
  .date({ min: new Date("1970-01-01"), max: new Date("2999-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const text = fc.string({ unit: "binary" }).filter((text) => text.isWellFormed());

describe("a public text", () => {
  test("is read back as it was written", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...KINDS, "learning/course" as const, "x/on-call" as const),
        day,
        text,
        (kind, date, body) => {
          expect(readPublic(writePublic({ kind, date, body }))).toEqual({ kind, date, body });
        },
      ),
    );
  });

  test.each([
    "course",
    "/",
    "learning/",
    "/course",
    "Learning/course",
    "learning/course/1",
    "learning/course\n",
    "a b/c",
  ])("of the kind %j is neither written nor read", (kind) => {
    expect(isFeatureKind(kind)).toBe(false);
    const entry = { kind: kind as "policy", date: "2026-01-05", body: "x" };
    expect(codeOf(() => writePublic(entry))).toBe("record/malformed");
    const text = writePublic({ ...entry, kind: "policy" }).replace('"policy"', JSON.stringify(kind));
    expect(codeOf(() => readPublic(text))).toBe("record/malformed");
  });

  test.each(vectors.malformed.texts)("is refused: $title", ({ text }) => {
    expect(codeOf(() => readPublic(text))).toBe("record/malformed");
  });

  test("has one spelling", () => {
    const [{ text: good } = { text: "" }] = vectors.texts;
    fc.assert(
      fc.property(fc.oneof(edited(good), fc.string(), fc.json()), (text) => {
        const code = codeOf(() => expect(writePublic(readPublic(text))).toBe(text));
        expect(["record/malformed", "accepted"]).toContain(code);
      }),
      { numRuns: 400 },
    );
  });

  test("shows nothing through its commitment without the salt", () => {
    const [{ text: known } = { text: "" }] = vectors.texts;
    const one = publicCommitment(new Uint8Array(32).fill(1), known);
    expect(toHex(publicCommitment(new Uint8Array(32).fill(2), known))).not.toBe(toHex(one));
    expect(codeOf(() => publicCommitment(new Uint8Array(31), known))).toBe("record/malformed");
  });
});

describe("a tombstone", () => {
  const read = openTombstone(vectors.tombstone, office);

  test("says which text was taken away, why and by whom", () => {
    expect(read).toEqual({
      origin: log.name,
      index: 2,
      ground: "names a person (court order 14/2026)",
      by: "wen-jing",
      date: "2026-11-22",
    });
  });

  test.each(vectors.refusedTombstones)("is refused: $title", ({ note, code }) => {
    expect(codeOf(() => openTombstone(note, office))).toBe(code);
  });

  test("is read back as it was written", () => {
    fc.assert(
      fc.property(fc.nat(Number.MAX_SAFE_INTEGER), text, day, (index, ground, date) => {
        const tombstone = { origin: log.name, index, ground, by: "wen-jing", date };
        expect(openTombstone(writeTombstone(tombstone, wen), office)).toEqual(tombstone);
      }),
      { numRuns: 20 },
    );
  });

  test("in somebody else's name or with a bad value is not written", () => {
    for (const wrong of [{ by: "jian-su" }, { index: -1 }, { date: "2026-13-01" }, { ground: "\ud800" }]) {
      expect(codeOf(() => writeTombstone({ ...read, ...wrong }, wen))).toBe("record/malformed");
    }
  });

  test("no altered character goes unseen, and nothing crashes the reader", () => {
    expect(splitNote(vectors.tombstone).signatures).toHaveLength(1);
    fc.assert(
      fc.property(edited(vectors.tombstone), fc.string(), (altered, random) => {
        expect(codeOf(() => openTombstone(altered, office))).not.toBe("accepted");
        expect(codeOf(() => openTombstone(random, office))).not.toBe("accepted");
      }),
      { numRuns: 300 },
    );
  });
});
