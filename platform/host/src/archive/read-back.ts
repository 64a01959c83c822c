import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { formatOf } from "./rows.ts";
import type { Manifest } from "./manifest.ts";
import { ArchiveTrouble } from "./trouble.ts";

/** Bytes read at once. */
const CHUNK = 1_048_576;

/** Length and SHA-256 of what passes through. */
export class Sum {
  readonly #hash = createHash("sha256");
  bytes = 0;

  /** A stage of a pipeline that changes nothing. */
  readonly through = async function* (this: Sum, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      this.add(chunk);
      yield chunk;
    }
  }.bind(this);

  add(chunk: Uint8Array): void {
    this.#hash.update(chunk);
    this.bytes += chunk.length;
  }

  done(): { readonly bytes: number; readonly sha256: string } {
    return { bytes: this.bytes, sha256: this.#hash.digest("hex") };
  }
}

/** Reads a file of rows back. */
async function readRows(
  file: string,
): Promise<{ readonly bytes: number; readonly sha256: string; readonly rows: number }> {
  const sum = new Sum();
  const format = formatOf(file);
  const count = format.count();
  const source = createReadStream(file, { highWaterMark: CHUNK });
  await pipeline(source, sum.through, format.unpack(), async (rows: AsyncIterable<Buffer>) => {
    for await (const chunk of rows) count.add(chunk);
  });
  return { ...sum.done(), rows: count.rows() };
}

/** Reads any file back. */
export async function readPlain(file: string): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const sum = new Sum();
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) sum.add(chunk);
  return sum.done();
}

/** Reads every file of a backup and compares it with the manifest; archive/damaged names the first that differs. */
export async function checkFiles(folder: string, manifest: Manifest): Promise<void> {
  const damaged = (file: string, cause?: unknown): ArchiveTrouble =>
    new ArchiveTrouble("archive/damaged", { file }, cause === undefined ? undefined : { cause });
  for (const { file, bytes, sha256, rows } of manifest.tables) {
    const found = await readRows(join(folder, file)).catch((cause: unknown) => {
      throw damaged(file, cause);
    });
    if (found.bytes !== bytes || found.sha256 !== sha256 || found.rows !== rows) throw damaged(file);
  }
  for (const { path, bytes, sha256 } of manifest.files) {
    const file = join("files", path);
    const found = await readPlain(join(folder, file)).catch((cause: unknown) => {
      throw damaged(file, cause);
    });
    if (found.bytes !== bytes || found.sha256 !== sha256) throw damaged(file);
  }
}
