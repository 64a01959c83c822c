/** The server as it is, but for a clock that whoever started it may put forward: `{ahead}` in ms, answered when it is so. */
const { readSettings, start } = await import(import.meta.resolve("../../.cache/measured/main.js"));

let ahead = 0;
process.on("message", (message) => {
  ahead = message.ahead;
  process.send({ ahead });
});

const running = await start({ ...readSettings(process.env, process.cwd()), now: () => Date.now() + ahead });
const stop = () => void running.stop().finally(() => process.exit(0));
process.on("SIGTERM", stop).on("SIGINT", stop).on("disconnect", stop);
process.stdout.write(`open at ${running.origin}\ntype this code: ${running.setupCode ?? "none"}\n`);
