import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import { STYLE_HASH } from "./written-style.ts";

/** By which name a page says that it makes one address, known beforehand, a script's; none for every other page. */
const trustedIn = (html: string): string =>
  /<meta name="trusted-types" content="([a-z-]+)"/.exec(html)?.[1] ?? "'none'";

/**
 * Nothing but our own files, no framing, no string that becomes markup, and no inline code but the import map of `html`,
 * allowed by its hash: it holds the hashes of the parts a page fetches later. `line`: where the page's calls go, if not to
 * the server it came from; `style`: where its looks come from.
 */
export function policyOf(html: string, line = "'self'", style = "'self'"): string {
  const map = /<script type="importmap">([^<]*)<\/script>/.exec(html)?.[1];
  const inline = map === undefined ? "" : ` 'sha256-${createHash("sha256").update(map).digest("base64")}'`;
  return [
    "default-src 'none'",
    `script-src 'self'${inline}`,
    `style-src ${style}`,
    `connect-src ${line}`,
    "img-src 'self' data:",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${trustedIn(html)}`,
  ].join(";");
}

/** On every answer. Short: each byte is paid for by a phone on a slow line. */
export const EVERYWHERE = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
} as const;

/** On HTML that the server writes itself, which has no script and brings its own looks. */
export const ON_PAGES = {
  "content-security-policy": policyOf("", "'self'", STYLE_HASH),
  "cross-origin-opener-policy": "same-origin",
} as const;

/**
 * On a page of the build. Its browser runs no script that the page names no hash for: an altered file, or one slipped in, does
 * nothing.
 */
export const onBuiltPage = (html: string, line?: string): Readonly<Record<string, string>> => ({
  ...ON_PAGES,
  "content-security-policy": policyOf(html, line),
  "integrity-policy": "blocked-destinations=(script)",
});

/** For what never changes under its address. */
export const FOR_EVER = { "cache-control": "public, max-age=31536000, immutable" } as const;

/**
 * For what never changes in one log: caches may keep it, and ask before they give it again. A log that follows a lost
 * one is served under the same addresses; its other tag tells caches that what they keep belongs to the one before.
 */
export const inLog = (vkey: string): Readonly<Record<"etag" | "cache-control", string>> => ({
  // Weak: it is the same whichever way the answer is packed.
  etag: `W/"${createHash("sha256").update(vkey).digest("base64url").slice(0, 16)}"`,
  "cache-control": "public, no-cache",
});

/** Whether the one who asks has exactly this already. */
export const hasAlready = (asked: string | undefined, etag: string): boolean =>
  asked?.split(",").some((tag) => tag.trim() === etag) === true;

/**
 * Leaves out what Node adds by itself: the date, which a proxy's log could line up with a report, and the
 * keep-alive words, which HTTP/1.1 means anyway.
 */
export function quiet(response: ServerResponse): void {
  response.sendDate = false;
  response.removeHeader("connection");
}
