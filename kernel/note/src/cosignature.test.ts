import { expect, test } from "vitest";
import vectors from "../../../spec/vectors/cosignature.json" with { type: "json" };
import { fromHex } from "./bytes.ts";
import { COSIGNATURE, cosignatureLine, cosignedAt } from "./cosignature.ts";
import { NoteError } from "./note-error.ts";
import { addLines, readKey, splitNote } from "./note.ts";

test.each(vectors.cosignatures)("$name signs the same line as the Go library, and its time is read", (given) => {
  const note = vectors.checkpoints[given.checkpoint] ?? "";
  const { name, time, line, vkey } = given;
  expect(cosignatureLine(splitNote(note).text, { name, seed: fromHex(given.seed) }, time)).toBe(line);
  expect(cosignedAt(splitNote(addLines(note, [line, line])), readKey(vkey, COSIGNATURE))).toEqual([time]);
  expect(cosignedAt(splitNote(note), readKey(vkey, COSIGNATURE))).toEqual([]);
});

test("a line that was signed over another text or time, or is cut short, is refused", () => {
  const [first] = vectors.cosignatures;
  const key = readKey(first?.vkey ?? "", COSIGNATURE);
  const { text, signatures } = splitNote(addLines(vectors.checkpoints[0] ?? "", [first?.line ?? ""]));
  expect(() => cosignedAt({ text: `${text}more\n`, signatures }, key)).toThrow(NoteError);
  for (const change of [
    (signature: Uint8Array) => signature.with(7, (signature[7] ?? 0) ^ 1),
    (signature: Uint8Array) => signature.with(0, 255),
    (signature: Uint8Array) => signature.slice(0, 71),
  ]) {
    const altered = signatures.map((line) => ({ ...line, signature: change(line.signature) }));
    expect(() => cosignedAt({ text, signatures: altered }, key)).toThrow(NoteError);
  }
});
