import { fileURLToPath } from "node:url";

/** The built web pages. */
export const WEB = fileURLToPath(new URL("../../web/dist/", import.meta.url));

/**
 * One file for the whole public side and one for the whole desk: a cache does not tell which page was looked at. That
 * somebody came back with a receipt leaves no trace at all.
 */
export const PAGES = {
  "reporter.html": ["/", "/report", { path: "/return", kept: false }, "/record", "/verify"],
  "desk.html": ["/desk", "/setup", "/join"],
} as const;
