import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join, relative } from "node:path";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ON_PAGES } from "./headers.ts";

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

const FOR_EVER = { "cache-control": "public, max-age=31536000, immutable" };
const NEVER = { "cache-control": "no-store" };

const optional = (file: string): Buffer | null => (existsSync(file) ? readFileSync(file) : null);

/** Vite names an asset after its content: it never changes under its name. */
const HASHED = /-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/;

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
      ...(html ? ON_PAGES : {}),
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
    .filter((entry) => entry.isFile() && !/\.(br|gz|map)$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

/**
 * Gives the built web pages in `folder`, with the `.br` and `.gz` files the build left beside them. Everything is
 * read once, at start: a request can name one of these files and nothing else on the disk. Resolves the addresses of
 * `pages` (`{"reporter.html": ["/", "/report"]}`); the HTML files have no address of their own.
 */
export function givePages(app: FastifyInstance, folder: string, pages: PageTable): void {
  if (!existsSync(folder)) return;
  for (const file of filesIn(folder)) {
    const addresses = file.endsWith(".html") ? (pages[file] ?? []) : [`/${file.split("\\").join("/")}`];
    if (addresses.length === 0) continue;
    const asset = load(join(folder, file));
    for (const address of addresses) {
      const path = typeof address === "string" ? address : address.path;
      const given = typeof address === "string" ? asset : { ...asset, keeping: NEVER };
      app.get(path, (request, reply) => give(given, request, reply));
    }
  }
}
