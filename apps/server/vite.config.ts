import { pathToFileURL } from "node:url";
import { defineConfig, type Plugin } from "vite";

const here = import.meta.dirname;

/** What lies beside a source is looked for there, and not beside the one file that is made of all. */
function whereItLay(): Plugin {
  return {
    name: "niuniu:where-it-lay",
    enforce: "pre",
    transform: {
      filter: { id: /\.ts$/, code: "import.meta.url" },
      handler: (code, id) => code.replaceAll("import.meta.url", JSON.stringify(pathToFileURL(id).href)),
    },
  };
}

/**
 * The server as `npm start` runs it: one file of what some line of it uses, and one of what it loads when somebody first
 * asks. As 800 files, with their comments and with languages and databases that nobody here speaks to, it holds 18 MB more
 * and takes twice the work to start. Names and lines are kept, for whoever reads a stack.
 */
export default defineConfig({
  root: here,
  plugins: [whereItLay()],
  ssr: { noExternal: true },
  build: {
    ssr: "src/main.ts",
    outDir: "../../.cache/server",
    emptyOutDir: true,
    target: "node24",
    rolldownOptions: {
      // Fastify asks for these only where somebody wants what they do, which nobody here does.
      external: ["@fastify/ajv-compiler", "@fastify/fast-json-stringify-compiler", "light-my-request", "pino"],
      output: {
        comments: false,
        minify: { mangle: false, compress: true, codegen: { removeWhitespace: false } },
      },
    },
  },
});
