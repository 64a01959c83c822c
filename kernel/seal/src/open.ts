import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { constantTimeEqual, toUtf8 } from "@niuniu/note";
import { Decrypter, Encrypter } from "age-encryption";
import { checkSeed, headerMac, MOST_RECIPIENTS, NONCE_LENGTH, payloadKey, STANZA_INFO } from "./age.ts";
import { recipientOf, RECIPIENT_LENGTH, sealTo } from "./age.ts";
import { REPORTER, wrapCase } from "./envelope.ts";
import { SealError } from "./error.ts";
import { readHeader, readHybrid } from "./header.ts";
import { cipherOf } from "./hpke.ts";
import { decapsulate, pairOf, type Pair } from "./kem.ts";
import { unpad } from "./pad.ts";
import { readParcel, writeParcel, type Parcel } from "./parcel.ts";
import { openStream } from "./stream.ts";
export { openStream, sealStream } from "./stream.ts";

/** What a member holds: the seed that opens and the seed that signs, 32 bytes each. */
export interface Keys {
  readonly identity: Uint8Array;
  readonly signing: Uint8Array;
}

/** What a wrap gives its reader. Without `seed` the reader can add to the case and not read it. */
export interface OpenedWrap {
  readonly seed?: Uint8Array;
  readonly recipient: Uint8Array;
}

/** A wrap asked for on behalf of a new reader, and what it is checked against. */
export interface Rewrap {
  readonly caseSeed: Uint8Array;
  readonly caseId: string;
  /** The names the reporter struck out, from inside the opened report, never from the server. */
  readonly struck: readonly string[];
  readonly reader: string;
  readonly recipient: Uint8Array;
  /** The recipients of the current roster statement, by member id. */
  readonly listed: ReadonlyMap<string, Uint8Array>;
}

/** 2^15 takes 32 MiB and a second on a phone; the phrase is generated and needs no more. */
const WORK_FACTOR = 15;
const MOST_WORK = 17;

/**
 * Opens a file sealed to hybrid recipients with one of their seeds. What is inside is authentic to the file, and says
 * nothing about who sealed it. Throws "seal/malformed", "seal/mixed-recipients", "seal/not-a-key", and
 * "seal/cannot-open" for a wrong seed and a damaged file alike.
 */
export async function openWith(seed: Uint8Array, file: Uint8Array, pair = () => pairOf(seed)): Promise<Uint8Array> {
  checkSeed(seed);
  const { sealed, signed, mac, rest } = readHybrid(file, 1, MOST_RECIPIENTS);
  try {
    const fileKey = await fileKeyOf(sealed, await pair());
    if (!constantTimeEqual(headerMac(fileKey, signed), mac)) throw new Error("the header was changed");
    return openStream(payloadKey(fileKey, rest.subarray(0, NONCE_LENGTH)), rest.subarray(NONCE_LENGTH));
  } catch (cause) {
    throw cannotOpen(cause);
  }
}

/** The file's key from the first stanza that opens; throws where none does. */
async function fileKeyOf(sealed: ReturnType<typeof readHybrid>["sealed"], pair: Pair): Promise<Uint8Array> {
  for (const { share, body } of sealed) {
    const cipher = cipherOf(await decapsulate(share(), pair), STANZA_INFO);
    try {
      return cipher.decrypt(body);
    } catch {
      // Sealed to somebody else: the next one may be ours.
    }
  }
  throw new Error("sealed to others");
}

/** Opens an envelope made by `sealEnvelope`. Throws as {@link openWith}, "seal/bad-padding" and "seal/malformed-parcel". */
export const openEnvelope = (seed: Uint8Array, file: Uint8Array): Promise<Parcel> => openerOf(seed)(file);

/** {@link openEnvelope} of many files with one seed: what the seed stands for is made once. */
export const openerOf =
  (seed: Uint8Array, pair = pairOf(seed)) =>
  async (file: Uint8Array): Promise<Parcel> =>
    readParcel(unpad(await openWith(seed, file, () => pair)));

/**
 * Opens the wrap of this case for this reader. Anybody can make a wrap: the reader checks by opening the report with it.
 * Throws "seal/wrong-case" for another case's or reader's wrap, "seal/malformed" for what is no wrap, and as {@link openWith}.
 */
export async function openWrap(
  seed: Uint8Array,
  file: Uint8Array,
  caseId: string,
  reader: string,
): Promise<OpenedWrap> {
  const { header, parts } = readParcel(await openWith(seed, file));
  const said = asRecord(header);
  const [key] = parts;
  if (said["niuniu"] !== "wrap v1" || key === undefined || parts.length !== 1) throw malformed("this is not a wrap");
  if (said["case"] !== caseId || said["reader"] !== reader) {
    throw new SealError("seal/wrong-case", "this wrap belongs to another case or another reader");
  }
  if (said["only"] === "recipient" && reader === REPORTER && key.length === RECIPIENT_LENGTH) return { recipient: key };
  if (said["only"] !== undefined || key.length !== 32) throw malformed("this is not a wrap");
  return { seed: key, recipient: await recipientOf(key) };
}

/**
 * Wraps a case for one more reader, as every desk does it (seal.md §7). Refuses a reader the reporter struck out
 * ("seal/struck-out") and a recipient that is not that reader's in the current statement ("seal/not-in-statement").
 */
export async function rewrap({ caseSeed, caseId, struck, reader, recipient, listed }: Rewrap): Promise<Uint8Array> {
  const current = listed.get(reader);
  if (current === undefined || !constantTimeEqual(current, recipient)) {
    throw new SealError("seal/not-in-statement", "the current statement names no such reader with this key");
  }
  const barred = struck.some((name) => {
    const theirs = listed.get(name);
    // Somebody struck out stays so under a second name with the same key.
    return name === reader || (theirs !== undefined && constantTimeEqual(theirs, recipient));
  });
  if (barred) throw new SealError("seal/struck-out", "the reporter struck this reader out");
  return wrapCase(caseSeed, caseId, reader, recipient);
}

/** Locks a member's keys with a generated phrase; stock age opens the file with the same phrase (seal.md §10). */
export async function lockKeys(keys: Keys, phrase: string): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(plainPhrase(phrase));
  encrypter.setScryptWorkFactor(WORK_FACTOR);
  return encrypter.encrypt(packKeys(keys));
}

/**
 * Unlocks what {@link lockKeys} locked; case and spacing of the phrase do not matter. Throws "seal/cannot-open" for a
 * wrong phrase or a damaged file, and "seal/malformed" for a file that is none or would take more work than ours ever do.
 */
export async function unlockKeys(file: Uint8Array, phrase: string): Promise<Keys> {
  const [stanza, ...others] = readHeader(file).stanzas;
  const [kind, , work = ""] = stanza?.args ?? [];
  const sound = kind === "scrypt" && others.length === 0 && /^[1-9]\d?$/.test(work) && Number(work) <= MOST_WORK;
  if (!sound) throw malformed("these keys are not locked with a phrase");
  const decrypter = new Decrypter();
  decrypter.addPassphrase(plainPhrase(phrase));
  return unpackKeys(
    await decrypter.decrypt(file, "uint8array").catch((cause: unknown) => {
      throw cannotOpen(cause);
    }),
  );
}

/** Locks a member's keys to what a passkey's PRF gives (32 bytes), through a hybrid identity of its own (seal.md §10). */
export const lockKeysTo = async (keys: Keys, prf: Uint8Array): Promise<Uint8Array> =>
  sealTo([await recipientOf(passkeySeed(prf))], packKeys(keys));

/** Unlocks what {@link lockKeysTo} locked. Throws as {@link openWith}. */
export const unlockKeysWith = async (file: Uint8Array, prf: Uint8Array): Promise<Keys> =>
  unpackKeys(await openWith(passkeySeed(prf), file));

function passkeySeed(prf: Uint8Array): Uint8Array {
  if (prf.length !== 32) throw new SealError("seal/not-a-key", "a passkey gives 32 bytes");
  return hkdf(sha256, prf, undefined, toUtf8("niuniu key v1 passkey"), 32);
}

function packKeys({ identity, signing }: Keys): Uint8Array {
  if (identity.length !== 32 || signing.length !== 32) throw new SealError("seal/not-a-key", "each key has 32 bytes");
  return writeParcel({ niuniu: "keys v1" }, [identity, signing]);
}

function unpackKeys(bytes: Uint8Array): Keys {
  const { header, parts } = readParcel(bytes);
  const [identity, signing] = parts;
  const sound = asRecord(header)["niuniu"] === "keys v1" && parts.length === 2;
  if (!sound || identity?.length !== 32 || signing?.length !== 32) throw malformed("these are not a member's keys");
  return { identity, signing };
}

function plainPhrase(phrase: string): string {
  const plain = phrase.normalize("NFKC").trim().toLowerCase().replaceAll(/\s+/g, " ");
  if (plain === "") throw new SealError("seal/cannot-open", "the phrase is empty");
  return plain;
}

function cannotOpen(cause: unknown): SealError {
  return new SealError("seal/cannot-open", "this key does not open it, or it was damaged on the way", { cause });
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

const malformed = (why: string): SealError => new SealError("seal/malformed", why);
