import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join, relative } from "node:path";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import manifest from "../../package.json" with { type: "json" };
import { FOR_EVER, onBuiltPage } from "./headers.ts";

/** An address, or one whose page must leave no trace on a device: no browser or proxy may store it. */
type Address = string | { readonly path: string; readonly kept: false };

/** Which addresses give which page: one file per entry, so that a cache does not tell what was looked at. */
export type PageTable = Readonly<Record<string, readonly Address[]>>;

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".json": "application/json",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
};

interface Asset {
  readonly plain: Buffer;
  readonly br: Buffer | null;
  readonly gz: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly etag: string;
  /** How long a browser may keep it. */
  readonly keeping: Readonly<Record<string, string>>;
}

const NEVER = { "cache-control": "no-store" };

const optional = (file: string): Buffer | null => (existsSync(file) ? readFileSync(file) : null);

/** What the build puts into this folder is named after its content, by six characters at least: it never changes under its name. */
const HASHED = /[/\\]assets[/\\][^/\\]*-[A-Za-z0-9_-]{6,}\.[a-z0-9]+$/;

function load(file: string): Asset {
  const plain = readFileSync(file);
  const etag = `"${createHash("sha256").update(plain).digest("base64url").slice(0, 16)}"`;
  const html = file.endsWith(".html");
  const kept = !html && HASHED.test(file);
  const [br, gz] = [optional(`${file}.br`), optional(`${file}.gz`)];
  return {
    ...{ plain, br, gz, etag },
    keeping: kept ? FOR_EVER : { "cache-control": "no-cache", etag },
    headers: {
      "content-type": TYPES[extname(file)] ?? "application/octet-stream",
      ...(br === null && gz === null ? {} : { vary: "accept-encoding" }),
      ...(html ? onBuiltPage(plain.toString("utf8")) : {}),
    },
  };
}

function give(asset: Asset, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (asset.keeping !== NEVER && request.headers["if-none-match"] === asset.etag) {
    return reply.code(304).headers({ etag: asset.etag, "cache-control": "no-cache" }).send();
  }
  const accepted = request.headers["accept-encoding"] ?? "";
  reply.headers({ ...asset.headers, ...asset.keeping });
  if (asset.br !== null && /\bbr\b/.test(accepted)) return reply.header("content-encoding", "br").send(asset.br);
  if (asset.gz !== null && /\bgzip\b/.test(accepted)) return reply.header("content-encoding", "gzip").send(asset.gz);
  return reply.send(asset.plain);
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/\.(br|gz|map)$|^\./.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

/** Where one file of the build is served. */
interface Served {
  readonly path: string;
  readonly file: string;
  /** Whether a browser may keep it at all. */
  readonly kept: boolean;
}

/** Every address that gives a file of `folder`; HTML files have those of `pages` and none of their own. */
function servedFrom(folder: string, pages: PageTable): readonly Served[] {
  return filesIn(folder).flatMap((name) => {
    const file = join(folder, name);
    if (!name.endsWith(".html")) return [{ path: `/${name.split("\\").join("/")}`, file, kept: true }];
    return (pages[name] ?? []).map((address) =>
      typeof address === "string" ? { path: address, file, kept: true } : { ...address, file },
    );
  });
}

/**
 * Gives the built web pages in `folder`, with the `.br` and `.gz` files the build left beside them. Everything is
 * read once, at start: a request can name one of these files and nothing else on the disk. Resolves the addresses of
 * `pages` (`{"reporter.html": ["/", "/report"]}`); the HTML files have no address of their own.
 */
export function givePages(app: FastifyInstance, folder: string, pages: PageTable): void {
  if (!existsSync(folder)) return;
  const assets = new Map<string, Asset>();
  for (const { path, file, kept } of servedFrom(folder, pages)) {
    const asset = assets.get(file) ?? load(file);
    assets.set(file, asset);
    const given = kept ? asset : { ...asset, keeping: NEVER };
    app.get(path, (request, reply) => give(given, request, reply));
  }
}

/** What a file is compared with in a release: the form of an `integrity` attribute. */
export const integrityOf = (bytes: Uint8Array): string =>
  `sha384-${createHash("sha384").update(bytes).digest("base64")}`;

/**
 * The manifest of a release: the SHA-384 of every file as it is served, before any compression, by its address. One line of
 * JSON, addresses in the order of their characters, so that the same build always has the same manifest. Null where
 * nothing is built.
 */
export function releaseOf(folder: string, pages: PageTable): string | null {
  if (!existsSync(folder)) return null;
  const served = servedFrom(folder, pages).toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const files = Object.fromEntries(served.map(({ path, file }) => [path, integrityOf(readFileSync(file))]));
  return `${JSON.stringify({ niuniu: "release v1", version: manifest.version, files })}\n`;
}

/** The pages of one server: given once, and then there is a manifest of them. */
export function pagesOn(app: FastifyInstance): {
  readonly pages: (folder: string, table: PageTable) => void;
  readonly release: () => string | null;
} {
  let released: string | null = null;
  return {
    pages: (folder, table) => {
      givePages(app, folder, table);
      released = releaseOf(folder, table);
    },
    release: () => released,
  };
}
