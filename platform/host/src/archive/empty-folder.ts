import { readdirSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { CannotStart } from "../postgres/index.ts";
import { clearLeftover } from "../postgres/leftover.ts";
import { lockFolder } from "../postgres/lock.ts";
import { makeFolder, syncFolder } from "./durable.ts";
import { markPhase, phaseIn, unmark } from "./marker.ts";
import { ArchiveTrouble } from "./trouble.ts";

/** What stays where it is: who holds the folder, what was taken away, what was moved aside before. */
const STAYS = /^(?:lock(?:\..*)?|temporary|restoring(?:\..*)?|deletions|replaced-.*)$/;

const thereIn = (data: string): readonly string[] => readdirSync(data).filter((name) => !STAYS.test(name));

/** Moves what is there into a folder beside it. A kill in between is finished by the next run. */
async function moveAside(data: string, name: string): Promise<string> {
  await markPhase(data, { phase: "moving", aside: name });
  const aside = join(data, name);
  await mkdir(aside, { recursive: true, mode: 0o700 });
  for (const one of thereIn(data)) await rename(join(data, one), join(aside, one));
  await syncFolder(aside);
  return aside;
}

/** The folder was empty when it began to be filled: what is in it is half a backup. */
async function removeHalf(data: string): Promise<void> {
  for (const name of thereIn(data)) await rm(join(data, name), { recursive: true, force: true });
}

/**
 * Makes a folder what it was before `makeRoom`, PostgreSQL having ended: half a backup is removed, and what was moved aside is
 * put back. A kill in between leaves what the next run takes for its own beginning. A folder from which an earlier run, one
 * that was killed, moved things aside stays marked: nobody should start anew in it unawares.
 */
export async function takeBack(data: string, aside: string | null): Promise<void> {
  await removeHalf(data);
  if (aside === null && readdirSync(data).some((name) => name.startsWith("replaced-"))) return;
  if (aside !== null) {
    await markPhase(data, { phase: "moving", aside: basename(aside) });
    for (const one of readdirSync(aside)) await rename(join(aside, one), join(data, one));
    await rm(aside, { recursive: true });
  }
  await unmark(data);
}

async function clear(
  data: string,
  { replace, now }: { readonly replace: boolean; readonly now: number },
): Promise<string | null> {
  await clearLeftover(join(data, "postgres"));
  const phase = phaseIn(data);
  if (phase?.phase === "filling") {
    await removeHalf(data);
    return null;
  }
  const named = phase?.aside ?? "";
  const name = named === "" ? `replaced-${new Date(now).toISOString().replace(/[-:]|\.\d+/g, "")}` : named;
  const moving = thereIn(data).length > 0;
  if (moving && phase === null && !replace) throw new ArchiveTrouble("archive/not-empty", { folder: data });
  const aside = moving ? await moveAside(data, name) : null;
  await markPhase(data, { phase: "filling" });
  return aside;
}

/**
 * Makes room in the data folder and marks it as being filled, or refuses: archive/not-empty, archive/in-use. Resolves
 * with where everything is that was there, or null. Half a backup that an earlier run left is removed.
 */
export async function makeRoom(
  data: string,
  how: { readonly replace: boolean; readonly now: number },
): Promise<string | null> {
  await makeFolder(data);
  try {
    const lock = await lockFolder(data);
    try {
      return await clear(data, how);
    } finally {
      lock.release();
    }
  } catch (error) {
    if (!(error instanceof CannotStart) || error.code !== "host/data-in-use") throw error;
    throw new ArchiveTrouble("archive/in-use", { folder: data }, { cause: error });
  }
}
