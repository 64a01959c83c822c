import { readdirSync } from "node:fs";
import { readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { stateOf } from "../postgres/process-table.ts";
import { syncFolder } from "./durable.ts";
import { readManifest } from "./manifest.ts";
import { ArchiveTrouble } from "./trouble.ts";

const NAME = /^niuniu-\d{8}T\d{6}Z$/;
const UNFINISHED = /^\.niuniu-\d{8}T\d{6}Z\.unfinished-(\d+)$/;
const DAY = 86_400_000;

const stamp = (now: number): string => new Date(now).toISOString().replace(/[-:]|\.\d+/g, "");

/** The folder of a backup made at `now` (ms since epoch). */
export const nameOf = (now: number): string => `niuniu-${stamp(now)}`;

/** What it is called while it is being written, with the process that writes it. */
export const unfinishedName = (now: number): string => `.${nameOf(now)}.unfinished-${process.pid}`;

/** Removes what backups that were killed left behind. */
export async function removeUnfinished(folder: string): Promise<void> {
  for (const name of readdirSync(folder)) {
    const pid = Number(UNFINISHED.exec(name)?.[1] ?? 0);
    if (pid === 0 || (pid !== process.pid && stateOf(pid) === "running")) continue;
    await rm(join(folder, name), { recursive: true, force: true });
  }
}

/**
 * Deletes the backups of the log `origin` in this folder that are older than `days`, and nothing else that stands there.
 * Each loses its name first: one that is deleted half-way does not look whole. Resolves with their names.
 */
export async function expire(
  folder: string,
  { origin, days, now }: { readonly origin: string; readonly days: number; readonly now: number },
): Promise<readonly string[]> {
  const gone: string[] = [];
  for (const name of (await readdir(folder)).filter((each) => NAME.test(each)).sort()) {
    const manifest = await readManifest(join(folder, name)).catch((error: unknown) => {
      if (error instanceof ArchiveTrouble) return null;
      throw error;
    });
    if (manifest === null || lineOf(manifest.log.origin) !== lineOf(origin)) continue;
    if (now - Date.parse(manifest.made) < days * DAY) continue;
    const away = join(folder, `.${name}.unfinished-${process.pid}`);
    await rename(join(folder, name), away);
    await syncFolder(folder);
    await rm(away, { recursive: true, force: true });
    gone.push(name);
  }
  return gone;
}

/** A log that follows a lost one is the same line's. */
const lineOf = (origin: string): string => origin.replace(/\/record(?:\/\d+)?$/, "");
