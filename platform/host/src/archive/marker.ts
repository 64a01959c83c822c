import { existsSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import type { Database } from "../database.ts";
import { CannotStart } from "../postgres/index.ts";
import { syncFolder, writeOver } from "./durable.ts";

/** In a data folder while a backup is being put into it. */
const FILE = "restoring";
/** The same in a database that DATABASE_URL names: another machine may start a server on it. */
export const MARK = "host_restoring";

/**
 * How far a restoration has come: `moving` what was there aside, into this folder of the data folder; or `filling` the
 * empty place.
 */
export type Phase = { readonly phase: "moving"; readonly aside: string } | { readonly phase: "filling" };

const sentence = (place: string): CannotStart =>
  new CannotStart(
    "host/restore-unfinished",
    `A backup was being put into ${place}, and that was not finished. Run the same "niuniu restore" again; until it has finished, nothing is served from there.`,
  );

/** The phase of an unfinished restoration into this data folder, or null if there is none. */
export function phaseIn(data: string): Phase | null {
  const file = join(data, FILE);
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Phase;
  } catch {
    // Written whole before anything else is touched: what cannot be read has been followed by nothing.
    return { phase: "moving", aside: "" };
  }
}

/** Writes the phase down, durably, before anything is done. */
export async function markPhase(data: string, phase: Phase): Promise<void> {
  await writeOver(join(data, FILE), JSON.stringify(phase));
}

/** It is finished. */
export async function unmark(data: string): Promise<void> {
  await rm(join(data, FILE), { force: true });
  await syncFolder(data);
}

/** Refuses (host/restore-unfinished) a data folder into which a backup was put half-way. */
export function refuseUnfinished(data: string): void {
  if (phaseIn(data) !== null) throw sentence(data);
}

/** The same for a database. */
export async function refuseHalfFilled(db: Database): Promise<void> {
  const { rows } = await sql<{ half: boolean }>`select to_regclass(${MARK}) is not null as half`.execute(db);
  if (rows[0]?.half === true) throw sentence("the database that DATABASE_URL names");
}
