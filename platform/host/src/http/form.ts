import { Refused } from "@niuniu/wire";

/** A form as an object: a field sent once is its value, one sent more often an array; a file is its bytes. */
export type FormFields = Readonly<Record<string, unknown>>;

/** More fields than any form of ours sends: every member ticked, and the few beside them. */
const MOST_FIELDS = 128;
/** The lines before the content of one part of a multipart form, in bytes. */
const LONGEST_HEAD = 2_048;
/** RFC 2046 §5.1.1: 1 to 70 characters, without the few that would need care in a header. */
const BOUNDARY = /;\s*boundary=(?:"([A-Za-z0-9'()+_,./:=?-]{1,70})"|([A-Za-z0-9'+_./-]{1,70}))\s*(?:;|$)/i;
const NAME = /;\s*name="([^"]*)"/i;
const IS_FILE = /;\s*filename\*?=/i;
const DELIMITER = "\r\n--";

const malformed = (): Refused => new Refused("host/malformed");

function text(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw malformed();
  }
}

/** Gathers the values of the names that the door knows; of others nothing is kept, but all are counted. */
function gather(known: ReadonlySet<string>) {
  const fields = new Map<string, unknown[]>();
  let count = 0;
  return {
    add: (name: string, value: () => unknown): void => {
      if (++count > MOST_FIELDS) throw malformed();
      if (!known.has(name)) return;
      const values = fields.get(name) ?? [];
      values.push(value());
      fields.set(name, values);
    },
    fields: (): FormFields =>
      Object.fromEntries([...fields].map(([name, values]) => [name, values.length === 1 ? values[0] : values])),
  };
}

const percents = (spelt: string): string => {
  try {
    return decodeURIComponent(spelt.replaceAll("+", " "));
  } catch {
    throw malformed();
  }
};

/** `application/x-www-form-urlencoded`: one field after another, so that too many end it before they are read. */
function readUrlencoded(bytes: Uint8Array, known: ReadonlySet<string>): FormFields {
  const { add, fields } = gather(known);
  const all = text(bytes);
  for (let at = 0; at < all.length;) {
    const next = all.indexOf("&", at);
    const end = next === -1 ? all.length : next;
    const field = all.slice(at, end);
    const equals = field.indexOf("=");
    const name = equals === -1 ? field : field.slice(0, equals);
    add(name, () => percents(equals === -1 ? "" : field.slice(equals + 1)));
    at = end + 1;
  }
  return fields();
}

/**
 * Where the next delimiter begins at or after `from`. Looks for its first four bytes only and then compares: no text can
 * begin like a delimiter within another one, so each byte is looked at twice at most, whatever boundary was chosen.
 */
function delimiterFrom(bytes: Buffer, boundary: Buffer, from: number): number {
  for (let at = bytes.indexOf(DELIMITER, from, "latin1"); at !== -1;) {
    const begins = at + DELIMITER.length;
    if (bytes.subarray(begins, begins + boundary.length).equals(boundary)) return at;
    at = bytes.indexOf(DELIMITER, at + 1, "latin1");
  }
  throw malformed();
}

/** `multipart/form-data` (RFC 7578), as browsers write it: no preamble, no nested parts. Contents are views of `sent`. */
function readMultipart(sent: Uint8Array, boundary: Buffer, known: ReadonlySet<string>): FormFields {
  const bytes = Buffer.from(sent.buffer, sent.byteOffset, sent.length);
  const { add, fields } = gather(known);
  const first = Buffer.concat([Buffer.from("--"), boundary]);
  if (!bytes.subarray(0, first.length).equals(first)) throw malformed();
  for (let at = first.length; ;) {
    const after = bytes.toString("latin1", at, at + 2);
    if (after === "--") return fields();
    const headEnd = after === "\r\n" ? bytes.subarray(at, at + LONGEST_HEAD).indexOf("\r\n\r\n", 0, "latin1") : -1;
    if (headEnd === -1) throw malformed();
    const begins = at + headEnd + 4;
    const end = delimiterFrom(bytes, boundary, begins);

    const content = bytes.subarray(begins, end);
    const head = bytes.toString("utf8", at, begins);
    const name = NAME.exec(head)?.[1];
    if (name === undefined) throw malformed();
    // Not a Buffer: it would compare and print differently.
    const file = new Uint8Array(content.buffer, content.byteOffset, content.length);
    add(name, () => (IS_FILE.test(head) ? file : text(file)));
    at = end + DELIMITER.length + boundary.length;
  }
}

/**
 * Reads a form in one pass. Only fields of `known` names are kept. More than 128 fields, a boundary no browser would choose,
 * or text that is not UTF-8 is host/malformed. What it costs grows with the bytes and with nothing else in them.
 */
export function readForm(bytes: Uint8Array, type: string, known: ReadonlySet<string>): FormFields {
  if (!/^\s*multipart\//i.test(type)) return readUrlencoded(bytes, known);
  const [, quoted, plain] = BOUNDARY.exec(type) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw malformed();
  return readMultipart(bytes, Buffer.from(boundary, "latin1"), known);
}
