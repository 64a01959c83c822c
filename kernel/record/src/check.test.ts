import { fromHex, readVerifier, toHex } from "@niuniu/note";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import vectors from "../../../spec/vectors/record.json" with { type: "json" };
import { checkEvent, checkLeaf, checkPublic } from "./check.ts";
import { writeLeaf } from "./leaf.ts";
import { readTlogProof, writeTlogProof, type TlogProof } from "./tlog-proof.ts";
import { codeOf } from "./testing/refusals.ts";

const log = readVerifier(vectors.log);
const [first] = vectors.proofs.events;
const proof = first?.proof ?? "";
const commitment = fromHex(first?.commitment ?? "");

describe("the proof of an event", () => {
  test.each(vectors.proofs.events)("holds: $title", ({ commitment, proof, index, when }) => {
    const entered = checkEvent(proof, fromHex(commitment), log);
    expect(entered).toMatchObject({ index, when, note: readTlogProof(proof).checkpoint });
    expect(toHex(entered.checkpoint.root)).toBe(vectors.roots[7]);
  });

  test.each(vectors.refusedProofs)("is refused: $title", ({ commitment, proof, code }) => {
    expect(codeOf(() => checkEvent(proof, fromHex(commitment), log))).toBe(code);
  });

  test("is refused for a commitment of another size", () => {
    expect(codeOf(() => checkEvent(proof, commitment.slice(1), log))).toBe("record/malformed");
  });

  test("is refused under the name or the key of another log", () => {
    expect(codeOf(() => checkEvent(proof, commitment, { ...log, name: "other.example.org/record" }))).toBe(
      "record/wrong-origin",
    );
    const key = fromHex(vectors.seeds.log);
    expect(codeOf(() => checkEvent(proof, commitment, { ...log, key }))).toBe("record/unsigned");
  });

  test("the given functions decide about signatures and hashes", () => {
    expect(codeOf(() => checkEvent(proof, commitment, log, { verify: () => false }))).toBe("record/unsigned");
    const hash = () => new Uint8Array(32);
    expect(codeOf(() => checkEvent(proof, commitment, log, { hash }))).toBe("record/not-this-event");
  });

  test("no altered character before the witnesses' lines lets it prove anything else", () => {
    const end = proof.indexOf("\n— union.example");
    fc.assert(
      fc.property(
        fc.nat(end - 1),
        fc.constantFrom("\n", " ", "—", "+", "/", "=", "0", "9", "A", "z"),
        (at, character) => {
          fc.pre(proof[at] !== character);
          const altered = proof.slice(0, at) + character + proof.slice(at + 1);
          expect(codeOf(() => checkEvent(altered, commitment, log))).not.toBe("accepted");
        },
      ),
      { numRuns: 400 },
    );
  });

  test("no altered bit of the opening, of a hash or of the index goes unseen", () => {
    const parts = readTlogProof(proof);
    const flip = (bytes: Uint8Array, bit: number) => bytes.with(bit >> 3, (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7)));
    const extra = parts.extra ?? new Uint8Array();
    fc.assert(
      fc.property(fc.nat(extra.length * 8 - 1), fc.nat(2), fc.nat(255), fc.nat(9), (bit, which, other, index) => {
        const hashes = parts.hashes.map((hash, at) => (at === which ? flip(hash, other) : hash));
        const wrong: TlogProof[] = [
          { ...parts, extra: flip(extra, bit) },
          { ...parts, hashes },
        ];
        if (index !== parts.index) wrong.push({ ...parts, index });
        for (const parts of wrong) {
          const code = codeOf(() => checkEvent(writeTlogProof(parts), commitment, log));
          expect(["record/not-this-event", "record/malformed"]).toContain(code);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("whatever is thrown at the reader, it answers with a typed refusal", () => {
    const piece = fc.constantFrom(
      ...proof.split(/(?<=\n)/),
      "\n",
      "extra AA==\n",
      "index 0\n",
      "\ud800",
      " ",
      "\u0000",
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(piece).map((pieces) => pieces.join("")),
      fc.nat(proof.length - 1).map((length) => proof.slice(0, length)),
    );
    fc.assert(
      fc.property(text, (text) => {
        const accepted = codeOf(() => checkEvent(text, commitment, log)) === "accepted";
        // Signatures by nobody known may come and go; nothing else.
        expect(accepted && !text.startsWith(proof.slice(0, proof.indexOf("\n\n—")))).toBe(false);
      }),
    );
  });
});

describe("the proof of a public text", () => {
  test.each(vectors.proofs.texts)("holds: $title", ({ text, proof, index }) => {
    expect(checkPublic(proof, text, log).index).toBe(index);
  });

  test("is refused for any other text, and for an event", () => {
    const [{ text, proof: known } = { text: "", proof: "" }] = vectors.proofs.texts;
    expect(codeOf(() => checkPublic(known, text.replace("3", "9"), log))).toBe("record/not-this-event");
    expect(codeOf(() => checkPublic(known, "", log))).toBe("record/not-this-event");
    expect(codeOf(() => checkPublic(known, "\ud800", log))).toBe("record/malformed");
    expect(codeOf(() => checkPublic(proof, text, log))).toBe("record/not-this-event");
  });
});

describe("the proof of an entry", () => {
  test.each(vectors.proofs.leaves)("holds: $title", ({ proof, index }) => {
    const entered = checkLeaf(proof, log);
    expect(entered.index).toBe(index);
    expect(toHex(writeLeaf(entered.leaf))).toBe(vectors.entries[index]);
  });

  test("is refused for another entry, and where there is none", () => {
    const [{ proof: known } = { proof: "" }] = vectors.proofs.leaves;
    const extra = new Uint8Array([0, ...fromHex(vectors.entries[0] ?? "")]);
    const forged = writeTlogProof({ ...readTlogProof(known), extra });
    expect(codeOf(() => checkLeaf(forged, log))).toBe("record/not-this-event");
    expect(codeOf(() => checkLeaf(proof, log))).toBe("record/not-this-event");
  });
});
