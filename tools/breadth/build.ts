/** Builds the areas of the copy of the house that this runs in: `build.ts desk employee`. */
import { resolve } from "node:path";
import { build } from "vite";

const config = (await import(resolve("apps/web/vite.config.ts"))) as typeof import("../../apps/web/vite.config.ts");
for (const name of process.argv.slice(2)) await build({ ...config.shared(name, false), configFile: false });
