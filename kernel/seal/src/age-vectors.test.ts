import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";
import { bech32 } from "@scure/base";
import { armor, Decrypter } from "age-encryption";
import * as published from "cctv-age";
import { describe, expect, it } from "vitest";
import { headerMac, payloadKey } from "./age.ts";
import { SealError } from "./error.ts";
import { readHeader, stanzas } from "./header.ts";
import { openWith } from "./open.ts";
import { openStream } from "./stream.ts";

/** One file of the C2SP age vectors: what must become of it, and the keys to try. */
type Vector = {
  readonly name: string;
  readonly expected: string;
  readonly payload: string | undefined;
  readonly armored: boolean;
  readonly identities: readonly string[];
  readonly passphrases: readonly string[];
  readonly file: Uint8Array;
};

const vectors = Object.entries(published as Readonly<Record<string, unknown>>)
  .filter((entry): entry is [string, Uint8Array] => entry[1] instanceof Uint8Array)
  .map(([name, bytes]) => readVector(name, Buffer.from(bytes)));

function readVector(name: string, bytes: Buffer): Vector {
  const end = bytes.indexOf("\n\n");
  const lines = bytes.subarray(0, end).toString().split("\n");
  const all = (key: string): string[] =>
    lines.filter((line) => line.startsWith(`${key}: `)).map((line) => line.slice(key.length + 2));
  const body = bytes.subarray(end + 2);
  return {
    name,
    expected: all("expect")[0] ?? "",
    payload: all("payload")[0],
    armored: all("armored")[0] === "yes",
    identities: all("identity"),
    passphrases: all("passphrase"),
    file: new Uint8Array(all("compressed")[0] === "zlib" ? inflateSync(body) : body),
  };
}

function holderOf({ identities, passphrases }: Vector): Decrypter {
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  for (const passphrase of passphrases) decrypter.addPassphrase(passphrase);
  return decrypter;
}

/**
 * What becomes of a vector, in the words of its `expect` line, and its plaintext. Files are opened whole here, so a
 * damaged payload releases nothing at all.
 */
async function outcome(vector: Vector): Promise<{ readonly result: string; readonly plaintext?: Uint8Array }> {
  let file = vector.file;
  if (vector.armored) {
    try {
      file = armor.decode(Buffer.from(file).toString("latin1"));
    } catch {
      return { result: "armor failure" };
    }
  }
  const decrypter = holderOf(vector);
  try {
    await decrypter.decryptHeader(file);
  } catch (error) {
    const said = String(error);
    if (said.includes("no identity matched")) return { result: "no match" };
    // The library compares a MAC of the wrong length and finds it wrong; our own reader sees that it is misspelt.
    return { result: said.includes("HMAC") && isReadable(file) ? "HMAC failure" : "header failure" };
  }
  try {
    return { result: "success", plaintext: await decrypter.decrypt(file) };
  } catch {
    return { result: isReadable(file) ? "payload failure" : "header failure" };
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function isReadable(file: Uint8Array): boolean {
  try {
    return stanzas(file).length > 0;
  } catch {
    return false;
  }
}

const ours = vectors.filter(
  ({ armored, identities }) => !armored && (identities[0] ?? "").startsWith("AGE-SECRET-KEY-PQ-1"),
);
/** Whose header opens: here the file's key is known, whatever kind of recipient it was sealed to. */
const withKey = vectors.filter(({ armored, expected }) => !armored && /^(success|payload failure)$/.test(expected));
const OTHER_KINDS = ["hybrid_and_x25519", "hybrid_grease"];

describe("the C2SP age vectors", () => {
  it("are all 143 here", () => {
    expect(vectors).toHaveLength(143);
  });

  it.each(vectors)("$name ends in: $expected", async (vector) => {
    const { result, plaintext } = await outcome(vector);
    expect(result).toBe(vector.expected);
    if (plaintext !== undefined) expect(sha256(plaintext)).toBe(vector.payload);
  });

  it.each(vectors.filter(({ armored }) => !armored))("$name never crashes our own header reader", (vector) => {
    try {
      expect(stanzas(vector.file).length).toBeGreaterThan(0);
    } catch (error) {
      expect(error).toBeInstanceOf(SealError);
      expect(vector.expected).not.toBe("success");
    }
  });

  it.each(ours)("$name is opened or refused by our own door as by age", async (vector) => {
    const seed = bech32.decodeToBytes(vector.identities[0] ?? "").bytes;
    if (vector.expected === "success" && !OTHER_KINDS.includes(vector.name) && seed.length === 32) {
      const opened = await openWith(seed, vector.file);
      expect(sha256(opened)).toBe(vector.payload);
    } else {
      await expect(openWith(seed, vector.file)).rejects.toBeInstanceOf(SealError);
    }
  });

  it.each(withKey)("$name has the header MAC and the payload that we compute too", async (vector) => {
    const fileKey = await holderOf(vector).decryptHeader(vector.file);
    const { signed, mac, rest } = readHeader(vector.file);
    expect(headerMac(fileKey, signed)).toEqual(mac);
    const open = (): Uint8Array => openStream(payloadKey(fileKey, rest.subarray(0, 16)), rest.subarray(16));
    if (vector.expected === "success") expect(sha256(open())).toBe(vector.payload);
    else expect(open).toThrow();
  });

  it("have no recipient of so many lines that reading its header becomes a burden", () => {
    const lines = `${"A".repeat(64)}\n`;
    const file = (count: number): Uint8Array =>
      Buffer.from(`age-encryption.org/v1\n-> x\n${lines.repeat(count)}AA\n--- ${"A".repeat(43)}\n${"x".repeat(16)}`);
    expect(stanzas(file(63))).toEqual(["x"]);
    expect(() => stanzas(file(64))).toThrow("too many lines");
  });
});
