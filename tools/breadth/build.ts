/** Builds the pages of the copy of the house that this runs in, as they are built, and behind them those of the area named: `build.ts employee`. */
import { resolve } from "node:path";
import { build } from "vite";

const config = (await import(resolve("apps/web/vite.config.ts"))) as typeof import("../../apps/web/vite.config.ts");
await build({ ...config.default, configFile: false });
for (const name of process.argv.slice(2)) await build({ ...config.shared(name, false), configFile: false });
