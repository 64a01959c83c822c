import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build, defineConfig, type Plugin, type UserConfig } from "vite";

const COMPRESSIBLE = /\.(js|css|html)$/;

/** Puts a `.br` and a `.gz` beside every text asset, so that the server never compresses while somebody waits. */
function compressed(): Plugin {
  return {
    name: "niuniu:compressed",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        for (const [fileName, output] of Object.entries(bundle)) {
          if (!COMPRESSIBLE.test(fileName)) continue;
          const text = Buffer.from(output.type === "chunk" ? output.code : output.source);
          const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
          this.emitFile({ type: "asset", fileName: `${fileName}.br`, source: brotliCompressSync(text, { params }) });
          this.emitFile({ type: "asset", fileName: `${fileName}.gz`, source: gzipSync(text, { level: 9 }) });
        }
      },
    },
  };
}

const here = import.meta.dirname;
const page = (name: string): string => `${here}/${name}.html`;

/** Builds the desk after the reporter's page, as a bundle of its own. */
function thenDesk(): Plugin {
  return {
    name: "niuniu:then-desk",
    closeBundle: async () => {
      await build({ ...shared("desk", false), configFile: false });
    },
  };
}

/** File names carry a hash of their content, so the server may let them be kept for ever. */
function shared(name: string, emptyOutDir: boolean, more: readonly Plugin[] = []): UserConfig {
  return {
    root: here,
    logLevel: "warn",
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: {
      outDir: "dist",
      emptyOutDir,
      target: "es2022",
      sourcemap: false,
      modulePreload: false,
      assetsInlineLimit: 0,
      cssCodeSplit: false,
      reportCompressedSize: false,
      rolldownOptions: { input: page(name) },
    },
    plugins: [compressed(), ...more],
  };
}

/**
 * Two pages in two bundles that share no file: `reporter.html` serves `/`, `/report` and `/return`; `desk.html` serves
 * `/desk`, `/setup` and `/join`. What a reporter's cache holds therefore never depends on the desk.
 */
export default defineConfig(shared("reporter", true, [thenDesk()]));
