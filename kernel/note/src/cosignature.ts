import { concatBytes, toUtf8 } from "./bytes.ts";
import { verifyBytes, type Verify } from "./ed25519.ts";
import { NoteError } from "./note-error.ts";
import { keyId, linesBy, signAs, verifierOf, writeLine, type Signer, type SplitNote, type Verifier } from "./note.ts";
import { bigEndian, whole } from "./number.ts";

/** The byte, for `readKey` and `writeKey`, that says that a key signs a text together with a time (C2SP tlog-cosignature). */
export const COSIGNATURE = 4;

function signedBytes(text: string, seconds: number): Uint8Array {
  return toUtf8(`cosignature/v1\ntime ${whole(seconds, "time")}\n${text}`);
}

/**
 * One signature line over a text and the time, `seconds` since 1970 (C2SP tlog-cosignature v1). A time that is no whole
 * number is NoteError "note/malformed", a bad name "note/bad-name".
 */
export function cosignatureLine(text: string, cosigner: Signer, seconds: number): string {
  const signature = concatBytes(bigEndian(seconds, 8), signAs(cosigner, signedBytes(text, seconds)));
  return writeLine(cosigner.name, keyId(verifierOf(cosigner), COSIGNATURE), signature);
}

/**
 * When this cosigner signed the note, in seconds since 1970: one time for each of its lines. It trusts the key given. A
 * line under its name and key id that it did not sign is NoteError "note/bad-cosignature".
 */
export function cosignedAt(note: SplitNote, cosigner: Verifier, verify: Verify = verifyBytes): readonly number[] {
  return linesBy(note, cosigner, COSIGNATURE).map(({ signature }) => {
    const time = signature.subarray(0, 8).reduce((value, byte) => value * 256 + byte, 0);
    if (signature.length === 72 && Number.isSafeInteger(time)) {
      if (verify(cosigner.key, signedBytes(note.text, time), signature.subarray(8))) return time;
    }
    throw new NoteError("note/bad-cosignature", "a line that its cosigner did not sign");
  });
}
