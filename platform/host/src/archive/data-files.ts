import { readdirSync } from "node:fs";
import { join, relative } from "node:path";

/** What a data folder holds for PostgreSQL and for running alone: it is made anew on another machine. */
const OWN = /^(?:postgres(?:\.new-.*)?|lock(?:\..*)?|temporary|restoring|replaced-.*)$/;

/** The regular files of a data folder that are not the database's, by their path in it, sorted. Links are not followed. */
export function dataFiles(data: string): readonly string[] {
  const found: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (folder === data && OWN.test(entry.name)) continue;
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile()) found.push(relative(data, path));
    }
  };
  try {
    walk(data);
  } catch (error) {
    // With DATABASE_URL there may be no data folder at all.
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  return found.sort();
}
