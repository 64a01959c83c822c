import { createReadStream } from "node:fs";
import { join } from "node:path";
import { fromBase64, type Verifier } from "@niuniu/note";
import { openCheckpoint, RecordError, type Checkpoint } from "@niuniu/record";
import { readBundle, rootOf, TILE, tilePath, type TileReader } from "@niuniu/record/log";
import { z } from "zod";
import { sha256 } from "../digest.ts";
import { verify } from "../ed25519.ts";
import type { KeptText } from "../record/recovery.ts";
import { ArchiveTrouble } from "./trouble.ts";

/** A copy of our record that somebody kept: its checkpoint is signed by us, everything else is still to be checked. */
export interface Mirror {
  readonly note: string;
  readonly checkpoint: Checkpoint;
  readonly reader: TileReader;
  /** The entries from an index on, in their order. */
  readonly entries: (from: number) => AsyncIterable<Uint8Array>;
  /** The public texts from an index on. */
  readonly texts: (from: number) => Promise<ReadonlyMap<number, KeptText>>;
}

type Get = (path: string) => Promise<Uint8Array>;

/** An answer may take this long (ms), and have this many bytes. */
const PATIENCE = 30_000;
const LARGEST = 64 * 1024 * 1024;

/** All bytes, as long as they are not more than any honest answer has: what comes after that is never read. */
async function readBounded(parts: AsyncIterable<Uint8Array>, path: string, largest: number): Promise<Uint8Array> {
  const read: Uint8Array[] = [];
  let length = 0;
  for await (const part of parts) {
    length += part.length;
    if (length > largest) throw new Error(`${path} is too large`);
    read.push(part);
  }
  return new Uint8Array(Buffer.concat(read));
}

/** Reads what stands at the paths of a served record, from a folder that holds them as files or over the network. */
function source(mirror: string, largest: number): Get {
  const unreadable = (cause: unknown): ArchiveTrouble =>
    new ArchiveTrouble("archive/no-mirror", { mirror, why: (cause as Error).message }, { cause });
  if (!/^https?:\/\//.test(mirror)) {
    return (path) =>
      readBounded(createReadStream(join(mirror, path)), path, largest).catch((cause: unknown) => {
        throw unreadable(cause);
      });
  }
  const base = mirror.replace(/\/$/, "");
  return async (path) => {
    try {
      const answer = await fetch(`${base}/${path}`, { signal: AbortSignal.timeout(PATIENCE), redirect: "error" });
      if (!answer.ok) throw new Error(`HTTP ${answer.status} for ${path}`);
      return await readBounded((answer.body ?? []) as AsyncIterable<Uint8Array>, path, largest);
    } catch (cause) {
      throw unreadable(cause);
    }
  };
}

const page = z.object({
  entries: z.array(
    z.object({
      index: z.number().int().nonnegative(),
      salt: z.string(),
      text: z.string().nullable(),
      tombstone: z.string().nullable(),
    }),
  ),
  more: z.boolean(),
});

/** All pages, at the places where every reader asks for them: each begins behind the last entry of the one before. */
async function readTexts(get: Get, from: number, size: number): Promise<ReadonlyMap<number, KeptText>> {
  const found = new Map<number, KeptText>();
  for (let after = -1; ;) {
    const { entries, more } = page.parse(
      JSON.parse(Buffer.from(await get(`record/entries/${after}`)).toString("utf8")),
    );
    for (const { index, salt, text, tombstone } of entries) {
      if (index >= from && index < size) found.set(index, { salt: fromBase64(salt), text, tombstone });
    }
    const last = entries.at(-1)?.index ?? after;
    if (!more || last <= after) return found;
    after = last;
  }
}

/**
 * Opens a mirror, a folder or an address; no file or answer of it may have more bytes than `largest`. archive/no-mirror,
 * archive/mirror-other-log, archive/mirror-unsound.
 */
export async function openMirror(mirror: string, log: Verifier, largest = LARGEST): Promise<Mirror> {
  const get = source(mirror, largest);
  const note = Buffer.from(await get("record/checkpoint")).toString("utf8");
  let checkpoint: Checkpoint;
  try {
    checkpoint = openCheckpoint(note, log, verify);
  } catch (cause) {
    if (!(cause instanceof RecordError)) throw cause;
    throw new ArchiveTrouble("archive/mirror-other-log", { mirror }, { cause });
  }
  const { size } = checkpoint;
  // A mirror keeps each tile at its last width only.
  const reader: TileReader = async (level, n, width) => {
    const all = Math.min(TILE, Math.floor(size / TILE ** level) - n * TILE);
    const bytes = await get(`record/${tilePath({ level, n, width: all })}`);
    return new Uint8Array(bytes.subarray(0, width * 32));
  };
  const entries = async function* (from: number): AsyncGenerator<Uint8Array> {
    for (let n = Math.floor(from / TILE); n * TILE < size; n++) {
      const width = Math.min(TILE, size - n * TILE);
      const bundle = readBundle(await get(`record/${tilePath({ level: "entries", n, width })}`));
      yield* bundle.slice(Math.max(0, from - n * TILE)).map((entry) => entry.slice());
    }
  };
  const texts = (from: number): Promise<ReadonlyMap<number, KeptText>> =>
    readTexts(get, from, size).catch((cause: unknown) => {
      if (cause instanceof ArchiveTrouble) throw cause;
      throw new ArchiveTrouble("archive/mirror-unsound", { mirror, why: "record/entries" }, { cause });
    });
  return { note, checkpoint, reader, entries, texts };
}

/** How many entries two logs have in common, from the first one on. */
export async function inCommon(
  ours: { readonly reader: TileReader; readonly size: number },
  { reader, checkpoint }: Mirror,
): Promise<number> {
  const same = async (size: number): Promise<boolean> => {
    const [a, b] = await Promise.all([rootOf(ours.reader, size, sha256), rootOf(reader, size, sha256)]);
    return Buffer.compare(a, b) === 0;
  };
  let [known, beyond] = [0, Math.min(ours.size, checkpoint.size) + 1];
  if (await same(beyond - 1)) return beyond - 1;
  while (beyond - known > 1) {
    const middle = Math.floor((known + beyond) / 2);
    if (await same(middle)) known = middle;
    else beyond = middle;
  }
  return known;
}
