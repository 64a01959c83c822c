import { start } from "../../apps/server/src/main.ts";
import { readSettings } from "../../apps/server/src/config.ts";

/** The server as it is, but for a clock that whoever started it may put forward: `{ahead}` in ms, answered when it is so. */
let ahead = 0;
process.on("message", (message: { readonly ahead: number }) => {
  ahead = message.ahead;
  process.send?.({ ahead });
});

const running = await start({ ...readSettings(process.env, process.cwd()), now: () => Date.now() + ahead });
const stop = (): void => void running.stop().finally(() => process.exit(0));
process.on("SIGTERM", stop).on("SIGINT", stop).on("disconnect", stop);
process.stdout.write(`open at ${running.origin}\ntype this code: ${running.setupCode ?? "none"}\n`);
