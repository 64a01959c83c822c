import { addLines, COSIGNATURE, cosignatureLine, cosignedAt, isPublicKey, linesBy, readKey } from "@niuniu/note";
import { splitNote, toHex, writeKey, type Signer, type Verifier, type Verify } from "@niuniu/note";
import { readCheckpoint } from "./checkpoint.ts";
import { malformed, strictly } from "./spelling.ts";

/** Somebody outside the house who remembers the log and signs only what fits with what they remember. */
export type Witness = Verifier & {
  /** Where checkpoints are handed in, without a slash at the end; null for a witness who asks by itself. */
  readonly url: string | null;
};

/** A witness who signed a checkpoint, and when by the witness's own clock (seconds since 1970). */
export type Cosigned = { readonly name: string; readonly time: number };

// Plain http is for trying out on one machine, and for addresses that are keys themselves.
const HOST =
  /^(?:https:\/\/[a-z0-9.-]+|http:\/\/(?:127\.0\.0\.1|localhost|[a-z2-7]{56}\.onion))(?::\d+)?(?:\/[\w.~-]+)*$/;

/** Reads a witness as the roster statement names it: its key, or key, space and address. Else "record/malformed". */
export function readWitness(text: string): Witness {
  const [vkey = "", url = null, ...more] = text.split(" ");
  const { name, key } = strictly(() => readKey(vkey, COSIGNATURE));
  // With a key of small order anybody could sign, and verifiers disagree about keys in another spelling.
  if (!isPublicKey(key) || (url !== null && !HOST.test(url)) || more.length > 0) throw malformed("witness");
  return { name, key, url };
}

/** A witness as the roster statement names it. */
export function writeWitness({ url, ...witness }: Witness): string {
  return strictly(() => writeKey(witness, COSIGNATURE)) + (url === null ? "" : ` ${url}`);
}

/**
 * The signature line of a witness under a checkpoint, dated `seconds` since 1970 (C2SP tlog-cosignature). It looks at
 * nothing but the shape: whether the checkpoint continues the last one is for the witness to check first.
 */
export function cosign(note: string, witness: Signer, seconds: number): string {
  return strictly(() => {
    const { text } = splitNote(note);
    readCheckpoint(text);
    return cosignatureLine(text, witness, seconds);
  });
}

/** The note with these signature lines added, each once. It trusts nobody, but no line can change what was signed. */
export function addCosignatures(note: string, lines: readonly string[]): string {
  return strictly(() => addLines(note, lines));
}

/**
 * Which of the witnesses signed this checkpoint. Keys are counted, not lines and not names: a key counts once, with its
 * latest time, and the log's own never. It trusts only the witnesses given; lines by others are passed over, and a bad
 * line under a witness's name and key id is RecordError "record/bad-cosignature" (record.md §5).
 */
export function cosignatures(note: string, witnesses: readonly Witness[], verify?: Verify): Cosigned[] {
  return strictly(() => {
    const split = splitNote(note);
    const { origin } = readCheckpoint(split.text);
    const cosigned = new Map<string, Cosigned>();
    for (const witness of witnesses) {
      const [key, times] = [toHex(witness.key), cosignedAt(split, witness, verify)];
      const { name, time } = cosigned.get(key) ?? { name: witness.name, time: -1 };
      // A log that vouches for itself vouches for nothing.
      if (times.length === 0 || linesBy(split, { ...witness, name: origin }).length > 0) continue;
      cosigned.set(key, { name, time: Math.max(time, ...times) });
    }
    return [...cosigned.values()];
  });
}
