import type { ServerResponse } from "node:http";

/** Nothing but our own files, no inline code, no framing, no string that becomes markup. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join(";");

/** On every answer. Short: each byte is paid for by a phone on a slow line. */
export const EVERYWHERE = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
} as const;

/** On HTML only, where they act. */
export const ON_PAGES = {
  "content-security-policy": POLICY,
  "cross-origin-opener-policy": "same-origin",
} as const;

/**
 * Leaves out what Node adds by itself: the date, which a proxy's log could line up with a report, and the
 * keep-alive words, which HTTP/1.1 means anyway.
 */
export function quiet(response: ServerResponse): void {
  response.sendDate = false;
  response.removeHeader("connection");
}
