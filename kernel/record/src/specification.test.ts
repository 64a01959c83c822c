import { Buffer } from "node:buffer";
import { createHash, createPublicKey, verify } from "node:crypto";
import { describe, expect, test } from "vitest";
import vectors from "../../../spec/vectors/record.json" with { type: "json" };
import { writeCheckpoint } from "./checkpoint.ts";
import { cosign } from "./cosignature.ts";
import { readLeaf, writeLeaf } from "./leaf.ts";
import { writePromise } from "./promise.ts";
import { publicCommitment, readPublic, writePublic } from "./public-entry.ts";
import { DAY_DEPTH, dayOfSlot, plant, SLOT_DEPTH, slotOf } from "./slot.ts";
import { readAddCheckpoint, writeAddCheckpoint } from "./tlog-proof.ts";

// Everything in this file is computed from the text of spec/record.md with Node's own functions, the slow and plain way.
const sha256 = (...parts: readonly (Uint8Array | string)[]) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const unhex = (hex: string) => Buffer.from(hex, "hex");
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const u64 = (value: number) => Buffer.from(value.toString(16).padStart(16, "0"), "hex");
const u32 = (value: number) => Buffer.from(value.toString(16).padStart(8, "0"), "hex");
const TAG = (byte: number) => Buffer.of(byte);

/** RFC 6962 §2.1, word for word. */
function treeHash(entries: readonly Uint8Array[]): Buffer {
  const [only] = entries;
  if (only === undefined) return sha256();
  if (entries.length === 1) return sha256(TAG(0), only);
  let k = 1;
  while (k * 2 < entries.length) k *= 2;
  return sha256(TAG(1), treeHash(entries.slice(0, k)), treeHash(entries.slice(k)));
}

type Planted = readonly { readonly commitment: string; readonly position: number }[];

/** record.md §4: what stands at an index of a height, all of it made anew each time. */
function node(height: number, index: number, planted: Planted, secret: Buffer): Buffer {
  const inside = planted.filter(({ position }) => Math.floor(position / 2 ** height) === index);
  if (inside.length === 0) return sha256(TAG(2), secret, TAG(height), u32(index));
  if (height === 0) return sha256(TAG(0), unhex(inside[0]?.commitment ?? ""));
  const half = (side: number) => node(height - 1, index * 2 + side, inside, secret);
  return sha256(TAG(1), half(0), half(1));
}

function paths(depth: number, position: number, planted: Planted, secret: Buffer): Buffer[] {
  return Array.from({ length: depth }, (_, height) =>
    node(height, Math.floor(position / 2 ** height) ^ 1, planted, secret),
  );
}

const [name = ""] = vectors.log.split("+");
const keyOf = (vkey: string) => Buffer.from(vkey.split("+").slice(2).join("+"), "base64").subarray(1);
const isGood = (vkey: string, message: string, signature: Uint8Array) => {
  const der = Buffer.concat([unhex("302a300506032b6570032100"), keyOf(vkey.split(" ")[0] ?? "")]);
  return verify(null, Buffer.from(message), createPublicKey({ key: der, format: "der", type: "spki" }), signature);
};
const lineBytes = (line: string) => Buffer.from(line.trimEnd().split(" ").at(-1) ?? "", "base64");
const seedOf = (who: keyof typeof vectors.seeds) => new Uint8Array(unhex(vectors.seeds[who]));
const [report] = vectors.slots[0]!.planted;

describe("the specification, followed by hand, gives the same", () => {
  test("roots of slots and of the day", () => {
    for (const { secret, planted, root } of vectors.slots) {
      expect(hex(node(SLOT_DEPTH, 0, planted, unhex(secret)))).toBe(root);
      expect(hex(plant(SLOT_DEPTH, planted.map(bytesOf), unhex(secret)).root)).toBe(root);
    }
    const { secret, planted, root } = vectors.day;
    expect(hex(node(DAY_DEPTH, 0, planted, unhex(secret)))).toBe(root);
    expect(hex(plant(DAY_DEPTH, planted.map(bytesOf), unhex(secret)).root)).toBe(root);
  });

  test("public texts and their commitments", () => {
    for (const { kind, date, body, salt, text, commitment } of vectors.texts) {
      expect(text).toBe(`{"niuniu":"public v1","kind":"${kind}","date":"${date}","body":${JSON.stringify(body)}}\n`);
      expect(hex(sha256(unhex(salt), text))).toBe(commitment);
      expect(hex(publicCommitment(unhex(salt), text))).toBe(commitment);
      expect(readPublic(text)).toEqual({ kind, date, body });
      expect(writePublic(readPublic(text))).toBe(text);
    }
  });

  test("entries of the log, and its root at every size", () => {
    const [policy, figures, tombstone] = vectors.texts.map(({ commitment }) => hex(TAG(2)) + commitment);
    const slots = vectors.slots.map(({ slot, root }) => hex(Buffer.concat([TAG(1), u64(slot)])) + root);
    const day = hex(Buffer.concat([TAG(3), u32(vectors.day.day)])) + vectors.day.root;
    expect(vectors.entries).toEqual([policy, slots[0], figures, slots[1], slots[2], tombstone, day]);
    for (const entry of vectors.entries) expect(hex(writeLeaf(readLeaf(unhex(entry))))).toBe(entry);
    const roots = vectors.roots.map((_, size) => hex(treeHash(vectors.entries.slice(0, size).map(unhex))));
    expect(roots).toEqual(vectors.roots);
  });

  test("the checkpoint, signed by the log", () => {
    const root = unhex(vectors.roots[7] ?? "");
    const text = `${name}\n7\n${root.toString("base64")}\n`;
    expect(writeCheckpoint({ origin: name, size: 7, root, extensions: [] })).toBe(text);
    expect(vectors.checkpoint.startsWith(`${text}\n— ${name} `)).toBe(true);
    const bytes = lineBytes(vectors.checkpoint);
    expect(hex(bytes.subarray(0, 4))).toBe(hex(sha256(`${name}\n`, TAG(1), keyOf(vectors.log)).subarray(0, 4)));
    expect(isGood(vectors.log, text, bytes.subarray(4))).toBe(true);
  });

  test("the witnesses' lines", () => {
    const [text] = vectors.checkpoint.split("\n\n");
    for (const [at, line] of vectors.cosignatures.entries()) {
      const [vkey = ""] = (vectors.witnesses[at] ?? "").split(" ");
      const [who = ""] = vkey.split("+");
      const bytes = lineBytes(line);
      const time = Number(bytes.readBigUInt64BE(4));
      expect(hex(bytes.subarray(0, 4))).toBe(hex(sha256(`${who}\n`, TAG(4), keyOf(vkey)).subarray(0, 4)));
      expect(isGood(vkey, `cosignature/v1\ntime ${time}\n${text ?? ""}\n`, bytes.subarray(12))).toBe(true);
      const seed = seedOf(who as keyof typeof vectors.seeds);
      expect(cosign(vectors.checkpoint, { name: who, seed }, time)).toBe(line);
    }
  });

  test("the promise", () => {
    const { slot } = vectors.slots[0]!;
    const commitment = unhex(report?.commitment ?? "");
    const text = `niuniu promise v1\n${name}\n${slot}\n${commitment.toString("base64")}\n`;
    expect(vectors.promise.startsWith(`${text}\n— ${name} `)).toBe(true);
    expect(isGood(vectors.log, text, lineBytes(vectors.promise).subarray(4))).toBe(true);
    expect(writePromise({ origin: name, slot, commitment }, { name, seed: seedOf("log") })).toBe(vectors.promise);
  });

  test("the proofs, by slot, by day and by salt", () => {
    const entries = vectors.entries.map(unhex);
    const [h, pair] = [
      (at: number) => treeHash([entries[at]!]),
      (a: number, b: number) => treeHash(entries.slice(a, b)),
    ];
    const { slot, planted, secret } = vectors.slots[0]!;
    const bySlot = [TAG(1), u64(slot), Buffer.of(4711 >> 8, 4711 & 255), ...paths(16, 4711, planted, unhex(secret))];
    const { day } = vectors;
    const byDay = [TAG(3), u32(day.day), u32(9_000_000), ...paths(24, 9_000_000, day.planted, unhex(day.secret))];
    const bySalt = [TAG(2), unhex(vectors.texts[0]!.salt)];
    const written = (extra: readonly Buffer[], index: number, hashes: readonly Buffer[]) =>
      `c2sp.org/tlog-proof@v1\nextra ${Buffer.concat(extra).toString("base64")}\nindex ${index}\n` +
      `${hashes.map((hash) => `${hash.toString("base64")}\n`).join("")}\n${vectors.checkpoint}${vectors.cosignatures.join("")}`;
    expect(vectors.proofs.events[0]?.proof).toBe(written(bySlot, 1, [h(0), pair(2, 4), pair(4, 7)]));
    expect(vectors.proofs.events[3]?.proof).toBe(written(byDay, 6, [pair(4, 6), pair(0, 4)]));
    expect(vectors.proofs.texts[0]?.proof).toBe(written(bySalt, 0, [h(1), pair(2, 4), pair(4, 7)]));
    expect(vectors.proofs.leaves[0]?.proof).toBe(written([TAG(0), entries[3]!], 3, [h(2), pair(0, 2), pair(4, 7)]));
  });

  test("what is sent to a witness", () => {
    const entries = vectors.entries.map(unhex);
    const hashes = [
      [2, 3],
      [3, 4],
      [0, 2],
      [4, 7],
    ].map(([from, to]) => treeHash(entries.slice(from, to)));
    const body = `old 3\n${hashes.map((hash) => `${hash.toString("base64")}\n`).join("")}\n${vectors.checkpoint}`;
    expect(vectors.addCheckpoint).toBe(body);
    expect(readAddCheckpoint(body)).toEqual({
      old: 3,
      hashes: hashes.map((hash) => new Uint8Array(hash)),
      checkpoint: vectors.checkpoint,
    });
    expect(writeAddCheckpoint(readAddCheckpoint(body))).toBe(body);
  });

  test("slots and days from instants", () => {
    const instant = Date.UTC(2026, 10, 22, 1, 13, 20);
    expect(slotOf(instant)).toBe(vectors.slots[0]?.slot);
    expect(slotOf(instant - 1)).toBe((vectors.slots[0]?.slot ?? 0) - 1);
    expect(dayOfSlot(slotOf(instant))).toBe(vectors.day.day);
    expect(new Date(vectors.day.day * 86_400_000).toISOString().slice(0, 10)).toBe("2026-11-22");
    expect(dayOfSlot(slotOf(Date.UTC(2026, 10, 23) - 1))).toBe(vectors.day.day);
    expect(dayOfSlot(slotOf(Date.UTC(2026, 10, 23)))).toBe(vectors.day.day + 1);
  });
});

function bytesOf({ commitment, position }: Planted[number]) {
  return { commitment: new Uint8Array(unhex(commitment)), position };
}
