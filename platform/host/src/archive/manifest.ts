import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { ArchiveTrouble } from "./trouble.ts";

/** The list of what is in a backup, in the backup itself. It is written last. */
export const MANIFEST = "manifest.json";

const sum = { bytes: z.number().int().nonnegative(), sha256: z.string().regex(/^[0-9a-f]{64}$/) };
/** A path in a backup that leads nowhere else. */
const path = z
  .string()
  .min(1)
  .refine((text) => !text.startsWith("/") && !text.split("/").includes("..") && !text.includes("\0"));
const name = z.string().min(1).max(63);

const shape = z.strictObject({
  niuniu: z.literal("backup v1"),
  /** When its one moment was, ISO. */
  made: z.iso.datetime(),
  software: z.string(),
  /** `server_version_num` of the PostgreSQL it came from. */
  postgres: z.number().int(),
  /** How far the log was at that moment, and its last signed checkpoint. */
  log: z.strictObject({ origin: z.string(), size: z.number().int().nonnegative(), head: z.string().nullable() }),
  /** The migrations that had run, by name. */
  migrations: z.array(z.string()),
  tables: z.array(
    z.strictObject({ name, file: path, columns: z.array(name), rows: z.number().int().nonnegative(), ...sum }),
  ),
  sequences: z.array(z.strictObject({ name, value: z.string().regex(/^-?\d+$/), called: z.boolean() })),
  /** What the data folder held beside the database, by path. */
  files: z.array(z.strictObject({ path, ...sum })),
});

/** What a backup says of itself. */
export type Manifest = z.infer<typeof shape>;
export type ManifestTable = Manifest["tables"][number];

/** The manifest of the backup in `folder`; archive/not-a-backup if there is none that can be read. */
export async function readManifest(folder: string): Promise<Manifest> {
  try {
    return shape.parse(JSON.parse(await readFile(join(folder, MANIFEST), "utf8")));
  } catch (cause) {
    throw new ArchiveTrouble("archive/not-a-backup", { folder }, { cause });
  }
}
