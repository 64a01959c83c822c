import { hash as platformHash } from "node:crypto";
import type { Source } from "../source.ts";
import { HostLied } from "../trouble.ts";
import { fieldsOf, parseFields } from "./json.ts";

/** A release as the record names it: which file has which SHA-384. */
interface Manifest {
  readonly version: string;
  /** Served path → "sha384-" and base64. */
  readonly files: ReadonlyMap<string, string>;
}

const LARGEST_FILE = 32 * 1024 * 1024;
const MOST_FILES = 10_000;
const PATH = /^\/[\w./~%@+-]*$/;
const SUM = /^sha384-[A-Za-z0-9+/]{64}$/;

/** Reads a release manifest; null for anything else. */
function readManifest(body: string): Manifest | null {
  const { niuniu, version, files } = parseFields(body) ?? {};
  const listed = Object.entries(fieldsOf(files) ?? {});
  if (niuniu !== "release v1" || typeof version !== "string" || listed.length === 0) return null;
  const sound = listed.every(([path, sum]) => PATH.test(path) && typeof sum === "string" && SUM.test(sum));
  if (!sound || listed.length > MOST_FILES) return null;
  return { version, files: new Map(listed as readonly (readonly [string, string])[]) };
}

/** Where people read and type. A release that left one of them out would say nothing about what is served there. */
const PAGES = ["/", "/report", "/return", "/desk"];
/** What a page runs, shows, or may fetch later by its import map. */
const PARTS = /\b(?:src|href)="(\/[^"]*\.(?:m?js|css))"|"(\/[^"]*\.m?js)":"sha\d+-/g;

/** Every page is named, and every part that a page names is. */
function checkWhole(paths: readonly string[], { files, version }: Manifest, body: string): void {
  const path = paths.find((one) => !files.has(one));
  if (path !== undefined) throw new HostLied("lie.release-short", { path, version }, { "release.json": body });
}

/** Fetches every file of a release and compares it with what the record says. Gives how many there are. */
export async function checkSite(source: Source, body: string): Promise<{ version: string; files: number }> {
  const manifest = readManifest(body);
  if (manifest === null) throw new HostLied("lie.release", {}, { "release.json": body });
  checkWhole(PAGES, manifest, body);
  const waiting = [...manifest.files];
  const compare = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [path, sum] = next;
      const bytes = await source.get(path, LARGEST_FILE);
      if (bytes === null) throw new HostLied("lie.site-missing", { path }, { "release.json": body });
      if (`sha384-${platformHash("sha384", bytes, "base64")}` !== sum) {
        throw new HostLied(
          "lie.site",
          { path, version: manifest.version },
          { "release.json": body, "served.bin": bytes },
        );
      }
      const html = /\.[a-z0-9]+$/.test(path) ? "" : Buffer.from(bytes).toString("utf8");
      const parts = [...html.matchAll(PARTS)].map(([, tag, later]) => tag ?? later ?? "");
      checkWhole(parts, manifest, body);
    }
  };
  await Promise.all(Array.from({ length: 6 }, compare));
  return { version: manifest.version, files: manifest.files.size };
}
