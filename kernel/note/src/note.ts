import { concatBytes, constantTimeEqual, fromBase64, sha256, toBase64, toHex, toUtf8 } from "./bytes.ts";
import { publicKey, signBytes, verifyBytes, type Seed, type Verify } from "./ed25519.ts";
import { NoteError } from "./note-error.ts";

/**
 * Somebody who signs: a name without spaces or "+", and the secret seed of the key, or the public key and a function that
 * signs with its other half: a faster one, or one whose seed nobody may see.
 */
export type Signer =
  | { readonly name: string; readonly seed: Seed }
  | { readonly name: string; readonly key: Uint8Array; readonly sign: (bytes: Uint8Array) => Uint8Array };

/** Somebody whose signature can be checked: the name and the raw 32-byte public key. */
export type Verifier = { readonly name: string; readonly key: Uint8Array };

/** Whose keys held under a name on a day ("YYYY-MM-DD"): what whoever keeps a list of people over time can answer. */
export type KeysOn = (name: string, day: string) => readonly Verifier[];

/** One signature line as it stands in a note: nothing about it has been checked but its shape. */
export type SignatureLine = {
  readonly name: string;
  /** The first four bytes of SHA-256(name ‖ "\n" ‖ 0x01 ‖ key): a hint which key to try, never a proof. */
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
};

/** A note taken apart: nothing about it has been checked but its shape. */
export type SplitNote = { readonly text: string; readonly signatures: readonly SignatureLine[] };

const ED25519 = 1;
const LONGEST = 1_000_000;
const MOST_SIGNATURES = 100;
const DASH = "— ";
const NEWLINE = 0x0a;

function malformed(message: string): NoteError {
  return new NoteError("note/malformed", message);
}

function isName(name: string): boolean {
  return name !== "" && name.isWellFormed() && !/[\s+\u0085]/u.test(name);
}

function checkName(name: string): void {
  if (!isName(name)) throw new NoteError("note/bad-name", "a key name is not empty and has no space and no plus sign");
}

/** The bytes that are signed. Control characters are refused, so that what is shown is what was signed. */
function textBytes(text: string): Uint8Array {
  if (!text.endsWith("\n")) throw malformed("the text does not end with a newline");
  const bytes = toUtf8(text);
  if (bytes.length > LONGEST) throw new NoteError("note/too-long");
  for (const byte of bytes) if (byte < 0x20 && byte !== NEWLINE) throw malformed("control character in the text");
  return bytes;
}

/**
 * The four bytes that name a key inside a note (C2SP signed-note, "Signatures"). `algorithm` is the byte that says how
 * the key signs: 0x01, Ed25519 over the text, unless told otherwise.
 */
export function keyId({ name, key }: Verifier, algorithm = ED25519): Uint8Array {
  return sha256(concatBytes(toUtf8(`${name}\n`), Uint8Array.of(algorithm), key)).slice(0, 4);
}

/** The public half of a signer. */
export function verifierOf(signer: Signer): Verifier {
  return { name: signer.name, key: "seed" in signer ? publicKey(signer.seed) : signer.key };
}

/** The 64-byte signature of a signer over the bytes. */
export function signAs(signer: Signer, bytes: Uint8Array): Uint8Array {
  return "seed" in signer ? signBytes(signer.seed, bytes) : signer.sign(bytes);
}

/** One signature line with its newline, as it stands in a note; a bad name is NoteError "note/bad-name". */
export function writeLine(name: string, id: Uint8Array, signature: Uint8Array): string {
  checkName(name);
  return `${DASH}${name} ${toBase64(concatBytes(id, signature))}\n`;
}

function signatureLine(text: string, signer: Signer): string {
  checkName(signer.name);
  return writeLine(signer.name, keyId(verifierOf(signer)), signAs(signer, textBytes(text)));
}

function readLine(line: string): SignatureLine {
  const space = line.indexOf(" ", DASH.length);
  if (!line.startsWith(DASH) || space < 0) throw malformed("a signature line has another shape");
  const name = line.slice(DASH.length, space);
  if (!isName(name)) throw malformed("a signature line has a bad name");
  let bytes: Uint8Array;
  try {
    bytes = fromBase64(line.slice(space + 1));
  } catch (cause) {
    throw new NoteError("note/malformed", "a signature is not base64", { cause });
  }
  if (bytes.length < 5) throw malformed("a signature is too short");
  return { name, keyId: bytes.slice(0, 4), signature: bytes.slice(4) };
}

/**
 * Takes a note apart and checks its shape only. Nothing it returns is vouched for by anybody: use `readNote` for that.
 * NoteError "note/malformed", "note/too-long" or "note/not-utf8".
 */
export function splitNote(note: string): SplitNote {
  if (note.length > LONGEST) throw new NoteError("note/too-long");
  const blank = note.lastIndexOf("\n\n");
  if (blank < 0) throw malformed("no blank line before the signatures");
  const text = note.slice(0, blank + 1);
  textBytes(text);
  const tail = note.slice(blank + 2);
  if (!tail.endsWith("\n")) throw malformed("no signature, or the last one does not end with a newline");
  const lines = tail.slice(0, -1).split("\n");
  if (lines.length > MOST_SIGNATURES) throw malformed("more than a hundred signatures");
  return { text, signatures: lines.map(readLine) };
}

/** The lines that stand under this key's name and id: candidates, of which nothing has been checked. */
export function linesBy({ signatures }: SplitNote, key: Verifier, algorithm = ED25519): readonly SignatureLine[] {
  const id = keyId(key, algorithm);
  return signatures.filter((line) => line.name === key.name && constantTimeEqual(line.keyId, id));
}

/**
 * A text signed by everybody given, in that order (C2SP signed-note). The text ends with a newline and holds no other
 * control character, else NoteError "note/malformed".
 */
export function signNote(text: string, signers: readonly Signer[]): string {
  if (signers.length === 0) throw new NoteError("note/unsigned");
  if (signers.length > MOST_SIGNATURES) throw malformed("more than a hundred signatures");
  return `${text}\n${signers.map((signer) => signatureLine(text, signer)).join("")}`;
}

/**
 * The same note with one more signature. Signing twice changes nothing. It trusts nobody: the signatures already
 * there are not checked.
 */
export function addSignature(note: string, signer: Signer): string {
  const { text, signatures } = splitNote(note);
  const line = signatureLine(text, signer);
  if (note.slice(text.length).includes(`\n${line}`)) return note;
  if (signatures.length >= MOST_SIGNATURES) throw malformed("more than a hundred signatures");
  return note + line;
}

/**
 * The same note with these signature lines added, each once. It trusts nobody, but no line can change what was signed:
 * one that would, or that is no signature line, is NoteError "note/malformed".
 */
export function addLines(note: string, lines: readonly string[]): string {
  const { text } = splitNote(note);
  const known = new Set(note.slice(text.length + 1).match(/.*\n/g));
  const longer = note + [...new Set(lines)].filter((line) => !known.has(line)).join("");
  if (splitNote(longer).text !== text) throw malformed("a signature line that changes the text");
  return longer;
}

/**
 * The text of a note and the names, each once, whose signature over it is good. It trusts only the keys given.
 * Lines by unknown keys are ignored; a bad signature by a known key is NoteError "note/bad-signature", no good one at
 * all "note/unsigned", a wrong shape "note/malformed".
 */
export function readNote(
  note: string,
  verifiers: readonly Verifier[],
  verify: Verify = verifyBytes,
): { readonly text: string; readonly signers: readonly string[] } {
  const { text, signatures } = splitNote(note);
  const bytes = textBytes(text);
  const known = verifiers.map((verifier) => ({ ...verifier, id: keyId(verifier) }));
  const signers = new Set<string>();
  for (const line of signatures) {
    const candidates = known.filter(({ name, id }) => name === line.name && constantTimeEqual(id, line.keyId));
    if (candidates.length === 0) continue;
    if (!candidates.some(({ key }) => verify(key, bytes, line.signature))) {
      throw new NoteError("note/bad-signature", `the signature of ${line.name} does not match`);
    }
    signers.add(line.name);
  }
  if (signers.size === 0) throw new NoteError("note/unsigned");
  return { text, signers: [...signers] };
}

/**
 * A key as C2SP writes it, "name+hash+base64". `algorithm` is the byte that says how it signs. A bad name or key is
 * NoteError "note/bad-name" or "note/bad-key".
 */
export function writeKey(verifier: Verifier, algorithm: number): string {
  const { name, key } = verifier;
  checkName(name);
  if (key.length !== 32) throw new NoteError("note/bad-key", "an Ed25519 key has 32 bytes");
  return `${name}+${toHex(keyId(verifier, algorithm))}+${toBase64(concatBytes(Uint8Array.of(algorithm), key))}`;
}

/** A verifier key as text: the key of somebody who signs notes. Errors as `writeKey`. */
export function writeVerifier(verifier: Verifier): string {
  return writeKey(verifier, ED25519);
}

/**
 * Reads a key as C2SP writes it, "name+hash+base64". A wrong hash, another algorithm than the one asked for or any other
 * shape is NoteError "note/bad-key".
 */
export function readKey(text: string, algorithm: number): Verifier {
  const [name, hash, ...rest] = text.split("+");
  try {
    const bytes = fromBase64(rest.join("+"));
    const verifier = { name: name ?? "", key: bytes.slice(1) };
    const id = toHex(keyId(verifier, algorithm));
    const sound = isName(verifier.name) && bytes.length === 33 && bytes[0] === algorithm;
    if (sound && hash === id) return verifier;
  } catch (cause) {
    throw new NoteError("note/bad-key", "not a verifier key", { cause });
  }
  throw new NoteError("note/bad-key", "not a key of this algorithm, or its hash is wrong");
}

/** Reads the verifier key of somebody who signs notes (Ed25519, 0x01). Errors as `readKey`. */
export function readVerifier(text: string): Verifier {
  return readKey(text, ED25519);
}
