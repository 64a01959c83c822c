/**
 * `npm run --silent release`: builds the pages from the sources that lie here and prints the manifest of a release with its
 * SHA-256, so that anybody can compare a server, and the record, with the sources.
 */
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { releaseOf } from "@niuniu/host";
import { PAGES } from "../apps/server/src/pages.ts";
import { buildPages, ROOT } from "./build-pages.ts";

const folder = mkdtempSync(join(tmpdir(), "niuniu-release-"));
try {
  await buildPages(ROOT, folder);
  const manifest = releaseOf(folder, PAGES) ?? "";
  process.stdout.write(`${manifest}SHA-256 ${createHash("sha256").update(manifest).digest("hex")}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
