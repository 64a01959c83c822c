import { base64nopad } from "@scure/base";
import { SealError } from "./error.ts";

/** One recipient's part of an age header, as written: nothing about it has been checked but its spelling. */
interface Stanza {
  readonly args: readonly string[];
  readonly body: Uint8Array;
}

/** The kind of stanza this software writes; every other kind is refused. */
const HYBRID = "mlkem768x25519";

/** More recipients than any case has readers; a longer header is refused before it is parsed to its end. */
export const MOST_RECIPIENTS = 64;

const NONCE_LENGTH = 16;

/**
 * The kinds of all stanzas of a binary age file, in order, read strictly and without any key (C2SP age, "Header").
 * It says how the header is spelt, not that anyone can open it. Throws "seal/malformed".
 */
export function stanzas(file: Uint8Array): string[] {
  return readHeader(file).map(({ args }) => args[0] ?? "");
}

/**
 * Refuses a file that is not sealed to hybrid recipients alone ("seal/mixed-recipients"), to fewer than `min` or more
 * than `max` of them ("seal/recipient-count"), or that no age would read ("seal/malformed") (seal.md §5). Needs no key.
 */
export function assertHybrid(file: Uint8Array, min: number, max: number): void {
  const found = readHeader(file);
  if (found.some(({ args }) => args[0] !== HYBRID)) {
    throw new SealError("seal/mixed-recipients", "a recipient of this file is not a hybrid one");
  }
  for (const { args, body } of found) {
    if (args.length !== 2 || decoded(args[1] ?? "").length !== 1120 || body.length !== 32) {
      throw malformed("a hybrid recipient is not spelt as one");
    }
  }
  if (found.length < min || found.length > max) {
    throw new SealError("seal/recipient-count", `the file has ${found.length} recipients`);
  }
}

/** The stanzas of a binary age file, read strictly. Throws "seal/malformed". */
export function readHeader(file: Uint8Array): Stanza[] {
  const lines = new Lines(file);
  if (lines.next() !== "age-encryption.org/v1") throw malformed("it is not an age file");
  const found: Stanza[] = [];
  for (;;) {
    const line = lines.next();
    if (line.startsWith("--- ")) {
      if (decoded(line.slice(4)).length !== 32) throw malformed("the header's end is not spelt as one");
      break;
    }
    if (found.length === MOST_RECIPIENTS) throw malformed("it has more than 64 recipients");
    found.push(readStanza(line, lines));
  }
  if (found.length === 0) throw malformed("it has no recipient");
  if (lines.left() < NONCE_LENGTH) throw malformed("its content is cut short");
  return found;
}

function readStanza(line: string, lines: Lines): Stanza {
  const [arrow, ...args] = line.split(" ");
  if (arrow !== "->" || args.length === 0 || args.includes("")) throw malformed("a recipient is not spelt as one");
  const body: Uint8Array[] = [];
  for (;;) {
    const part = decoded(lines.next());
    if (part.length > 48) throw malformed("a recipient's line is too long");
    body.push(part);
    if (part.length < 48) break;
  }
  return { args, body: Uint8Array.from(body.flatMap((part) => [...part])) };
}

/** Unpadded base64 with exactly one spelling for each value. */
function decoded(text: string): Uint8Array {
  try {
    return base64nopad.decode(text);
  } catch (cause) {
    throw malformed("its base64 is not canonical", cause);
  }
}

/** The header's lines, one at a time. */
class Lines {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  next(): string {
    // A hybrid recipient's first line has 1,512 characters; nothing in a header is nearly as long as 4,096.
    const window = this.#bytes.subarray(this.#at, this.#at + 4096);
    const end = window.indexOf(10);
    if (end === -1) throw malformed("a line of its header does not end");
    const line = window.subarray(0, end);
    if (line.some((byte) => byte < 32 || byte > 126))
      throw malformed("its header has a character that is not plain ASCII");
    this.#at += end + 1;
    return String.fromCharCode(...line);
  }

  left(): number {
    return this.#bytes.length - this.#at;
  }
}

function malformed(why: string, cause?: unknown): SealError {
  return new SealError("seal/malformed", `this is not a sealed file we accept: ${why}`, { cause });
}
