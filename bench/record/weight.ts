import { gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { print, say } from "../figure.ts";

/** What a page needs to check that its events, the statements it trusts and the head of the log are in the record. */
const EXPORTS = [
  "checkEvent",
  "checkPublic",
  "checkLeaf",
  "checkConsistency",
  "openCheckpoint",
  "openPromise",
  "cosignatures",
  "readWitness",
  "writeTlogProof",
  "readTlogProof",
] as const;

/**
 * The verifier as the pages' own bundler packs it. Left out: SHA-256, which every page has for sealing already, and what
 * checks signatures where the browser itself cannot (both are kernel/note's, by @noble).
 */
export async function weighing(): Promise<readonly boolean[]> {
  const entry = "\0verifier";
  const result = await build({
    configFile: false,
    root: fileURLToPath(new URL("../..", import.meta.url)),
    logLevel: "silent",
    plugins: [
      {
        name: "verifier",
        enforce: "pre",
        resolveId: (id: string) => {
          if (id === "verifier") return entry;
          return id.startsWith("@noble/") || id.endsWith("/ed25519.ts") ? { id, external: true } : undefined;
        },
        load: (id: string) => (id === entry ? `export { ${EXPORTS.join(", ")} } from "@niuniu/record";` : undefined),
      },
    ],
    build: {
      write: false,
      target: "es2023",
      minify: true,
      modulePreload: false,
      rolldownOptions: { input: "verifier", preserveEntrySignatures: "strict", output: { format: "es" } },
    },
  });
  const [output] = [result].flat();
  const chunks = output !== undefined && "output" in output ? output.output : [];
  const code = chunks.map((chunk) => (chunk.type === "chunk" ? chunk.code : "")).join("");
  if (!code.includes("record/inclusion")) throw new Error("the verifier was not packed");
  const held = print("record", {
    figure: "the browser's verifier, minified and gzipped, without SHA-256 and the signature fallback",
    ...{ value: gzipSync(code, { level: 9 }).length, unit: "B", bar: 5_000, atMost: true },
  });
  say(`weight: ${code.length} B before gzip: ${EXPORTS.join(", ")}`);
  return [held];
}
