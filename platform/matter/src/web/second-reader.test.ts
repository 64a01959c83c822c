import { smallLog } from "@niuniu/trust/testing";
import { createHash, createPublicKey, verify } from "node:crypto";
import { describe, expect, test } from "vitest";
import { writeSaved } from "./saved.ts";

// What somebody writes who has spec/record.md and spec/note.md and nothing of ours: Node's own functions, and the numbers of
// the paragraphs. The files it reads are made by the code that makes them for reporters.

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const base64 = (text: string): Buffer => Buffer.from(text, "base64");
const TAG = (byte: number): Buffer => Buffer.of(byte);

/** note.md §1: name, key id, key of a vkey. */
function vkey(text: string): { readonly name: string; readonly id: Buffer; readonly key: Buffer } {
  const [name = "", id = "", ...rest] = text.split("+");
  const bytes = base64(rest.join("+"));
  const made = sha256(Buffer.from(`${name}\n`), bytes).subarray(0, 4);
  if (bytes.length !== 33 || bytes[0] !== 1 || made.toString("hex") !== id) throw new Error("vkey");
  return { name, id: made, key: bytes.subarray(1) };
}

/** note.md §1: the text of a note that this key signed. */
function signedText(note: string, by: string): string {
  const { name, id, key } = vkey(by);
  const cut = note.lastIndexOf("\n\n");
  const text = note.slice(0, cut + 1);
  const spki = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), key]);
  const good = note
    .slice(cut + 2)
    .split("\n")
    .some((line) => {
      const [dash, who, bytes = ""] = line.split(" ");
      const signature = base64(bytes);
      if (dash !== "—" || who !== name || !signature.subarray(0, 4).equals(id)) return false;
      const opened = createPublicKey({ key: spki, format: "der", type: "spki" });
      return verify(null, Buffer.from(text), opened, signature.subarray(4));
    });
  if (!good) throw new Error("signature");
  return text;
}

/** record.md §3.1 */
function checkpoint(note: string, by: string): { readonly size: number; readonly root: Buffer } {
  const [origin, size = "", root = ""] = signedText(note, by).split("\n");
  if (origin !== vkey(by).name) throw new Error("origin");
  return { size: Number(size), root: base64(root) };
}

/** RFC 9162 §2.1.3.2, as record.md §1.2 asks for it. */
function included(leaf: Buffer, index: number, size: number, proof: readonly Buffer[]): Buffer {
  let [fn, sn, hash] = [index, size - 1, leaf];
  for (const other of proof) {
    if (sn === 0) throw new Error("too long");
    if (fn % 2 === 1 || fn === sn) {
      hash = sha256(TAG(1), other, hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
    } else hash = sha256(TAG(1), hash, other);
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  if (sn !== 0) throw new Error("too short");
  return hash;
}

/** record.md §6.1: what the two openings of a commitment hold. */
const OPENINGS = { 1: { wide: 8, depth: 16, place: 2 }, 3: { wide: 4, depth: 24, place: 4 } } as const;

/** record.md §6.2.3: the entry as it follows from the commitment, and the number of its slot or day. */
function entryFrom(
  opening: Buffer,
  commitment: Buffer,
): { readonly entry: Buffer; readonly kind: 1 | 3; when: number } {
  const kind = opening[0];
  if (kind !== 1 && kind !== 3) throw new Error("opening");
  const { wide, depth, place } = OPENINGS[kind];
  const number = opening.subarray(1, 1 + wide);
  const position = Number(`0x${opening.subarray(1 + wide, 1 + wide + place).toString("hex")}`);
  let root = sha256(TAG(0), commitment);
  for (let height = 0; height < depth; height++) {
    const from = 1 + wide + place + 32 * height;
    const other = opening.subarray(from, from + 32);
    root = ((position >> height) & 1) === 1 ? sha256(TAG(1), other, root) : sha256(TAG(1), root, other);
  }
  return { entry: Buffer.concat([TAG(kind), number, root]), kind, when: Number(`0x${number.toString("hex")}`) };
}

/** record.md §6: when the commitment entered, by its slot or by its day. */
function entered(proof: string, commitment: Buffer, by: string): { readonly slot?: number; readonly day?: number } {
  const cut = proof.indexOf("\n\n");
  const [title, extra = "", index = "", ...hashes] = proof.slice(0, cut).split("\n");
  if (title !== "c2sp.org/tlog-proof@v1") throw new Error("title");
  const { entry, kind, when } = entryFrom(base64(extra.split(" ")[1] ?? ""), commitment);
  const at = checkpoint(proof.slice(cut + 2), by);
  const found = included(sha256(TAG(0), entry), Number(index.split(" ")[1]), at.size, hashes.map(base64));
  if (!found.equals(at.root)) throw new Error("root");
  return kind === 1 ? { slot: when } : { day: when };
}

interface Line {
  readonly entries: readonly { readonly text: string; readonly salt: string }[];
  readonly promise: string;
  readonly proof: string | null;
  readonly log: string;
  readonly checkpoint: string;
}

/** record.md §12.2: the slot that was promised for the commitment; null where there is no promise. */
function promisedSlot({ promise, log }: Line, commitment: Buffer): number | null {
  if (promise === "") return null;
  const [title, origin, slot, promised = ""] = signedText(promise, log).split("\n");
  if (title !== "niuniu promise v1" || origin !== vkey(log).name) throw new Error("promise");
  if (!base64(promised).equals(commitment)) throw new Error("another commitment");
  return Number(slot);
}

/** record.md §12, point by point: until when the report was to be sealed (s since 1970), and whether it was. */
function readReceiptFile(file: string): { readonly promised: number | null; readonly proven: boolean } {
  const text = file.split("\n").findLast((one) => one.startsWith('{"niuniu":"receipt v1",'));
  const line = JSON.parse(text ?? "") as Line;
  const head = line.entries.reduce<Buffer>(
    (before, { text: event, salt }) => sha256(base64(salt), Buffer.from(event), before),
    Buffer.alloc(32),
  );
  const slot = promisedSlot(line, head);
  const when = line.proof === null ? null : entered(line.proof, head, line.log);
  const fits = slot === null || when === null || when.slot === slot || when.day === Math.floor(slot / 8640);
  if (!fits) throw new Error("another time");
  checkpoint(line.checkpoint, line.log);
  return { promised: slot === null ? null : (slot + 1) * 10, proven: when !== null };
}

describe("a receipt file, by somebody who has the specification alone", () => {
  const NOON = Date.parse("2026-11-23T12:00:00.000Z");
  const salt = (byte: number): string => Buffer.alloc(32, byte).toString("base64");
  const entries = [
    { text: '{"niuniu":"act v1"}\n\n— reporter AAAA\n', salt: salt(1) },
    { text: '{"niuniu":"event v1","kind":"taken"}\n', salt: salt(2) },
  ];
  const about = "0KQ8-Z2XW-…\n\nThis is your receipt.\n";

  async function files() {
    const log = await smallLog();
    await log.seal(NOON - 20_000);
    const bySlot = await log.seal(NOON, entries);
    const more = await log.seal(NOON + 10_000);
    const byDay = await log.sealDay(NOON, entries);
    await log.seal(NOON + 20_000);
    expect(more.index).toBe(2);
    const common = { case: "QGZ3", entries, log: log.log.vkey, checkpoint: log.checkpoint() };
    const promise = log.promise(NOON, entries);
    const write = (given: { readonly promise: string; readonly proof: string | null }): string =>
      about + writeSaved({ ...common, ...given });
    return {
      promised: write({ promise, proof: null }),
      slot: write({ promise, proof: await bySlot.prove() }),
      day: write({ promise, proof: await byDay.prove() }),
      again: write({ promise: "", proof: await bySlot.prove() }),
    };
  }

  test("shows that a report was promised, and that it stands in the record", async () => {
    const { promised, slot, day, again } = await files();
    const until = NOON / 1_000 + 10;
    expect(readReceiptFile(promised)).toEqual({ promised: until, proven: false });
    expect(readReceiptFile(slot)).toEqual({ promised: until, proven: true });
    expect(readReceiptFile(day)).toEqual({ promised: until, proven: true });
    expect(readReceiptFile(again)).toEqual({ promised: null, proven: true });
  });

  test("shows nothing once a letter in it was changed", async () => {
    const { slot } = await files();
    for (const [from, to] of [
      ["taken", "Taken"],
      [salt(2), salt(3)],
      ["niuniu promise v1\\n", "niuniu promise v2\\n"],
      ["index 1", "index 2"],
    ] as const) {
      expect(slot).toContain(from);
      expect(() => readReceiptFile(slot.replace(from, to)), from).toThrow();
    }
  });
});
