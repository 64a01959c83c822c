import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import pg from "pg";
import { afterEach, expect, it } from "vitest";

const from = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);

/** A run as far as it starts its server, says where, and waits. */
const RUN = `
  import { setup } from ${from("../testing-run.ts")};
  const end = await setup({ name: "journeys" });
  console.log(process.env.NIUNIU_TEST_POSTGRES);
  process.stdin.once("data", () => end().then(() => process.exit(0)));
`;

let killed = (): unknown => undefined;
afterEach(() => killed());

async function startRun() {
  const env: NodeJS.ProcessEnv = { ...process.env };
  delete env["NIUNIU_TEST_POSTGRES"];
  const run = spawn(process.execPath, ["--input-type=module-typescript", "-e", RUN], {
    ...{ cwd: import.meta.dirname, env, stdio: ["pipe", "pipe", "inherit"] },
  });
  killed = () => run.kill("SIGKILL");
  const [said] = (await once(run.stdout, "data")) as [Buffer];
  const connection = JSON.parse(said.toString("utf8")) as { readonly host: string };
  const client = new pg.Client(connection);
  client.on("error", () => undefined);
  await client.connect();
  const { rows } = await client.query<{ fsync: string }>("show fsync");
  await client.end();
  expect(rows).toEqual([{ fsync: "off" }]);
  return { run, folder: connection.host };
}

it("the server of a run that is killed ends by itself, and its folder is gone", async () => {
  const { run, folder } = await startRun();
  run.kill("SIGKILL");
  await expect.poll(() => existsSync(folder), { timeout: 30_000 }).toBe(false);
});

it("the server of a run that ends is gone before the run is", async () => {
  const { run, folder } = await startRun();
  run.stdin.write("end");
  await once(run, "exit");
  expect(existsSync(folder)).toBe(false);
});
