/**
 * `npm run --silent site -- --api https://line.example.org --out DIR`: the reporter's pages for a server of one's own, a
 * union's or a law office's, against a line that somebody else runs. What the employer's server sends then no longer decides
 * what a reporter's browser runs. The scripts are those of the release, byte for byte; only the HTML differs.
 */
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { onBuiltPage, policyOf, releaseOf } from "@niuniu/host";
import { PAGES } from "../apps/server/src/pages.ts";
import { buildPages, ROOT } from "./build-pages.ts";

/** Anything a person should read instead of a stack. */
class CannotMake extends Error {}

/** The line's origin: receipts sign paths, so it can have none of its own. */
function originOf(api: string): string {
  const url = URL.canParse(api) ? new URL(api) : null;
  if (url === null || (api !== url.origin && api !== `${url.origin}/`)) {
    throw new CannotMake(`"${api}" is not an origin; it looks like https://line.example.org`);
  }
  const safe = url.protocol === "https:" || url.hostname === "localhost" || url.hostname.endsWith(".onion");
  if (!safe) throw new CannotMake(`"${api}" must begin with https://`);
  return url.origin;
}

/** The HTML, told where the line is. The policy stands in it too, for servers that cannot be given headers. */
function toldWhere(html: string, line: string): string {
  // A browser does not heed it here.
  const policy = policyOf(html, line).replace("frame-ancestors 'none';", "");
  const told = `<meta http-equiv="content-security-policy" content="${policy}" />\n    <meta name="niuniu-api" content="${line}" />`;
  return html
    .replace('<meta charset="utf-8" />', (charset) => `${charset}\n    ${told}`)
    .replaceAll('href="/cases/', `href="${line}/cases/`);
}

/** The files that a page names: its entry, its styles and what the import map holds. */
const namedIn = (html: string): readonly string[] => [...new Set(html.match(/\/assets\/[^"]+/g) ?? [])];

interface Placed {
  readonly path: string;
  /** Where a plain web server looks for what is asked for at `path`. */
  readonly file: string;
  readonly kept: boolean;
}

const placed: readonly Placed[] = PAGES["reporter.html"].map((address) => {
  const { path, kept } = typeof address === "string" ? { path: address, kept: true } : address;
  return { path, kept, file: join(path, "index.html").slice(1) };
});

function nginx(html: string, line: string): string {
  const headers = { ...onBuiltPage(html, line), "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" };
  const never = placed.filter(({ kept }) => !kept).map(({ path }) => `    ~^${path}/? "no-store";\n`);
  return `# An example for nginx. It goes where "http" blocks are read, such as /etc/nginx/conf.d/niuniu.conf.
map $uri $niuniu_keeping {
    ~^/assets/ "public, max-age=31536000, immutable";
${never.join("")}    default "no-cache";
}
server {
    listen 443 ssl;
    server_name report.example.net;        # yours
    # ssl_certificate …; ssl_certificate_key …;
    root /srv/niuniu/www;                  # the folder "www" beside this file
    access_log off;                        # who came, and when, is nobody's business
    gzip_static on;
    add_header cache-control $niuniu_keeping always;
${Object.entries(headers)
  .map(([name, value]) => `    add_header ${name} "${value}" always;\n`)
  .join("")}    location / {
        try_files $uri $uri/index.html =404;
    }
}
`;
}

/**
 * Makes of the pages in `built` a folder `out` with `www` (what to serve), `nginx.conf` (how, as an example) and
 * `release.json` (the manifest of what is served, for anybody to compare). `out` must be new or empty. Answers the manifest.
 */
export function makeSite(built: string, api: string, out: string): string {
  const line = originOf(api);
  if (existsSync(out) && readdirSync(out).length > 0) throw new CannotMake(`${out} is not empty`);
  const plain = readFileSync(join(built, "reporter.html"), "utf8");
  const html = toldWhere(plain, line);
  const www = join(out, "www");
  for (const { file } of placed) {
    mkdirSync(dirname(join(www, file)), { recursive: true });
    writeFileSync(join(www, file), html);
  }
  for (const path of namedIn(plain)) {
    for (const ending of ["", ".br", ".gz"]) cpSync(join(built, path + ending), join(www, path + ending));
  }
  writeFileSync(join(out, "nginx.conf"), nginx(html, line));
  const manifest = releaseOf(www, Object.fromEntries(placed.map(({ file, path }) => [file, [path]]))) ?? "";
  writeFileSync(join(out, "release.json"), manifest);
  return manifest;
}

async function command(): Promise<void> {
  const { api, out } = parseArgs({ options: { api: { type: "string" }, out: { type: "string" } } }).values;
  if (api === undefined || out === undefined) throw new CannotMake("use: --api https://line.example.org --out DIR");
  originOf(api);
  const folder = mkdtempSync(join(tmpdir(), "niuniu-site-"));
  try {
    await buildPages(ROOT, folder);
    const manifest = makeSite(folder, api, out);
    process.stdout.write(`The pages are in ${join(out, "www")}, an example for nginx in ${join(out, "nginx.conf")}.\n`);
    process.stdout.write(`SHA-256 of release.json: ${createHash("sha256").update(manifest).digest("hex")}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  try {
    await command();
  } catch (error) {
    if (!(error instanceof CannotMake)) throw error;
    process.stderr.write(`niuniu: ${error.message}\n`);
    process.exitCode = 1;
  }
}
