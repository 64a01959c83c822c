import { createHash } from "node:crypto";
import type { Plugin } from "vite";

type Bundle = Parameters<Extract<NonNullable<Plugin["generateBundle"]>, (...given: never) => unknown>>[1];

/** SHA-256, as everywhere in the record: no hash can be compressed, and every first page carries all of them. */
const hashOf = (content: string | Uint8Array): string =>
  `sha256-${createHash("sha256").update(content).digest("base64")}`;

/** Writes into a page's HTML the hash of everything it can ever run. */
function named(html: string, hashes: ReadonlyMap<string, string>): string {
  const inTags = new Set<string>();
  const tags = html.replace(
    /(<script type="module"|<link rel="stylesheet") crossorigin (?:src|href)="([^"]+)"/g,
    (tag, _, path: string) => {
      const hash = hashes.get(path);
      if (hash === undefined) throw new Error(`${path} is no file of this build`);
      inTags.add(path);
      return `${tag} integrity="${hash}"`;
    },
  );
  // Styles are named in tags only: there are none to be loaded later.
  const later = [...hashes]
    .filter(([path]) => path.endsWith(".js") && !inTags.has(path))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const map = JSON.stringify({ integrity: Object.fromEntries(later) });
  // Before the first script, or the browser would not heed it.
  return tags.replace(
    /^\s*<script type="module"/m,
    (script) => `    <script type="importmap">${map}</script>\n${script}`,
  );
}

/**
 * Names in each page the hash of its script, its styles and, in an import map, every part it may fetch later: a browser runs
 * no file that was altered on the way. Comes after whatever changes a file and before what compresses it.
 */
export function integrity(): Plugin {
  return {
    name: "niuniu:integrity",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle: Bundle) {
        const hashes = new Map<string, string>();
        for (const [fileName, output] of Object.entries(bundle)) {
          hashes.set(`/${fileName}`, hashOf(output.type === "chunk" ? output.code : output.source));
        }
        for (const output of Object.values(bundle)) {
          if (output.type !== "asset" || !output.fileName.endsWith(".html")) continue;
          // Nobody reads its indentation.
          output.source = named(String(output.source), hashes).replaceAll(/^\s+/gm, "");
        }
      },
    },
  };
}
