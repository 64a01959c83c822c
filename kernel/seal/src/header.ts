import { concatBytes, fromBase64, fromUtf8, isBase64Digits } from "@niuniu/note";
import { HYBRID, INTRO, MOST_RECIPIENTS, NONCE_LENGTH } from "./age.ts";
import { SealError } from "./error.ts";

/** Bytes on a full line of a recipient's body; a shorter line ends it (C2SP age, "Recipient stanza"). */
const LINE = 48;
/** A hybrid recipient's body is one short line; no recipient in use needs more than a few. Keeps a hostile header cheap. */
const MOST_LINES = 64;

/** One recipient's part of an age header, as written: nothing about it has been checked but its spelling. */
interface Stanza {
  readonly args: readonly string[];
  readonly body: Uint8Array;
}

/** The file's key as sealed to one hybrid recipient: 1,120 encapsulated bytes and 32 sealed ones. */
interface Sealed {
  readonly share: () => Uint8Array;
  readonly body: Uint8Array;
}

/** A header as written. `signed` is what its MAC is over, `rest` the payload's nonce (16 bytes) and the payload. */
export interface Header {
  readonly stanzas: readonly Stanza[];
  readonly signed: Uint8Array;
  readonly mac: Uint8Array;
  readonly rest: Uint8Array;
}

/**
 * The kinds of all stanzas of a binary age file, in order, read strictly and without any key (C2SP age, "Header").
 * It says how the header is spelt, not that anyone can open it. Throws "seal/malformed".
 */
export function stanzas(file: Uint8Array): string[] {
  return readHeader(file).stanzas.map(({ args }) => args[0] ?? "");
}

/**
 * Refuses a file that is not sealed to hybrid recipients alone ("seal/mixed-recipients"), to fewer than `min` or more
 * than `max` of them ("seal/recipient-count"), or that no age would read ("seal/malformed") (seal.md §5). Needs no key.
 */
export function assertHybrid(file: Uint8Array, min: number, max: number): void {
  readHybrid(file, min, max);
}

/** The header of a file that {@link assertHybrid} lets pass; throws as it does. */
export function readHybrid(
  file: Uint8Array,
  min: number,
  max: number,
): Header & { readonly sealed: readonly Sealed[] } {
  const header = readHeader(file);
  const found = header.stanzas;
  if (found.some(({ args }) => args[0] !== HYBRID)) {
    throw new SealError("seal/mixed-recipients", "a recipient of this file is not a hybrid one");
  }
  const sealed = found.map(({ args, body }) => {
    const share = args[1] ?? "";
    if (args.length !== 2 || lengthOf(share) !== 1120 || body.length !== 32) {
      throw malformed("a hybrid recipient is not spelt as one");
    }
    return { share: () => decoded(share), body };
  });
  if (found.length < min || found.length > max) {
    throw new SealError("seal/recipient-count", `the file has ${found.length} recipients`);
  }
  return { ...header, sealed };
}

/** The header of a binary age file, read strictly. Throws "seal/malformed". */
export function readHeader(file: Uint8Array): Header {
  const lines = linesOf(file);
  if (lines.next() !== INTRO) throw malformed("it is not an age file");
  const found: Stanza[] = [];
  for (;;) {
    const before = lines.at();
    const line = lines.next();
    if (line.startsWith("--- ")) {
      const mac = decoded(line.slice(4));
      const rest = file.subarray(lines.at());
      if (mac.length !== 32) throw malformed("the header's end is not spelt as one");
      if (found.length === 0) throw malformed("it has no recipient");
      if (rest.length < NONCE_LENGTH) throw malformed("its content is cut short");
      return { stanzas: found, signed: file.subarray(0, before + 3), mac, rest };
    }
    if (found.length === MOST_RECIPIENTS) throw malformed("it has more than 64 recipients");
    found.push(readStanza(line, lines.next));
  }
}

function readStanza(line: string, next: () => string): Stanza {
  const [arrow, ...args] = line.split(" ");
  if (arrow !== "->" || args.length === 0 || args.includes("")) throw malformed("a recipient is not spelt as one");
  const body: Uint8Array[] = [];
  for (;;) {
    if (body.length === MOST_LINES) throw malformed("a recipient has too many lines");
    const part = decoded(next());
    if (part.length > LINE) throw malformed("a recipient's line is too long");
    body.push(part);
    if (part.length < LINE) break;
  }
  return { args, body: concatBytes(...body) };
}

/** The bytes of base64 without padding, of which every value has exactly one spelling. */
function decoded(text: string): Uint8Array {
  if (text.includes("=")) throw malformed("its base64 has padding");
  try {
    return fromBase64(text + "=".repeat(-text.length & 3));
  } catch (cause) {
    throw malformed("its base64 is not canonical", cause);
  }
}

/** How many bytes a text of that one spelling stands for: to look at it is many times as cheap as to decode it. */
function lengthOf(text: string): number {
  if (!isBase64Digits(text)) throw malformed("its base64 is not canonical");
  return 3 * (text.length >> 2) + decoded(text.slice(text.length & ~3)).length;
}

/** The platform's own decoder and one pattern: a server reads the headers of hundreds of reports a second. */
function ascii(bytes: Uint8Array): string {
  try {
    const text = fromUtf8(bytes);
    if (/^[ -~]*$/.test(text)) return text;
  } catch {
    // Refused below, as everything else is that is not ASCII.
  }
  throw malformed("its header has a character that is not plain ASCII");
}

/** The header's lines, one at a time, and where the next one begins. */
function linesOf(bytes: Uint8Array) {
  let at = 0;
  const next = (): string => {
    // A hybrid recipient's first line has 1,512 characters; nothing in a header is nearly as long as 4,096.
    const window = bytes.subarray(at, at + 4096);
    const end = window.indexOf(10);
    if (end === -1) throw malformed("a line of its header does not end");
    at += end + 1;
    return ascii(window.subarray(0, end));
  };
  return { next, at: () => at };
}

function malformed(why: string, cause?: unknown): SealError {
  return new SealError("seal/malformed", `this is not a sealed file we accept: ${why}`, { cause });
}
