import { concatBytes, constantTimeEqual, isPublicKey, keyId, readKey, signAs, splitNote, toHex } from "@niuniu/note";
import { toUtf8, verifierOf, verifyBytes, writeKey, writeLine } from "@niuniu/note";
import type { Signer, Verifier, Verify } from "@niuniu/note";
import { readCheckpoint } from "./checkpoint.ts";
import { RecordError } from "./record-error.ts";
import { bigEndian, malformed, strictly, whole } from "./spelling.ts";

/** Somebody outside the house who remembers the log and signs only what fits with what they remember. */
export type Witness = Verifier & {
  /** Where checkpoints are handed in, without a slash at the end; null for a witness who asks by itself. */
  readonly url: string | null;
};

/** A witness who signed a checkpoint, and when by the witness's own clock (seconds since 1970). */
export type Cosigned = { readonly name: string; readonly time: number };

const ALGORITHM = 4;
// Plain http is for trying out on one machine, and for addresses that are keys themselves.
const HOST =
  /^(?:https:\/\/[a-z0-9.-]+|http:\/\/(?:127\.0\.0\.1|localhost|[a-z2-7]{56}\.onion))(?::\d+)?(?:\/[\w.~-]+)*$/;

/** Reads a witness as the roster statement names it: its key, or key, space and address. Else "record/malformed". */
export function readWitness(text: string): Witness {
  const [vkey = "", url = null, ...more] = text.split(" ");
  const { name, key } = strictly(() => readKey(vkey, ALGORITHM));
  // With a key of small order anybody could sign, and verifiers disagree about keys in another spelling.
  if (!isPublicKey(key) || (url !== null && !HOST.test(url)) || more.length > 0) throw malformed("witness");
  return { name, key, url };
}

/** A witness as the roster statement names it. */
export function writeWitness({ url, ...witness }: Witness): string {
  return strictly(() => writeKey(witness, ALGORITHM)) + (url === null ? "" : ` ${url}`);
}

function signedBytes(text: string, time: number): Uint8Array {
  return toUtf8(`cosignature/v1\ntime ${whole(time, "time")}\n${text}`);
}

/**
 * The signature line of a witness under a checkpoint, dated `seconds` since 1970 (C2SP tlog-cosignature). It looks at
 * nothing but the shape: whether the checkpoint continues the last one is for the witness to check first.
 */
export function cosign(note: string, witness: Signer, seconds: number): string {
  return strictly(() => {
    const { text } = splitNote(note);
    readCheckpoint(text);
    const signature = concatBytes(bigEndian(seconds, 8), signAs(witness, signedBytes(text, seconds)));
    return writeLine(witness.name, keyId(verifierOf(witness), ALGORITHM), signature);
  });
}

/** The note with these signature lines added, each once. It trusts nobody, but no line can change what was signed. */
export function addCosignatures(note: string, lines: readonly string[]): string {
  return strictly(() => {
    const { text } = splitNote(note);
    const known = new Set(note.slice(text.length + 1).match(/.*\n/g));
    const longer = note + [...new Set(lines)].filter((line) => !known.has(line)).join("");
    if (splitNote(longer).text !== text) throw malformed("cosignatures");
    return longer;
  });
}

/**
 * Which of the witnesses signed this checkpoint. Keys are counted, not lines and not names: a key counts once, with its
 * latest time, and the log's own never. It trusts only the witnesses given; lines by others are passed over, and a bad
 * line under a witness's name and key id is RecordError "record/bad-cosignature" (record.md §5).
 */
export function cosignatures(note: string, witnesses: readonly Witness[], verify: Verify = verifyBytes): Cosigned[] {
  return strictly(() => {
    const { text, signatures } = splitNote(note);
    const { origin } = readCheckpoint(text);
    const linesBy = (name: string, id: Uint8Array) =>
      signatures.filter((line) => line.name === name && constantTimeEqual(line.keyId, id));
    const cosigned = new Map<string, Cosigned>();
    for (const { name, key } of witnesses) {
      for (const { signature } of linesBy(name, keyId({ name, key }, ALGORITHM))) {
        const time = timeOf(signature, text, key, verify);
        const before = cosigned.get(toHex(key));
        // A log that vouches for itself vouches for nothing.
        if (linesBy(origin, keyId({ name: origin, key })).length > 0 || time <= (before?.time ?? -1)) continue;
        cosigned.set(toHex(key), { name: before?.name ?? name, time });
      }
    }
    return [...cosigned.values()];
  });
}

function timeOf(signature: Uint8Array, text: string, key: Uint8Array, verify: Verify): number {
  const time = signature.subarray(0, 8).reduce((value, byte) => value * 256 + byte, 0);
  if (signature.length === 72 && Number.isSafeInteger(time)) {
    if (verify(key, signedBytes(text, time), signature.subarray(8))) return time;
  }
  throw new RecordError("record/bad-cosignature", "a line that its witness did not sign");
}
