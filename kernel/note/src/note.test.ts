import fc from "fast-check";
import { describe, expect, test } from "vitest";
import vectors from "../../../spec/vectors/note.json" with { type: "json" };
import { fromHex } from "./bytes.ts";
import { publicKey, signBytes } from "./ed25519.ts";
import {
  addSignature,
  readKey,
  readNote,
  readVerifier,
  signNote,
  splitNote,
  verifierOf as publicHalf,
  writeKey,
  writeVerifier,
} from "./note.ts";
import { NoteError } from "./note-error.ts";

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof NoteError) return error.code;
    throw error;
  }
  return "accepted";
}

const seed = (byte: number) => new Uint8Array(32).fill(byte);
const wen = { name: "wen-jing", seed: seed(1) };
const luo = { name: "luo-yan", seed: seed(2) };
const verifierOf = ({ name, seed }: typeof wen) => ({ name, key: publicKey(seed) });

describe("published notes", () => {
  test.each(vectors.valid)("is read: $title", ({ note, verifiers, signers }) => {
    expect(readNote(note, verifiers.map(readVerifier)).signers).toEqual(signers);
  });

  test.each(vectors.invalid)("is refused: $title", ({ note, code }) => {
    expect(codeOf(() => readNote(note, vectors.invalidVerifiers.map(readVerifier)))).toBe(code);
  });

  test.each(vectors.badVerifiers)("a key that does not fit its own hash or algorithm is refused: %j", (text) => {
    expect(codeOf(() => readVerifier(text))).toBe("note/bad-key");
  });

  test.each(vectors.signing)("$name signs to the same bytes as the Go library", ({ name, seed, note }) => {
    expect(signNote(splitNote(note).text, [{ name, seed: fromHex(seed) }])).toBe(note);
  });
});

describe("a key as text", () => {
  test("is written the way it is read", () => {
    for (const text of vectors.valid.flatMap(({ verifiers }) => verifiers)) {
      expect(writeVerifier(readVerifier(text))).toBe(text);
    }
  });

  test("says how it signs: a witness's key is no signer's key", () => {
    const text = writeKey(verifierOf(wen), 4);
    expect(readKey(text, 4)).toEqual(verifierOf(wen));
    expect(codeOf(() => readVerifier(text))).toBe("note/bad-key");
    expect(codeOf(() => readKey(writeVerifier(verifierOf(wen)), 4))).toBe("note/bad-key");
  });

  test("with a bad name or a short key is not written", () => {
    expect(codeOf(() => writeVerifier({ ...verifierOf(wen), name: "two words" }))).toBe("note/bad-name");
    expect(codeOf(() => writeVerifier({ name: "a", key: seed(1).slice(1) }))).toBe("note/bad-key");
  });
});

describe("a note of our own", () => {
  const note = signNote("It happened on Friday.\n\nNobody answered.\n", [wen]);

  test("tells who signed, also when the text has blank lines of its own", () => {
    const both = addSignature(note, luo);
    expect(readNote(both, [wen, luo].map(verifierOf))).toEqual({
      text: "It happened on Friday.\n\nNobody answered.\n",
      signers: ["wen-jing", "luo-yan"],
    });
  });

  test("is the same whether the seed signs or a function that keeps it to itself", () => {
    const hidden = { ...verifierOf(wen), sign: (bytes: Uint8Array) => signBytes(wen.seed, bytes) };
    expect(signNote("It happened on Friday.\n\nNobody answered.\n", [hidden])).toBe(note);
    expect(publicHalf(hidden)).toEqual({ name: hidden.name, key: hidden.key });
  });

  test("signed twice by the same person is still signed once", () => {
    expect(addSignature(note, wen)).toBe(note);
  });

  test("a text that ends in blank lines is read back as it was", () => {
    const text = "one\n\n\n";
    expect(readNote(signNote(text, [wen]), [verifierOf(wen)]).text).toBe(text);
  });

  test("a text, a name or a key of the wrong shape is not signed", () => {
    expect(codeOf(() => signNote("no newline", [wen]))).toBe("note/malformed");
    expect(codeOf(() => signNote("bell \u0007\n", [wen]))).toBe("note/malformed");
    expect(codeOf(() => signNote("half \ud83d\n", [wen]))).toBe("note/not-utf8");
    expect(codeOf(() => signNote("fine\n", []))).toBe("note/unsigned");
    expect(codeOf(() => signNote("fine\n", [{ name: "two words", seed: seed(1) }]))).toBe("note/bad-name");
    expect(codeOf(() => signNote("fine\n", [{ name: "a", seed: seed(1).slice(1) }]))).toBe("note/bad-key");
    expect(codeOf(() => signNote(`${"x".repeat(1_000_000)}\n`, [wen]))).toBe("note/too-long");
  });

  test("an overlong note is refused before anything is computed", () => {
    expect(codeOf(() => splitNote("\n".repeat(1_000_001)))).toBe("note/too-long");
  });

  test("half a character anywhere is refused, so that two texts never share a signature", () => {
    expect(codeOf(() => splitNote(note.replace("Friday", "Friday\ud800")))).toBe("note/not-utf8");
    expect(codeOf(() => splitNote(note.replace("wen-jing", "wen\ud800")))).toBe("note/malformed");
  });

  test("the given verifier decides", () => {
    expect(codeOf(() => readNote(note, [verifierOf(wen)], () => false))).toBe("note/bad-signature");
  });

  test("no single altered character goes unseen", () => {
    fc.assert(
      fc.property(fc.nat(note.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, character) => {
        fc.pre(note[at] !== character);
        const altered = note.slice(0, at) + character + note.slice(at + 1);
        expect(codeOf(() => readNote(altered, [verifierOf(wen)]))).not.toBe("accepted");
      }),
      { numRuns: 300 },
    );
  });

  test("whatever is thrown at the reader, it answers with a typed refusal", () => {
    const piece = fc.constantFrom("\n", "\n\n", "— ", "wen-jing ", "AAAA", "=", "\u0000", "text", "\ud800", " ");
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((pieces) => pieces.join("")),
        ),
        (text) => {
          expect(codeOf(() => readNote(text, [verifierOf(wen)]))).not.toBe("accepted");
        },
      ),
    );
  });
});
