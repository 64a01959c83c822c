/**
 * How age files lie in the database: what their header spells in base64 stands there as bytes, three quarters as many. A
 * file is packed only if unpacking gives every byte of it back; any other is kept as it is.
 *
 *   packed = 1 ‖ stanzas ‖ (1,120 bytes encapsulated ‖ 32 bytes sealed) for each ‖ 32 bytes of the header's MAC ‖ the rest
 *   kept   = the file, which begins with "age-encryption.org/", or 0 ‖ whatever does not
 */

const VERSION = "age-encryption.org/v1\n";
const STANZA = "-> mlkem768x25519 ";
const [ENCAPSULATED, SEALED, MAC] = [1_120, 32, 32] as const;
const [KEPT, PACKED] = [0, 1] as const;
const FIRST = VERSION.charCodeAt(0);
/** Characters of so many bytes in base64 without padding. */
const spelt = (bytes: number): number => Math.ceil((bytes * 4) / 3);
const LINE = STANZA.length + spelt(ENCAPSULATED) + 1 + spelt(SEALED) + 1;
const END = 4 + spelt(MAC) + 1;

const spell = (bytes: Buffer): string => bytes.toString("base64").replace(/=+$/, "");
const view = (file: Uint8Array): Buffer => Buffer.from(file.buffer, file.byteOffset, file.length);

/** The header's numbers, or null where it is not one of our own kind. */
function headerOf(file: Buffer): { readonly packed: Buffer; readonly length: number } | null {
  if (file.toString("latin1", 0, VERSION.length) !== VERSION) return null;
  const parts: Buffer[] = [];
  let at = VERSION.length;
  for (; file.toString("latin1", at, at + STANZA.length) === STANZA; at += LINE) {
    const argument = at + STANZA.length;
    const body = argument + spelt(ENCAPSULATED) + 1;
    parts.push(Buffer.from(file.toString("latin1", argument, body - 1), "base64"));
    parts.push(Buffer.from(file.toString("latin1", body, body + spelt(SEALED)), "base64"));
  }
  const stanzas = parts.length / 2;
  if (stanzas === 0 || stanzas > 255) return null;
  parts.push(Buffer.from(file.toString("latin1", at + 4, at + END - 1), "base64"));
  return { packed: Buffer.concat([Buffer.of(PACKED, stanzas), ...parts]), length: at + END };
}

/** A file as it is stored. */
export function pack(file: Uint8Array): Uint8Array {
  const bytes = view(file);
  const header = headerOf(bytes);
  if (header !== null) {
    const packed = Buffer.concat([header.packed, bytes.subarray(header.length)]);
    if (bytes.equals(unpack(packed))) return packed;
  }
  return bytes[0] === FIRST ? bytes : Buffer.concat([Buffer.of(KEPT), bytes]);
}

/** The file that was packed, byte for byte; one that was stored before files were packed is as it was. */
export function unpack(stored: Uint8Array): Uint8Array {
  const bytes = view(stored);
  if (bytes[0] === KEPT) return bytes.subarray(1);
  if (bytes[0] !== PACKED) return bytes;
  let at = 2;
  const take = (length: number): Buffer => bytes.subarray(at, (at += length));
  let header = VERSION;
  for (let stanza = 0; stanza < (bytes[1] ?? 0); stanza++) {
    header += `${STANZA}${spell(take(ENCAPSULATED))}\n`;
    header += `${spell(take(SEALED))}\n`;
  }
  header += `--- ${spell(take(MAC))}\n`;
  return Buffer.concat([Buffer.from(header, "latin1"), bytes.subarray(at)]);
}
