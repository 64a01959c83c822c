import { randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Makes sure that the names in a folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a folder and its parents, and writes their names to the disk. */
export async function makeFolder(folder: string, mode = 0o755): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode });
  for (let made = folder; first !== undefined && made.length >= first.length; made = dirname(made)) {
    await syncFolder(dirname(made));
  }
}

async function writeAside(path: string, data: string | Uint8Array, mode: number): Promise<string> {
  const aside = join(dirname(path), `.${randomBytes(8).toString("hex")}.new`);
  const handle = await open(aside, "wx", mode);
  try {
    await handle.writeFile(data);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return aside;
}

/** Puts a file in place whole, on the disk with its name before it returns. Whoever reads sees the old or the new one. */
export async function writeDurably(path: string, data: string | Uint8Array, mode = 0o644): Promise<void> {
  const aside = await writeAside(path, data, mode);
  await rename(aside, path);
  await syncFolder(dirname(path));
}

/**
 * Like `writeDurably`, but only where there is no file yet: of all that try at once, in any process, one succeeds.
 * False if the file was there.
 */
export async function createDurably(path: string, data: string | Uint8Array, mode = 0o644): Promise<boolean> {
  const aside = await writeAside(path, data, mode);
  try {
    await link(aside, path);
  } catch (cause) {
    if (isCode(cause, "EEXIST")) return false;
    throw cause;
  } finally {
    await rm(aside, { force: true });
  }
  await syncFolder(dirname(path));
  return true;
}

/** The bytes of a file, or null where there is none. */
export async function readIfThere(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (cause) {
    if (isCode(cause, "ENOENT") || isCode(cause, "ENOTDIR") || isCode(cause, "EISDIR")) return null;
    throw cause;
  }
}

/** Whether an error of the system carries this code. */
function isCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && "code" in cause && cause.code === code;
}
