import { setTimeout as wait } from "node:timers/promises";
import { sha256, toHex } from "@niuniu/note";
import { Refused } from "@niuniu/wire";
import { tell, type Context } from "./context.ts";
import type { Office } from "@niuniu/matter/server";
import { opened } from "./office.ts";
import type { Pool } from "@niuniu/host";
import type { SealedForm } from "../routes.ts";
import { readCase } from "./store-case.ts";
import { beginCases, type NewCase } from "./store-report.ts";

/** ms: a proxy in front gives up after a minute without a word, and what it gives up was not answered. */
const PATIENCE = 45_000;
const STAYS = new AbortController().signal;

/** The files that are handed in under a number, each once, whoever waits for the answer. */
export interface HandIns {
  /**
   * Stores a file as a case in its turn. "waiting": its turn has not come in the time that a proxy waits; it keeps its
   * place. The same file under the same number is the same case; another one is refused cases/number-used.
   */
  readonly hand: (form: SealedForm, lookup: Uint8Array) => Promise<"stored" | "waiting">;
  /** Whether a file waits here under that number. */
  readonly waits: (lookup: Uint8Array) => boolean;
}

interface Waiting {
  readonly body: string;
  readonly stored: Promise<void>;
}

/** `decided`: the case that a file becomes at the moment of its turn. */
export function handInsOn(
  context: Context,
  pool: Pool,
  {
    decided,
    patience = PATIENCE,
  }: {
    readonly decided: (office: Office, form: SealedForm, lookup: Uint8Array) => Promise<NewCase>;
    readonly patience?: number;
  },
): HandIns {
  const { host } = context;
  const waiting = new Map<string, Waiting>();

  /** True for a case under this number that is this file; another file is refused. */
  const isThere = async (lookup: Uint8Array, body: string): Promise<boolean> => {
    const row = await readCase(host.db, { lookup });
    if (row === null) return false;
    if (row.auth !== null || toHex(row.body) !== body) throw new Refused("cases/number-used");
    return true;
  };

  const store = async (form: SealedForm, lookup: Uint8Array, body: string): Promise<void> => {
    // Whoever leaves keeps the place: the answer may have been cut off by what is in between.
    await pool.turn(form.file.length, STAYS);
    const fresh = await decided(opened(await context.office.get()), form, lookup);
    const [slot] = await host.transaction((tx) => beginCases(tx, host, [fresh]));
    if (slot != null) tell(context, fresh.row.readers);
    else if (!(await isThere(lookup, body))) throw new Error("cases/same-number-twice");
  };

  const begin = (form: SealedForm, lookup: Uint8Array, key: string, body: string): Waiting => {
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
      if (mine.body !== body) throw new Refused("cases/number-used");
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

/** Comes into the pool within the time that a proxy waits, or is refused cases/many-files: nothing was read, nothing is lost. */
export const entering =
  (pool: Pool, patience = PATIENCE) =>
  async (gone: AbortSignal): Promise<void> => {
    const late = AbortSignal.timeout(patience);
    try {
      await pool.enter(AbortSignal.any([gone, late]));
    } catch (error) {
      throw late.aborted && !gone.aborted ? new Refused("cases/many-files") : error;
    }
  };
