import { hasDebianPostgres, startDebian, startThrowaway } from "./postgres/throwaway.ts";
import type { Postgres } from "./postgres/index.ts";
import { FORGETFUL } from "./postgres/settings.ts";
import { SHARED } from "./testing-database.ts";

type Ending = () => Promise<void>;

/** Starts a server for the whole run, unless there is one already. */
async function share(variable: string, start: () => Promise<Postgres>): Promise<Ending> {
  if (process.env[variable] !== undefined) return () => Promise.resolve();
  const server = await start();
  process.env[variable] = JSON.stringify(server.connection);
  return () => {
    // A second run of the same process starts its own.
    Reflect.deleteProperty(process.env, variable);
    return server.stop();
  };
}

/** Vitest's `globalSetup`: the servers that all test files of a run stand on. Should the run be killed, they end by themselves. */
export async function setup({ name }: { readonly name: string }): Promise<Ending> {
  const debian = name === "server" && hasDebianPostgres();
  const endings = await Promise.all([
    share(SHARED.own, startThrowaway),
    ...(debian ? [share(SHARED.debian, () => startDebian(FORGETFUL))] : []),
  ]);
  return async () => {
    await Promise.all(endings.map((end) => end()));
  };
}
