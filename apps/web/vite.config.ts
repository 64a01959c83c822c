import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build, defineConfig, type Plugin, type UserConfig } from "vite";
import { areas } from "./areas.ts";
import { codesOnly } from "./codes-only.ts";
import { firstOnly, isFirst } from "./first.ts";
import { LATER, NAMED } from "./later.ts";
import { integrity } from "./integrity.ts";
import { wordList } from "./word-list.ts";

// A release is one thing, whoever builds it and from where: a development build would name the folders of this machine.
process.env["NODE_ENV"] = "production";

const here = import.meta.dirname;

/**
 * Functions that only make a value of their arguments. They are called on loading; unless the bundler is told, what
 * nobody uses would stay in the bundle.
 */
const PURE = ["route", "freeze", "Object.freeze"];
/** How the reporter's bundle is kept small, and in few files. */
const SMALL: NonNullable<UserConfig["build"]>["rolldownOptions"] = {
  treeshake: { manualPureFunctions: PURE },
  preserveEntrySignatures: "allow-extension",
  output: {
    // A reporter's first page names every file, and no hash can be compressed.
    chunkFileNames: "assets/[name]-[hash:6].js",
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [...LATER, { name: "first", test: isFirst }],
    },
  },
};
/** The feature `light-dark()` as Lightning CSS counts them. */
const LIGHT_DARK = 1 << 20;
const COMPRESSIBLE = /\.(js|css|html)$/;

/** How distances are spelt: postfix bits, direct codes. Which is least for a file turns on single letters, such as those of a hash. */
const SPELT = [
  [0, 0],
  [0, 2],
  [0, 4],
  [0, 6],
  [1, 0],
  [1, 2],
  [1, 4],
  [2, 0],
  [2, 4],
] as const;
/** How a text is compressed with brotli. */
type Way = Readonly<Record<number, number>>;

/** Ways to compress, of which none is the best for every file: all are tried where every byte is counted, which takes ten times as long. */
const WAYS: readonly Way[] = [
  { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_FONT },
  ...SPELT.map(([bits, codes]) => ({
    [constants.BROTLI_PARAM_NPOSTFIX]: bits,
    [constants.BROTLI_PARAM_NDIRECT]: codes,
  })),
];

function brotli(text: Buffer, ways: readonly Way[]): Buffer {
  const all = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
  const tried = ways.map((way) => brotliCompressSync(text, { params: { ...all, ...way } }));
  return tried.reduce((least, one) => (one.length < least.length ? one : least));
}

/** Puts a `.br` and a `.gz` beside every text asset, so that the server never compresses while somebody waits. */
function compressed(ways: readonly Way[]): Plugin {
  return {
    name: "niuniu:compressed",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        for (const [fileName, output] of Object.entries(bundle)) {
          if (!COMPRESSIBLE.test(fileName)) continue;
          const text = Buffer.from(output.type === "chunk" ? output.code : output.source);
          this.emitFile({ type: "asset", fileName: `${fileName}.br`, source: brotli(text, ways) });
          this.emitFile({ type: "asset", fileName: `${fileName}.gz`, source: gzipSync(text, { level: 9 }) });
        }
      },
    },
  };
}

/**
 * Tells the browser that all of the first file runs at once, so that it compiles it while it arrives and not function by
 * function while somebody waits (Chrome's explicit compile hints; others read a comment).
 */
function eager(): Plugin {
  return {
    name: "niuniu:eager",
    enforce: "post",
    generateBundle: (_options, bundle) => {
      for (const output of Object.values(bundle)) {
        if (output.type === "chunk" && output.isEntry) output.code = `//# allFunctionsCalledOnLoad\n${output.code}`;
      }
    },
  };
}

const page = (name: string): string => `${here}/${name}.html`;

/** Vite puts a loader around each import of a later part, for styles that come with it. There are none, so it goes. */
function plainImports(): Plugin {
  return {
    name: "niuniu:plain-imports",
    configResolved: ({ plugins }) => {
      const at = plugins.findIndex(({ name }) => name === "native:import-analysis-build");
      if (at < 0) throw new Error("Vite has no loader of later parts by this name any more");
      (plugins as Plugin[]).splice(at, 1);
    },
  };
}

/** Builds the areas after the reporter's page, each as a bundle of its own, into the same folder. */
function thenAreas(): Plugin {
  let folder = "dist";
  return {
    name: "niuniu:then-areas",
    configResolved: (config) => void (folder = config.build.outDir),
    closeBundle: async () => {
      for (const name of areas) {
        const area = shared(name, false);
        await build({ ...area, build: { ...area.build, outDir: folder }, configFile: false });
      }
    },
  };
}

/** What the bundler only warns of is a mistake of ours: a part that was to come later and does not, say. */
const strict: NonNullable<NonNullable<NonNullable<UserConfig["build"]>["rolldownOptions"]>["onLog"]> = (
  level,
  log,
  tell,
) => {
  if (level === "warn") throw new Error(log.message);
  tell(level, log);
};

/** How one page is built. File names carry a hash of their content, so the server may let them be kept for ever. */
export function shared(name: string, emptyOutDir: boolean, more: readonly Plugin[] = []): UserConfig {
  return {
    root: here,
    logLevel: "warn",
    // Shorter than the other way, which brings a runtime of its own beside what the view library has anyway.
    oxc: {
      jsx: { runtime: "classic", pragma: "__h", pragmaFrag: "__f" },
      jsxInject: `import { h as __h, Fragment as __f } from "preact";`,
    },
    // Browsers that do not know `light-dark()` would be given variables for it, which nothing here reads.
    css: { lightningcss: { exclude: LIGHT_DARK } },
    build: {
      outDir: "dist",
      emptyOutDir,
      target: "es2022",
      sourcemap: false,
      modulePreload: false,
      assetsInlineLimit: 0,
      cssCodeSplit: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: page(name),
        checks: { bundlerTimings: false },
        onLog: strict,
        ...(name === "reporter" ? SMALL : {}),
      },
    },
    // What runs is named by its hash, so hashing comes after the last change and before compression.
    plugins: [plainImports(), wordList(), eager(), integrity(), compressed(name === "reporter" ? WAYS : [{}]), ...more],
  };
}

/**
 * Bundles that share no file: `reporter.html` serves `/`, `/report`, `/return`, `/record` and `/verify`; then come the signed-in areas,
 * of which `desk.html` serves `/desk`, `/setup` and `/join`. What a reporter's cache holds therefore never depends on an area.
 */
export default defineConfig(shared("reporter", true, [codesOnly(), firstOnly(NAMED), thenAreas()]));
