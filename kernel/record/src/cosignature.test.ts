import { fromHex, readVerifier } from "@niuniu/note";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import published from "../../../spec/vectors/cosignature.json" with { type: "json" };
import vectors from "../../../spec/vectors/record.json" with { type: "json" };
import { openCheckpoint } from "./checkpoint.ts";
import { addCosignatures, cosign, cosignatures, readWitness, writeWitness } from "./cosignature.ts";
import { codeOf } from "./testing/refusals.ts";

const witnesses = vectors.witnesses.map(readWitness);
const [line = ""] = vectors.cosignatures;
const union = { name: "union.example/witness", seed: fromHex(vectors.seeds["union.example/witness"]) };

describe("cosignatures made elsewhere", () => {
  test.each(published.cosignatures)("$name under checkpoint $checkpoint is counted", (given) => {
    const note = published.checkpoints[given.checkpoint] ?? "";
    const { name, time } = given;
    expect(cosignatures(addCosignatures(note, [given.line]), [readWitness(given.vkey)])).toEqual([{ name, time }]);
    expect(cosign(note, { name, seed: fromHex(given.seed) }, time)).toBe(given.line);
  });

  test("stand beside the log's own signature, which they leave alone", () => {
    const log = readVerifier(published.log);
    for (const [at, note] of published.checkpoints.entries()) {
      const lines = published.cosignatures.filter(({ checkpoint }) => checkpoint === at).map(({ line }) => line);
      const cosigned = addCosignatures(note, lines);
      expect(openCheckpoint(cosigned, log)).toEqual(openCheckpoint(note, log));
      const all = [...new Set(published.cosignatures.map(({ vkey }) => vkey))].map(readWitness);
      expect(cosignatures(cosigned, all).map(({ name }) => name)).toEqual(["witness.example/w1", "witness.example/w2"]);
    }
  });

  test("under another checkpoint are refused", () => {
    const [first, second] = published.cosignatures;
    const swapped = addCosignatures(published.checkpoints[0] ?? "", [second?.line ?? ""]);
    expect(codeOf(() => cosignatures(swapped, [readWitness(first?.vkey ?? "")]))).toBe("record/bad-cosignature");
  });
});

describe("who witnessed a checkpoint", () => {
  test.each(vectors.cosigned)("is counted by key: $title", ({ note, witnesses, names, times }) => {
    const expected = names.map((name, at) => ({ name, time: times[at] }));
    expect(cosignatures(note, witnesses.map(readWitness))).toEqual(expected);
  });

  test.each(vectors.refusedCosignatures)("is refused: $title", ({ note }) => {
    expect(codeOf(() => cosignatures(note, witnesses))).toBe("record/bad-cosignature");
  });

  test("is not more by the same line given many times, in any order", () => {
    const note = addCosignatures(vectors.checkpoint, [line, line, ...vectors.cosignatures, line]);
    expect(note).toBe(vectors.checkpoint + vectors.cosignatures.join(""));
    expect(addCosignatures(note, vectors.cosignatures.toReversed())).toBe(note);
    expect(cosignatures(vectors.checkpoint + line.repeat(5), witnesses)).toHaveLength(1);
  });

  test("is nobody where the same bytes are no checkpoint", () => {
    expect(codeOf(() => cosignatures(`a letter\n\n${line}`, witnesses))).toBe("record/malformed");
    expect(codeOf(() => cosign(`a letter\n\n${line}`, union, 1))).toBe("record/malformed");
    expect(codeOf(() => cosign("", union, 1))).toBe("record/malformed");
    expect(codeOf(() => cosign(vectors.checkpoint, union, -1))).toBe("record/malformed");
    expect(codeOf(() => cosign(vectors.checkpoint, union, 0.5))).toBe("record/malformed");
  });

  test("no line can change what was signed", () => {
    for (const foreign of [
      "",
      "\n",
      "text\n",
      line.trimEnd(),
      `\n${line}`,
      `${line}\n${line}`,
      "— a b\n",
      "\ud800\n",
    ]) {
      const code = codeOf(() => expect(addCosignatures(vectors.checkpoint, [foreign])).toBe(vectors.checkpoint));
      expect(["record/malformed", "accepted"]).toContain(code);
    }
    expect(codeOf(() => addCosignatures(vectors.checkpoint, [`\n${line}`]))).toBe("record/malformed");
    const many = Array.from({ length: 100 }, (_, second) => cosign(vectors.checkpoint, union, second));
    expect(codeOf(() => addCosignatures(vectors.checkpoint, many))).toBe("record/malformed");
  });

  test("no altered character of a line is counted", () => {
    const note = addCosignatures(vectors.checkpoint, [line]);
    const letters = fc.constantFrom("\n", " ", "—", "+", "/", "=", "0", "9", "A", "z");
    fc.assert(
      fc.property(fc.integer({ min: vectors.checkpoint.length, max: note.length - 1 }), letters, (at, letter) => {
        fc.pre(note[at] !== letter);
        const altered = note.slice(0, at) + letter + note.slice(at + 1);
        const code = codeOf(() => expect(cosignatures(altered, witnesses)).toEqual([]));
        expect(["record/malformed", "record/bad-cosignature", "accepted"]).toContain(code);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a witness as the statement names it", () => {
  test.each(vectors.witnesses)("is written as it is read: %s", (text) => {
    expect(writeWitness(readWitness(text))).toBe(text);
  });

  test.each([
    "http://127.0.0.1:8080",
    "http://localhost/w",
    `http://${"a2".repeat(28)}.onion/w`,
    "https://a.example:444/b/c",
  ])("may be found at %s", (url) => {
    expect(readWitness(`${vectors.witnesses[1] ?? ""} ${url}`).url).toBe(url);
  });

  test.each(vectors.malformed.witnesses)("is refused: $title", ({ text }) => {
    expect(codeOf(() => readWitness(text))).toBe("record/malformed");
  });

  test("with a bad name or key is not written", () => {
    const [witness = { name: "", key: new Uint8Array(), url: null }] = witnesses;
    expect(codeOf(() => writeWitness({ ...witness, name: "two words" }))).toBe("record/malformed");
    expect(codeOf(() => writeWitness({ ...witness, key: witness.key.slice(1) }))).toBe("record/malformed");
  });

  test("whatever is thrown at the reader, it has one spelling or is refused", () => {
    const [full = ""] = vectors.witnesses;
    const text = fc.oneof(
      fc.string(),
      fc.nat(full.length).map((length) => full.slice(0, length)),
      fc
        .tuple(fc.nat(full.length - 1), fc.string({ maxLength: 2 }))
        .map(([at, text]) => full.slice(0, at) + text + full.slice(at + 1)),
    );
    fc.assert(
      fc.property(text, (text) => {
        const code = codeOf(() => expect(writeWitness(readWitness(text))).toBe(text));
        expect(["record/malformed", "accepted"]).toContain(code);
      }),
    );
  });
});
