import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { hashOf } from "../verify/facts.ts";
import { createDurably, makeFolder, readIfThere } from "../durable.ts";
import { CannotCheck } from "../trouble.ts";

/** The newest checkpoint this witness signed for a log, with its place in the row of all of them. */
export interface Latest {
  readonly place: number;
  /** The checkpoint with the log's signature and ours. */
  readonly note: string;
}

const NAME = /^\d{12}\.note$/;
/** Older ones are of no use; a few are kept so that a person can look. */
const KEPT = 8;

const nameOf = (place: number): string => `${String(place).padStart(12, "0")}.note`;

/**
 * What a witness remembers, a folder for each log and in it a file for each checkpoint, numbered. A number is taken by
 * creating its file, which succeeds once, whoever tries and whatever is killed when: so no two checkpoints can both
 * follow one.
 */
export class Memory {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  #folderOf(id: string): string {
    return join(this.#folder, `log-${id}`);
  }

  async #places(id: string): Promise<readonly number[]> {
    const names = await readdir(this.#folderOf(id)).catch(() => [] as readonly string[]);
    const places = names.filter((name) => NAME.test(name)).map((name) => Number(name.slice(0, 12)));
    return places.sort((a, b) => a - b);
  }

  /** Makes room for a log. */
  async welcome(origin: string): Promise<void> {
    await makeFolder(this.#folderOf(hashOf(origin)), 0o700);
  }

  /** The newest by the hexadecimal SHA-256 of the log's name. */
  async latest(id: string): Promise<Latest | null> {
    for (;;) {
      const place = (await this.#places(id)).at(-1);
      if (place === undefined) return null;
      const file = join(this.#folderOf(id), nameOf(place));
      const bytes = await readIfThere(file);
      // Taken away between listing and reading: then there is a newer one.
      if (bytes === null) continue;
      const note = Buffer.from(bytes).toString("utf8");
      if (note === "") throw new CannotCheck("witness.damaged", { file });
      return { place, note };
    }
  }

  /** Remembers that `note` follows what stood at `place` (0: nothing). False if something else follows it already. */
  async follow(id: string, place: number, note: string): Promise<boolean> {
    const file = join(this.#folderOf(id), nameOf(place + 1));
    if (!(await createDurably(file, note, 0o600))) return false;
    const places = await this.#places(id);
    if (places.at(-1) !== place + 1) {
      // Others have gone on so far that this number was free again. It counts for nothing.
      await rm(file, { force: true });
      return false;
    }
    for (const old of places.slice(0, -KEPT)) await rm(join(this.#folderOf(id), nameOf(old)), { force: true });
    return true;
  }
}
