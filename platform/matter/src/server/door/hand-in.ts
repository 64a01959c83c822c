import { setTimeout as wait } from "node:timers/promises";
import type { Pool } from "@niuniu/host";
import { sha256, toHex } from "@niuniu/note";
import { Refused } from "@niuniu/wire";

/** ms: a proxy in front gives up after a minute without a word, and what it gives up was not answered. */
const PATIENCE = 45_000;
const STAYS = new AbortController().signal;

/** The files that are handed in under a number, each once, whoever waits for the answer. */
export interface HandIns<Form> {
  /**
   * Stores a file as a matter in its turn. "waiting": its turn has not come in the time that a proxy waits; it keeps its
   * place. The same file under the same number is the same matter; another one is refused NAME/number-used.
   */
  readonly hand: (form: Form, lookup: Uint8Array) => Promise<"stored" | "waiting">;
  /** Whether a file waits here under that number. */
  readonly waits: (lookup: Uint8Array) => boolean;
}

interface Waiting {
  readonly body: string;
  readonly stored: Promise<void>;
}

/** Where files that are handed in become matters of a feature. */
export interface Keeping<Form> {
  /** The feature's: its refusals bear it. */
  readonly name: string;
  /** What lies under a number: `auth` where it was begun with a receipt and so has a key, `body` the hash of the file. */
  readonly find: (
    lookup: Uint8Array,
  ) => Promise<{ readonly auth: Uint8Array | null; readonly body: Uint8Array } | null>;
  /** Stores what a file becomes at the moment of its turn; false where something lies under that number by now. */
  readonly begin: (form: Form, lookup: Uint8Array) => Promise<boolean>;
}

/** The files of one server, each of which becomes a matter when its turn has come. `patience`: ms. */
export function handInsOn<Form extends { readonly file: Uint8Array }>(
  { name, find, begin: become }: Keeping<Form>,
  pool: Pool,
  patience = PATIENCE,
): HandIns<Form> {
  const waiting = new Map<string, Waiting>();

  /** True for a matter under this number that is this file; another file is refused. */
  const isThere = async (lookup: Uint8Array, body: string): Promise<boolean> => {
    const found = await find(lookup);
    if (found === null) return false;
    if (found.auth !== null || toHex(found.body) !== body) throw new Refused(`${name}/number-used`);
    return true;
  };

  const store = async (form: Form, lookup: Uint8Array, body: string): Promise<void> => {
    // Whoever leaves keeps the place: the answer may have been cut off by what is in between.
    await pool.turn(form.file.length, STAYS);
    if (!(await become(form, lookup)) && !(await isThere(lookup, body))) throw new Error(`${name}/same-number-twice`);
  };

  const begin = (form: Form, lookup: Uint8Array, key: string, body: string): Waiting => {
    const stored = store(form, lookup, body).finally(() => waiting.delete(key));
    // Somebody who was told to look again finds nothing under the number, and hands in again.
    stored.catch(() => undefined);
    const mine = { body, stored };
    waiting.set(key, mine);
    return mine;
  };

  return {
    hand: async (form, lookup) => {
      const [key, body] = [toHex(lookup), toHex(sha256(form.file))];
      if (await isThere(lookup, body)) return "stored";
      const mine = waiting.get(key) ?? begin(form, lookup, key, body);
      if (mine.body !== body) throw new Refused(`${name}/number-used`);
      const late = new AbortController();
      const waited = wait(patience, "waiting" as const, { signal: late.signal, ref: false });
      waited.catch(() => undefined);
      try {
        return await Promise.race([mine.stored.then(() => "stored" as const), waited]);
      } finally {
        late.abort();
      }
    },
    waits: (lookup) => waiting.has(toHex(lookup)),
  };
}

/** Comes into the pool within the time that a proxy waits, or is refused NAME/many-files: nothing was read, nothing is lost. */
export const entering =
  (name: string, pool: Pool, patience = PATIENCE) =>
  async (gone: AbortSignal): Promise<void> => {
    const late = AbortSignal.timeout(patience);
    try {
      await pool.enter(AbortSignal.any([gone, late]));
    } catch (error) {
      throw late.aborted && !gone.aborted ? new Refused(`${name}/many-files`) : error;
    }
  };
