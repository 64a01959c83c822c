import { publicKey, sha256 } from "@niuniu/note";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAct, signAct, type Act } from "./act.ts";
import { SealError } from "./error.ts";
import { newNonce, nonceSeconds, requestSignature, verifyRequest } from "./request.ts";
import { checkWork, searchWork } from "./work.ts";

const seed = new Uint8Array(32).fill(5);
const key = publicKey(seed);
const signer = { name: "chen-bo", seed };
const author = { name: "chen-bo", key };
const refused = (code: string): unknown => expect.objectContaining({ name: "SealError", code });
const act: Act = {
  niuniu: "act v1",
  case: "55KYWB9D8G0FV79M",
  number: 2,
  previous: "00".repeat(32),
  by: "chen-bo",
  kind: "answer",
  date: "2026-11-22",
  envelope: "ff".repeat(32),
};

describe("a signed act", () => {
  it("reads as it was signed, whatever fields it adds", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue(), { noNullPrototype: true }), (more) => {
        const full = { ...more, ...act };
        expect(readAct(signAct(full, signer), author)).toEqual(JSON.parse(JSON.stringify(full)));
      }),
      { numRuns: 60 },
    );
  });

  it("changed in any character is refused", () => {
    const note = signAct(act, signer);
    fc.assert(
      fc.property(fc.nat(note.length - 1), fc.string({ minLength: 0, maxLength: 1 }), (at, character) => {
        fc.pre(note[at] !== character);
        expect(() => readAct(note.slice(0, at) + character + note.slice(at + 1), author)).toThrow(
          refused("seal/bad-act"),
        );
      }),
      { numRuns: 150 },
    );
  });

  it("never crashes the reader, whatever is sent", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (noise) => {
        expect(() => readAct(noise, author)).toThrow(SealError);
        expect(() => readAct(`${noise}\n\n— chen-bo AAAAAAAA\n`, author)).toThrow(SealError);
      }),
      { numRuns: 200 },
    );
  });

  it("is not signed in somebody else's name, nor without all that an act says", () => {
    expect(() => signAct({ ...act, by: "li-na" }, signer)).toThrow(refused("seal/bad-act"));
    for (const wrong of [
      { number: 1.5 },
      { previous: "FF".repeat(32) },
      { date: "today" },
      { envelope: 7 },
      { kind: "" },
    ]) {
      expect(() => signAct({ ...act, ...wrong } as Act, signer)).toThrow(refused("seal/bad-act"));
    }
  });

  it("is checked by the verifier the caller brings", () => {
    expect(() => readAct(signAct(act, signer), author, () => false)).toThrow(refused("seal/bad-act"));
  });
});

describe("a signed request", () => {
  const request = {
    method: "POST",
    path: "/cases/say",
    nonce: newNonce(1795341600.9, (length) => new Uint8Array(length).fill(1)),
    bodyHash: sha256(new Uint8Array()),
  };

  it("is accepted as signed, and not with any part exchanged", () => {
    const signature = requestSignature(seed, request);
    expect(verifyRequest(key, request, signature)).toBe(true);
    const changes = [
      { method: "GET" },
      { path: "/cases/contest" },
      { nonce: request.nonce.replace("1795341600", "1795341601") },
      { bodyHash: sha256(Uint8Array.of(1)) },
      { bodyHash: new Uint8Array(31) },
    ];
    for (const change of changes) expect(verifyRequest(key, { ...request, ...change }, signature)).toBe(false);
    expect(verifyRequest(publicKey(new Uint8Array(32)), request, signature)).toBe(false);
    expect(verifyRequest(key, request, signature.slice(1))).toBe(false);
  });

  it("cannot be made so that its parts could be read in two ways", () => {
    const ambiguous = [
      { method: "POST\n/" },
      { path: "/a\nb" },
      { path: "cases" },
      { path: "/a b" },
      { nonce: "1.a\nb" },
      { nonce: "" },
    ];
    for (const change of ambiguous) {
      expect(() => requestSignature(seed, { ...request, ...change })).toThrow(refused("seal/bad-request"));
    }
  });

  it("tells when it says it was made", () => {
    expect(nonceSeconds(request.nonce)).toBe(1795341600);
    for (const wrong of [
      "",
      "1795341600",
      "01.AAECAwQFBgcICQoLDA0ODw",
      "-1.AAECAwQFBgcICQoLDA0ODw",
      `${request.nonce}A`,
    ]) {
      expect(nonceSeconds(wrong)).toBeNull();
    }
  });
});

describe("proof of work", () => {
  const challenge = new Uint8Array(16).fill(1);
  const bodyHash = sha256(Uint8Array.of(1));

  it("holds for its own challenge and body only", () => {
    const counter = searchWork(challenge, bodyHash, 10, 0, 100_000) ?? -1;
    expect(checkWork(challenge, bodyHash, counter, 10)).toBe(true);
    expect(checkWork(challenge, bodyHash, counter, 40)).toBe(false);
    expect(checkWork(challenge, sha256(bodyHash), counter, 10)).toBe(false);
    expect(checkWork(challenge, bodyHash.slice(1), counter, 0)).toBe(false);
    for (const wrong of [-1, 0.5, Number.NaN, Infinity, 2 ** 53])
      expect(checkWork(challenge, bodyHash, wrong, 0)).toBe(false);
  });

  it("is found in slices just as in one go", () => {
    const whole = searchWork(challenge, bodyHash, 8, 0, 10_000);
    let found: number | null = null;
    for (let from = 0; found === null && from < 10_000; from += 50) {
      found = searchWork(challenge, bodyHash, 8, from, 50);
    }
    expect(found).toBe(whole);
  });
});
