import { sha256 as nobleSha256 } from "@noble/hashes/sha2.js";
import { NoteError } from "./note-error.ts";

// Both exist in every browser and in Node; the language library alone does not know them.
declare const TextEncoder: new () => { encode(text: string): Uint8Array<ArrayBuffer> };
declare const TextDecoder: new (
  label: string,
  options: { readonly fatal: boolean; readonly ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };

// Made once: to make one costs more than most texts take, and neither keeps anything from one text to the next.
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/** What is in no alphabet: its bit survives in whatever it is joined with. */
const NONE = 0x80;
const VALUES = new Uint8Array(128).fill(NONE);
for (let value = 0; value < 64; value++) VALUES[ALPHABET.charCodeAt(value)] = value;
const HEX = /^(?:[0-9a-f]{2})*$/;

/** The 32-byte SHA-256 of the bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return nobleSha256(bytes);
}

/** Lower-case hexadecimal, two characters a byte. */
export function toHex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}

/** The bytes of lower-case hexadecimal; anything else, capitals included, is NoteError "note/not-hex". */
export function fromHex(text: string): Uint8Array<ArrayBuffer> {
  if (!HEX.test(text)) throw new NoteError("note/not-hex");
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(text.slice(at * 2, at * 2 + 2), 16);
  return bytes;
}

/** Standard base64 with padding (RFC 4648 §4). */
export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += ALPHABET.charAt(group >> 18) + ALPHABET.charAt((group >> 12) & 63);
    text += left > 1 ? ALPHABET.charAt((group >> 6) & 63) : "=";
    text += left > 2 ? ALPHABET.charAt(group & 63) : "=";
  }
  return text;
}

/**
 * The bytes of standard padded base64. One value has one spelling: missing padding, white space, the URL alphabet
 * and stray bits at the end are NoteError "note/not-base64".
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  if (text.length % 4 !== 0) throw new NoteError("note/not-base64");
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  const valueAt = (index: number): number => VALUES[text.charCodeAt(index)] ?? NONE;
  let strange = 0;
  let group = 0;
  for (let index = 0, at = 0; index < text.length; index += 4, at += 3) {
    // Padding is left out of the last group; anywhere else "=" is in no alphabet.
    const short = index + 4 === text.length ? padding : 0;
    const third = short === 2 ? 0 : valueAt(index + 2);
    const fourth = short > 0 ? 0 : valueAt(index + 3);
    const first = valueAt(index);
    const second = valueAt(index + 1);
    strange |= first | second | third | fourth;
    group = (first << 18) | (second << 12) | (third << 6) | fourth;
    // Writing past the end does nothing: the last group may be short.
    bytes[at] = group >> 16;
    bytes[at + 1] = group >> 8;
    bytes[at + 2] = group;
  }
  if ((strange & NONE) !== 0) throw new NoteError("note/not-base64");
  const stray = padding === 2 ? group & 0xffff : padding === 1 ? group & 0xff : 0;
  if (stray !== 0) throw new NoteError("note/not-base64");
  return bytes;
}

/** Whether every character is a digit of base64, without padding: many times as cheap as to decode them. */
export function isBase64Digits(text: string): boolean {
  let strange = 0;
  for (let index = 0; index < text.length; index++) strange |= VALUES[text.charCodeAt(index)] ?? NONE;
  return (strange & NONE) === 0;
}

/**
 * The UTF-8 bytes of a text. A text with half a surrogate pair is NoteError "note/not-utf8": the platform would
 * quietly replace it, and two different texts would share one signature.
 */
export function toUtf8(text: string): Uint8Array<ArrayBuffer> {
  if (!text.isWellFormed()) throw new NoteError("note/not-utf8");
  return encoder.encode(text);
}

/** The text of UTF-8 bytes, a byte order mark kept as it is; malformed bytes are NoteError "note/not-utf8". */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new NoteError("note/not-utf8", undefined, { cause });
  }
}

/** One array holding all the parts in order. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** True if both hold the same bytes. How long it takes tells nothing but the lengths. */
export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (const [at, byte] of a.entries()) difference |= byte ^ (b[at] ?? 0);
  return difference === 0;
}
