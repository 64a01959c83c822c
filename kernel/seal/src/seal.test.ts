import { randomBytes } from "node:crypto";
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { recipientOf, sealTo } from "./age.ts";
import { sealEnvelope, wrapCase, wrapRecipientOnly } from "./envelope.ts";
import { SealError } from "./error.ts";
import { assertHybrid, stanzas } from "./header.ts";
import { identityText, recipientBytes, recipientText } from "./key-text.ts";
import { lockKeys, lockKeysTo, openEnvelope, openWith, openWrap, rewrap, unlockKeys, unlockKeysWith } from "./open.ts";

const seed = new Uint8Array(32).fill(1);
const otherSeed = new Uint8Array(32).fill(2);
const caseSeed = new Uint8Array(32).fill(3);
const refused = (code: string): unknown => expect.objectContaining({ name: "SealError", code });
let recipient: Uint8Array;
let other: Uint8Array;
let sealed: Uint8Array;

beforeAll(async () => {
  recipient = await recipientOf(seed);
  other = await recipientOf(otherSeed);
  sealed = await sealEnvelope([recipient, other], { niuniu: "example v1" }, [Uint8Array.of(1, 2, 3)]);
});

async function mixedFile(): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipientText(recipient));
  encrypter.addRecipient(await identityToRecipient(await generateX25519Identity()));
  return encrypter.encrypt("mixed");
}

describe("a sealed message", () => {
  it("opens for everyone it was sealed to", async () => {
    const content = { header: { niuniu: "example v1" }, parts: [Uint8Array.of(1, 2, 3)] };
    expect(await openEnvelope(seed, sealed)).toEqual(content);
    expect(await openEnvelope(otherSeed, sealed)).toEqual(content);
  });

  it("opens for nobody else", async () => {
    await expect(openEnvelope(caseSeed, sealed)).rejects.toEqual(refused("seal/cannot-open"));
  });

  it("has the same size whether it says little or much", async () => {
    const long = await sealEnvelope([recipient, other], { text: "x".repeat(4000) });
    expect(long).toHaveLength(sealed.length);
  });

  it("changed or cut anywhere is a typed refusal, never a crash and never another text", async () => {
    const place = fc.nat(sealed.length - 1);
    await fc.assert(
      fc.asyncProperty(place, fc.integer({ min: 1, max: 255 }), fc.boolean(), async (at, flip, cut) => {
        const broken = cut
          ? sealed.slice(0, at)
          : Uint8Array.from(sealed, (byte, index) => (index === at ? byte ^ flip : byte));
        await expect(openEnvelope(seed, broken)).rejects.toBeInstanceOf(SealError);
      }),
      { numRuns: 120 },
    );
  });

  it("with anything after its end is refused", async () => {
    await expect(openEnvelope(seed, Uint8Array.of(...sealed, 0))).rejects.toEqual(refused("seal/cannot-open"));
  });

  it("to a classical recipient as well is refused, by reader and server alike", async () => {
    const mixed = await mixedFile();
    expect(stanzas(mixed)).toEqual(["mlkem768x25519", "X25519"]);
    expect(() => assertHybrid(mixed, 1, 9)).toThrow(refused("seal/mixed-recipients"));
    await expect(openWith(seed, mixed)).rejects.toEqual(refused("seal/mixed-recipients"));
  });

  it("to too few or too many is refused without any key", () => {
    expect(() => assertHybrid(sealed, 2, 2)).not.toThrow();
    expect(() => assertHybrid(sealed, 3, 9)).toThrow(refused("seal/recipient-count"));
    expect(() => assertHybrid(sealed, 1, 1)).toThrow(refused("seal/recipient-count"));
  });

  it("whose recipient is spelled in a second way is refused without any key", () => {
    const respelled = (change: (share: string) => string): Uint8Array =>
      Buffer.from(
        Buffer.from(sealed)
          .toString("latin1")
          .replace(/(?<=^-> mlkem768x25519 )\S+/m, change),
        "latin1",
      );
    expect(() =>
      assertHybrid(
        respelled((share) => share),
        2,
        2,
      ),
    ).not.toThrow();
    const stray = (share: string): string =>
      share.slice(0, -1) + String.fromCharCode(share.charCodeAt(share.length - 1) + 1);
    const others = [
      stray,
      (share: string) => `${share}==`,
      (share: string) => share.slice(0, -1),
      (share: string) => `-${share.slice(1)}`,
    ];
    for (const other of others) expect(() => assertHybrid(respelled(other), 2, 2)).toThrow(refused("seal/malformed"));
  });

  it("is not made for nobody, for 65 readers, or for a key that is none", async () => {
    await expect(sealTo([], new Uint8Array())).rejects.toEqual(refused("seal/recipient-count"));
    const many = Array.from({ length: 65 }, () => recipient);
    await expect(sealTo(many, new Uint8Array())).rejects.toEqual(refused("seal/recipient-count"));
    for (const key of [
      new Uint8Array(1215),
      new Uint8Array(1217),
      new Uint8Array(1216),
      new Uint8Array(1216).fill(255),
      // Each half alone: a lattice key that is none, and a point of small order.
      Uint8Array.from(recipient, (byte, at) => (at < 2 ? 255 : byte)),
      Uint8Array.from(recipient, (byte, at) => (at < 1184 ? byte : 0)),
    ]) {
      await expect(sealTo([key], new Uint8Array())).rejects.toEqual(refused("seal/not-a-key"));
    }
  });
});

describe("a file sealed by the age library and one sealed by us", () => {
  const sizes = [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000];

  it.each(sizes)("open each other: %i bytes, for every one of three recipients", async (size) => {
    const plaintext = new Uint8Array(randomBytes(size));
    const seeds = [seed, otherSeed, caseSeed];
    const recipients = await Promise.all(seeds.map(recipientOf));
    const encrypter = new Encrypter();
    for (const one of recipients) encrypter.addRecipient(recipientText(one));
    const theirs = await encrypter.encrypt(plaintext);
    const ours = await sealTo(recipients, plaintext);
    expect(ours).toHaveLength(theirs.length);
    for (const one of seeds) {
      const decrypter = new Decrypter();
      decrypter.addIdentity(identityText(one));
      expect(Buffer.compare(await decrypter.decrypt(ours), plaintext)).toBe(0);
      expect(Buffer.compare(await openWith(one, theirs), plaintext)).toBe(0);
      expect(Buffer.compare(await openWith(one, ours), plaintext)).toBe(0);
    }
  });

  it("are refused alike when a whole chunk is missing, doubled, exchanged or added", async () => {
    const chunk = 65_552;
    const file = await sealTo([recipient], new Uint8Array(3 * 65_536));
    const start = file.length - 3 * chunk;
    const head = file.subarray(0, start);
    const parts = [0, 1, 2].map((at) => file.subarray(start + at * chunk, start + (at + 1) * chunk));
    for (const order of [[], [0], [0, 1], [2], [0, 2], [1, 0, 2], [0, 0, 1, 2], [0, 1, 2, 2]]) {
      const broken = Uint8Array.from(Buffer.concat([head, ...order.map((at) => parts[at] ?? head)]));
      const decrypter = new Decrypter();
      decrypter.addIdentity(identityText(seed));
      await expect(decrypter.decrypt(broken)).rejects.toBeInstanceOf(Error);
      await expect(openWith(seed, broken)).rejects.toEqual(refused("seal/cannot-open"));
    }
  });

  it("are made anew each time: nothing of two files to one recipient is the same", async () => {
    const [first, second] = await Promise.all([0, 1].map(() => sealTo([recipient], new Uint8Array(64))));
    expect(Buffer.compare(first ?? seed, second ?? seed)).not.toBe(0);
    expect(first?.subarray(-80)).not.toEqual(second?.subarray(-80));
  });
});

describe("the header of a sealed file", () => {
  const parse = (text: string) => () => stanzas(Buffer.from(`${text}${"x".repeat(64)}`, "latin1"));
  const mac = `--- ${"A".repeat(43)}\n`;

  it.each([
    ["nothing", ""],
    ["another version", `age-encryption.org/v2\n-> a\n\n${mac}`],
    ["no recipient", `age-encryption.org/v1\n${mac}`],
    ["a recipient without a kind", `age-encryption.org/v1\n-> \n\n${mac}`],
    ["a line that never ends", `age-encryption.org/v1\n-> ${"a".repeat(100_000)}`],
    ["a body that never ends", `age-encryption.org/v1\n-> a\n${`${"A".repeat(64)}\n`.repeat(3)}`],
    ["a body with padding", `age-encryption.org/v1\n-> a\nQQ==\n${mac}`],
    ["a carriage return", `age-encryption.org/v1\r\n-> a\n\n${mac}`],
    ["65 recipients", `age-encryption.org/v1\n${"-> a\n\n".repeat(65)}${mac}`],
    ["a short end", `age-encryption.org/v1\n-> a\n\n--- QQ\n`],
  ])("with %s is refused", (_, text) => {
    expect(parse(text)).toThrow(refused("seal/malformed"));
  });

  it("is refused when nothing follows it, and never crashes on noise", () => {
    const header = Buffer.from(`age-encryption.org/v1\n-> a\n\n${mac}`);
    expect(() => stanzas(header)).toThrow(refused("seal/malformed"));
    expect(stanzas(Buffer.concat([header, Buffer.alloc(32)]))).toEqual(["a"]);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (noise) => {
        expect(() => stanzas(Buffer.concat([header.subarray(0, 25), noise]))).toThrow(SealError);
      }),
      { numRuns: 300 },
    );
  });
});

describe("identities and recipients", () => {
  it("read as stock age writes them", async () => {
    expect(identityText(seed)).toMatch(/^AGE-SECRET-KEY-PQ-1[0-9A-Z]{58}$/);
    expect(recipientText(recipient)).toHaveLength(1959);
    expect(await identityToRecipient(identityText(seed))).toBe(recipientText(recipient));
    expect(recipientBytes(recipientText(recipient))).toEqual(recipient);
  });

  it("of any other kind or length are refused", async () => {
    const classical = await identityToRecipient(await generateX25519Identity());
    const text = recipientText(recipient);
    for (const wrong of [
      "",
      "age1pq1",
      classical,
      text.slice(0, -1),
      text.toUpperCase(),
      `${text}q`,
      `${text.slice(0, -1)}!`,
    ]) {
      expect(() => recipientBytes(wrong)).toThrow(refused("seal/not-a-key"));
    }
    expect(() => identityText(new Uint8Array(31))).toThrow(refused("seal/not-a-key"));
    await expect(recipientOf(new Uint8Array(33))).rejects.toEqual(refused("seal/not-a-key"));
  });
});

describe("a wrap", () => {
  it("gives its reader the case", async () => {
    const wrap = await wrapCase(caseSeed, "CASE1", "chen-bo", recipient);
    expect(wrap.length).toBeLessThan(1800);
    expect(await openWrap(seed, wrap, "CASE1", "chen-bo")).toEqual({
      seed: caseSeed,
      recipient: await recipientOf(caseSeed),
    });
  });

  it("of another case or another reader is refused", async () => {
    const wrap = await wrapCase(caseSeed, "CASE1", "chen-bo", recipient);
    await expect(openWrap(seed, wrap, "CASE2", "chen-bo")).rejects.toEqual(refused("seal/wrong-case"));
    await expect(openWrap(seed, wrap, "CASE1", "li-na")).rejects.toEqual(refused("seal/wrong-case"));
    await expect(openWrap(otherSeed, wrap, "CASE1", "chen-bo")).rejects.toEqual(refused("seal/cannot-open"));
  });

  it("for a reporter who fears a found receipt lets add to the case and not read it", async () => {
    const wrap = await wrapRecipientOnly(caseSeed, "CASE1", recipient);
    expect(await openWrap(seed, wrap, "CASE1", "reporter")).toEqual({ recipient: await recipientOf(caseSeed) });
  });

  it("that holds something else is refused", async () => {
    const envelope = await sealTo([recipient], Uint8Array.of(0, 0, 0, 2, 123, 125));
    await expect(openWrap(seed, envelope, "CASE1", "chen-bo")).rejects.toEqual(refused("seal/malformed"));
  });
});

describe("wrapping a case for one more reader", () => {
  const asked = () => ({
    caseSeed,
    caseId: "CASE1",
    struck: [] as readonly string[],
    reader: "li-na",
    recipient: other,
    listed: new Map([["li-na", other]]),
  });

  it("works for a reader of the current statement", async () => {
    const wrap = await rewrap(asked());
    expect((await openWrap(otherSeed, wrap, "CASE1", "li-na")).seed).toEqual(caseSeed);
  });

  it("is refused for somebody the reporter struck out, under a second name too", async () => {
    await expect(rewrap({ ...asked(), struck: ["li-na"] })).rejects.toEqual(refused("seal/struck-out"));
    const listed = new Map([...asked().listed, ["wang-wei", other]]);
    await expect(rewrap({ ...asked(), listed, struck: ["wang-wei"] })).rejects.toEqual(refused("seal/struck-out"));
  });

  it("is refused for a key the current statement does not give to this reader", async () => {
    const refusal = refused("seal/not-in-statement");
    await expect(rewrap({ ...asked(), recipient })).rejects.toEqual(refusal);
    await expect(rewrap({ ...asked(), reader: "zhao-min" })).rejects.toEqual(refusal);
    await expect(rewrap({ ...asked(), reader: "reporter" })).rejects.toEqual(refusal);
  });
});

describe("a member's keys", () => {
  const keys = { identity: seed, signing: otherSeed };
  const phrase = "ahoy estimate cleft gallantly trousers stick matcher unhidden";

  it("locked with a phrase open with it, however it is typed, and with no other", async () => {
    const file = await lockKeys(keys, phrase);
    expect(stanzas(file)).toEqual(["scrypt"]);
    expect(await unlockKeys(file, `  ${phrase.toUpperCase().replaceAll(" ", "\n ")} `)).toEqual(keys);
    await expect(unlockKeys(file, phrase.replace("ahoy", "abide"))).rejects.toEqual(refused("seal/cannot-open"));
    await expect(unlockKeys(file, "")).rejects.toEqual(refused("seal/cannot-open"));
  });

  it("locked to a passkey open with it and with no other", async () => {
    const prf = new Uint8Array(randomBytes(32));
    const file = await lockKeysTo(keys, prf);
    expect(await unlockKeysWith(file, prf)).toEqual(keys);
    await expect(unlockKeysWith(file, seed)).rejects.toEqual(refused("seal/cannot-open"));
    await expect(unlockKeysWith(file, prf.slice(1))).rejects.toEqual(refused("seal/not-a-key"));
  });

  it("in a file made to exhaust the browser are refused before any work is done", async () => {
    const text = Buffer.from(await lockKeys(keys, phrase)).toString("latin1");
    const greedy = Buffer.from(text.replace(/^(-> scrypt \S+) 15$/m, "$1 20"), "latin1");
    await expect(unlockKeys(greedy, phrase)).rejects.toEqual(refused("seal/malformed"));
    await expect(unlockKeys(sealed, phrase)).rejects.toEqual(refused("seal/malformed"));
  });

  it("of the wrong length are not locked at all", async () => {
    await expect(lockKeys({ ...keys, signing: new Uint8Array(31) }, phrase)).rejects.toEqual(refused("seal/not-a-key"));
  });
});
