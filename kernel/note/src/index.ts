export {
  concatBytes,
  constantTimeEqual,
  fromBase64,
  isBase64Digits,
  fromHex,
  fromUtf8,
  sha256,
  toBase64,
  toHex,
  toUtf8,
} from "./bytes.ts";
export { cosignatureLine, cosignedAt, COSIGNATURE } from "./cosignature.ts";
export {
  isPublicKey,
  isStrictlySpelled,
  publicKey,
  signBytes,
  verifyBytes,
  type Seed,
  type Verify,
} from "./ed25519.ts";
export { verifyHeard } from "./verify-ahead.ts";
export { FRAME_LIMIT, frameEnds, readFrames, writeFrames } from "./frames.ts";
export { dayText, jsonLine, readJsonLine, wellFormed } from "./json-line.ts";
export {
  addLines,
  addSignature,
  keyId,
  linesBy,
  readKey,
  readNote,
  readVerifier,
  signAs,
  signNote,
  splitNote,
  verifierOf,
  writeKey,
  writeLine,
  writeVerifier,
  type KeysOn,
  type SignatureLine,
  type Signer,
  type SplitNote,
  type Verifier,
} from "./note.ts";
export { NoteError, type NoteErrorCode } from "./note-error.ts";
export {
  COUNTERSIGNED_WITHIN,
  isLater,
  MOST_WORDS,
  openPutBack,
  unsignedIn,
  writePutBack,
  type PutBack,
} from "./put-back.ts";
export { orNull } from "./or-null.ts";
export { bigEndian, decimal, fromBigEndian, hashIn, hashOut, isWhole, sized, whole } from "./number.ts";
