import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** Writes the names in a folder to the disk: without it a power cut may undo what was made or renamed there. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a folder, and those above it, that only we may enter; their names are on the disk when it resolves. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made));
}

/** Makes a file of ours alone that was not there; it is on the disk when it resolves, its name when its folder is synced. */
export async function writeFresh(path: string, data: string | Uint8Array): Promise<void> {
  const handle = await open(path, "wx", 0o600);
  try {
    await handle.writeFile(data);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Puts a file of ours alone in place whole, on the disk with its name when it resolves. */
export async function writeOver(path: string, data: string): Promise<void> {
  const aside = `${path}.${process.pid}.new`;
  await rm(aside, { force: true });
  try {
    await writeFresh(aside, data);
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}
