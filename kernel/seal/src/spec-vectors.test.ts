import { readFileSync } from "node:fs";
import { fromHex, publicKey, sha256, toHex } from "@niuniu/note";
import { describe, expect, it } from "vitest";
import { readAct, signAct, type Act } from "./act.ts";
import { recipientOf } from "./age.ts";
import { pad, unpad } from "./pad.ts";
import { readParcel, writeParcel } from "./parcel.ts";
import { readReceipt } from "./read-receipt.ts";
import { caseName, receiptKeys, spellCode, spellDigits } from "./receipt.ts";
import { requestSignature, verifyRequest } from "./request.ts";
import { hashWords, readWords, spellWords } from "./words.ts";
import { checkWork, searchWork } from "./work.ts";

type Vectors = {
  readonly receipts: readonly Readonly<Record<string, string>>[];
  readonly otherSpellings: readonly { readonly text: string; readonly number: string }[];
  readonly mistyped: readonly string[];
  readonly notReceipts: readonly string[];
  readonly hashWords: readonly { readonly hash: string; readonly count: 6 | 8; readonly words: string }[];
  readonly parcels: {
    readonly valid: readonly { readonly bytes: string; readonly header: unknown; readonly parts: readonly string[] }[];
    readonly invalid: readonly { readonly why: string; readonly bytes: string }[];
  };
  readonly pads: readonly { readonly length: number; readonly padded: number; readonly sha256: string }[];
  readonly acts: readonly { seed: string; key: string; name: string; act: Act; note: string }[];
  readonly badActs: readonly { readonly why: string; readonly note: string }[];
  readonly requests: readonly {
    readonly seed: string;
    readonly key: string;
    readonly request: { method: string; path: string; nonce: string; bodyHash: string };
    readonly signature: string;
  }[];
  readonly works: readonly { challenge: string; bodyHash: string; bits: number; first: number }[];
};

const file = new URL("../../../spec/vectors/seal.json", import.meta.url);
const vectors = JSON.parse(readFileSync(file, "utf8")) as Vectors;

describe("the published vectors of seal.md", () => {
  it.each(vectors.receipts)("receipt $code has three spellings and one set of keys", async (vector) => {
    const receipt = readReceipt(vector["code"] ?? "");
    expect(receipt.toString()).toBe(vector["number"]);
    expect(readReceipt(vector["digits"] ?? "")).toBe(receipt);
    expect(readWords(vector["words"] ?? "")).toBe(receipt);
    expect([spellCode(receipt), spellDigits(receipt), spellWords(receipt)]).toEqual([
      vector["code"],
      vector["digits"],
      vector["words"],
    ]);
    const keys = receiptKeys(receipt);
    const authKey = publicKey(keys.authSeed);
    expect({
      lookup: toHex(keys.lookup),
      authSeed: toHex(keys.authSeed),
      authKey: toHex(authKey),
      replySeed: toHex(keys.replySeed),
      replyRecipientHash: toHex(sha256(await recipientOf(keys.replySeed))),
      firstSalt: toHex(keys.firstSalt),
      caseName: caseName(authKey),
    }).toEqual(
      Object.fromEntries(Object.entries(vector).filter(([name]) => !/^(number|code|digits|words)$/.test(name))),
    );
  });

  it.each(vectors.otherSpellings)("a receipt typed as $text is understood", ({ text, number }) => {
    expect(readReceipt(text).toString()).toBe(number);
  });

  it.each(vectors.mistyped)("%s is called mistyped", (text) => {
    expect(() => readReceipt(text)).toThrow(expect.objectContaining({ code: "seal/mistyped-receipt" }));
  });

  it.each(vectors.notReceipts)("'%s' is called no receipt", (text) => {
    expect(() => readReceipt(text)).toThrow(expect.objectContaining({ code: "seal/not-a-receipt" }));
  });

  it.each(vectors.hashWords)("a hash is told in $count words", ({ hash, count, words }) => {
    expect(hashWords(fromHex(hash), count)).toBe(words);
  });

  it.each(vectors.parcels.valid)("a parcel is written and read as published", ({ bytes, header, parts }) => {
    expect(toHex(writeParcel(header, parts.map(fromHex)))).toBe(bytes);
    expect(readParcel(fromHex(bytes))).toEqual({ header, parts: parts.map(fromHex) });
  });

  it.each(vectors.parcels.invalid)("a parcel with $why is refused", ({ bytes }) => {
    expect(() => readParcel(fromHex(bytes))).toThrow(expect.objectContaining({ code: "seal/malformed-parcel" }));
  });

  it.each(vectors.pads)("$length bytes are padded to $padded", ({ length, padded, sha256: hash }) => {
    const bytes = new Uint8Array(length).fill(0x61);
    expect(pad(bytes)).toHaveLength(padded);
    expect(toHex(sha256(pad(bytes)))).toBe(hash);
    expect(unpad(pad(bytes))).toEqual(bytes);
  });

  it.each(vectors.acts)("an act is signed and read as published", ({ seed, key, name, act, note }) => {
    expect(signAct(act, { name, seed: fromHex(seed) })).toBe(note);
    expect(readAct(note, { name, key: fromHex(key) })).toEqual(act);
  });

  it.each(vectors.badActs)("an act is refused: $why", ({ note }) => {
    const author = { name: "chen-bo", key: fromHex(vectors.acts[0]?.key ?? "") };
    expect(() => readAct(note, author)).toThrow(expect.objectContaining({ code: "seal/bad-act" }));
  });

  it.each(vectors.requests)("a request is signed as published", ({ seed, key, request, signature }) => {
    const signed = { ...request, bodyHash: fromHex(request.bodyHash) };
    expect(toHex(requestSignature(fromHex(seed), signed))).toBe(signature);
    expect(verifyRequest(fromHex(key), signed, fromHex(signature))).toBe(true);
  });

  it.each(vectors.works)("work of $bits bits is first done at $first", ({ challenge, bodyHash, bits, first }) => {
    const puzzle = [fromHex(challenge), fromHex(bodyHash)] as const;
    expect(searchWork(...puzzle, bits, 0, first + 1)).toBe(first);
    expect(searchWork(...puzzle, bits, 0, first)).toBeNull();
    expect(checkWork(...puzzle, first, bits)).toBe(true);
  });
});
