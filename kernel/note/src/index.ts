export {
  concatBytes,
  constantTimeEqual,
  fromBase64,
  fromHex,
  fromUtf8,
  sha256,
  toBase64,
  toHex,
  toUtf8,
} from "./bytes.ts";
export { isPublicKey, publicKey, signBytes, verifyBytes, type Seed, type Verify } from "./ed25519.ts";
export {
  addSignature,
  keyId,
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
  type SignatureLine,
  type Signer,
  type Verifier,
} from "./note.ts";
export { NoteError, type NoteErrorCode } from "./note-error.ts";
