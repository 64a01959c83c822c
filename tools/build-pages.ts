/** Builds the web pages of a checkout; `node tools/build-pages.ts` those of this one, to where they are served from. */
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** This checkout. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Where the pages of this checkout are built, and served from. */
export const BUILT = join(ROOT, "apps", "web", "dist");

/** Builds those of the checkout in `root` into `folder`, which is emptied first. Resolves once everything is written; rejects with what the build said. */
export function buildPages(root: string, folder: string): Promise<void> {
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  const args = [
    "build",
    "--config",
    "apps/web/vite.config.ts",
    "--logLevel",
    "warn",
    "--outDir",
    folder,
    "--emptyOutDir",
  ];
  const child = spawn(process.execPath, [vite, ...args], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (said += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`the pages could not be built:\n${said}`))));
  });
}

if (import.meta.main) await buildPages(ROOT, BUILT);
