import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const source = readFileSync(new URL("written-page.css", import.meta.url), "utf8");

/** The one style of the pages that the server writes, without its comments and its indentation: it stands in each of them, so that one request is enough. */
export const STYLE = source
  .replace(/\/\*[^]*?\*\//g, "")
  .replace(/\s+/g, " ")
  .replace(/ ?([{};,>+]) ?/g, "$1")
  .replaceAll(": ", ":")
  .replace(/([ :])0\./g, "$1.")
  .replace(/="(\w+)"\]/g, "=$1]")
  .replaceAll(";}", "}")
  .trim();

/** By which a browser lets this style stand in a page, and no other. */
export const STYLE_HASH = `'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`;
