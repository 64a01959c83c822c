import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { readIfThere, syncFolder, writeDurably } from "../durable.ts";
import type { Source } from "../source.ts";
import { TILE, tilePath } from "@niuniu/record/log";

/** What a mirror keeps apart from what it serves: files not yet checked, and what it remembers. */
export const ASIDE = ".niuniu-mirror";

/** Full tiles and bundles never change. */
const FOREVER = /^\/record\/tile\/[^.]+$/;
/** Everything a mirror keeps. */
const KEPT = /^\/(record\/|people\/roster$)/;
/** These name the others, so they are put in place after them, in this order. */
const LAST = ["/record/checkpoint", "/people/roster", "/record/head"];

/**
 * A host read through a folder: what arrives is kept aside until all of it has been checked. Tiles that were fetched
 * before a kill are not fetched again: the check reads them like all others.
 */
export class Staged implements Source {
  readonly name: string;
  readonly #host: Source;
  readonly #folder: string;
  readonly #aside: string;
  readonly #fetched = new Set<string>();

  constructor(host: Source, folder: string) {
    this.name = host.name;
    this.#host = host;
    this.#folder = folder;
    this.#aside = join(folder, ASIDE, "new");
  }

  check(entries?: number): void {
    this.#host.check(entries);
  }

  async get(path: string, most?: number): Promise<Uint8Array | null> {
    const forever = FOREVER.test(path);
    const here = forever
      ? ((await readIfThere(join(this.#aside, path))) ?? (await readIfThere(join(this.#folder, path))))
      : null;
    if (here !== null) {
      this.#fetched.add(path);
      return here;
    }
    const bytes = await this.#host.get(path, most);
    if (bytes === null || !KEPT.test(path)) return bytes;
    const file = join(this.#aside, path);
    await mkdir(dirname(file), { recursive: true });
    // Whole or not at all: a file cut off by a kill would be taken for the host's.
    await writeFile(`${file}.part`, bytes);
    await rename(`${file}.part`, file);
    this.#fetched.add(path);
    return bytes;
  }

  close(): void {
    this.#host.close();
  }

  /** Puts everything that was fetched in place, what names the rest last. Texts beyond `size` are not checked yet. */
  async publish(size: number): Promise<void> {
    const rest = [...this.#fetched].filter((path) => !LAST.includes(path));
    const folders = new Set<string>();
    for (const path of rest) {
      const bytes = await readIfThere(join(this.#aside, path));
      if (bytes === null) continue;
      const file = join(this.#folder, path);
      await mkdir(dirname(file), { recursive: true });
      if (path.startsWith("/record/entries/")) await writeDurably(file, pageUpTo(bytes, size));
      else await rename(join(this.#aside, path), file);
      folders.add(dirname(file));
    }
    await this.#sweepPages();
    for (const folder of folders) await syncFolder(folder);
    for (const path of LAST.filter((last) => this.#fetched.has(last))) {
      const bytes = await readIfThere(join(this.#aside, path));
      if (bytes === null) continue;
      await mkdir(dirname(join(this.#folder, path)), { recursive: true });
      await writeDurably(join(this.#folder, path), bytes);
    }
    await this.discard();
  }

  /** Deletes pages that none names any more once all were read: they may hold a text that was taken away since. */
  async #sweepPages(): Promise<void> {
    if (!this.#fetched.has("/record/entries/-1")) return;
    const pages = join(this.#folder, "record", "entries");
    for (const name of await readdir(pages).catch(() => [] as readonly string[]))
      if (!this.#fetched.has(`/record/entries/${name}`)) await rm(join(pages, name), { force: true });
  }

  /** Throws away what was fetched and not put in place. */
  async discard(): Promise<void> {
    await rm(this.#aside, { recursive: true, force: true });
    this.#fetched.clear();
  }
}

/** A page of public entries that has been read before, without those the checked part of the log does not reach. */
function pageUpTo(bytes: Uint8Array, size: number): string {
  const page = JSON.parse(Buffer.from(bytes).toString("utf8")) as {
    readonly entries: readonly { readonly index: number }[];
    readonly more: boolean;
  };
  const entries = page.entries.filter(({ index }) => index < size);
  return JSON.stringify({ entries, more: page.more && entries.length === page.entries.length });
}

/** The partial tiles and the partial bundle of a log of that size. */
function partialsOf(size: number): ReadonlySet<string> {
  const names = new Set<string>();
  for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / TILE)) {
    const place = { n: Math.floor(count / TILE), width: count % TILE };
    if (place.width === 0) continue;
    names.add(tilePath({ level, ...place }));
    if (level === 0) names.add(tilePath({ level: "entries", ...place }));
  }
  return names;
}

/** Deletes the partial tiles that newer ones have taken the place of. */
export async function sweep(folder: string, size: number): Promise<void> {
  const current = partialsOf(size);
  const tiles = join(folder, "record", "tile");
  for (const name of await readdir(tiles, { recursive: true }).catch(() => [] as readonly string[])) {
    if (/\.p\/\d+$/.test(name) && !current.has(`tile/${name}`)) await rm(join(tiles, name), { force: true });
  }
}
