import { spawn } from "node:child_process";
import { networkInterfaces } from "node:os";
import { mkdtempSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { start, type StartOptions } from "./main.ts";

const folder = mkdtempSync("/tmp/niuniu-server-");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const settings: StartOptions = {
  data: `${folder}/data`,
  port: 0,
  origin: "http://localhost",
  address: "localhost",
  databaseUrl: null,
};

describe("the server", () => {
  it("starts on an empty folder, answers, stops, and starts again in under five seconds", async () => {
    const first = await start(settings);
    expect((await fetch(`${first.origin}/openapi.json`)).status).toBe(200);
    await first.stop();
    const begin = performance.now();
    const second = await start(settings);
    expect(performance.now() - begin).toBeLessThan(5_000);
    expect(second.databasePid()).toBeGreaterThan(0);
    await second.stop();
    expect(second.databasePid()).toBeNull();
  });

  it("says what is wrong in a sentence and ends, leaving nothing behind", async () => {
    const running = await start(settings);
    const port = new URL(running.origin).port;
    const said = await command({ NIUNIU_DATA: `${folder}/other`, NIUNIU_PORT: port });
    expect(said).toEqual({
      code: 1,
      out: "",
      err: expect.stringMatching(/^Port \d+ is already in use.*host\/port-in-use\)\n$/) as string,
    });
    await running.stop();
    // The data folder is free again: nothing of the refused start holds it.
    const again = await start({ ...settings, data: `${folder}/other` });
    await again.stop();
  });

  it("prints where it serves and stops in order when asked to", async () => {
    const said = await command({ NIUNIU_DATA: `${folder}/data`, NIUNIU_PORT: "0" }, /open at http:\/\/localhost:\d+\n/);
    expect(said).toEqual({ code: 0, out: expect.stringContaining("Niuniu is open at") as string, err: "" });
    expect(said.out).toMatch(/\nNiuniu is stopping: .*\nNiuniu has stopped\.\n$/);
  });

  it("prints the address that people type and the port a proxy is to be pointed at, where the two differ", async () => {
    const environment = { NIUNIU_DATA: `${folder}/data`, NIUNIU_PORT: "0", NIUNIU_ORIGIN: "https://line.example.org" };
    const { out } = await command(environment, /type this code/);
    expect(out).toMatch(/^Niuniu is open at https:\/\/line\.example\.org\nIt listens on port \d+, at localhost\.\n/);
  });

  it("is reached from other machines only where it was told to listen to them, and says that this is not encrypted", async () => {
    const other = Object.values(networkInterfaces())
      .flatMap((cards) => cards ?? [])
      .find(({ family, internal }) => family === "IPv4" && !internal)?.address;
    // Every address of 127/8 is this machine; only the first is localhost.
    const elsewhere = other ?? "127.0.0.2";
    const typed = { ...settings, origin: "https://line.example.org" };
    const closed = await start(typed);
    const port = new URL(closed.origin).port;
    await expect(fetch(`http://${elsewhere}:${port}/openapi.json`)).rejects.toThrow();
    await closed.stop();
    const environment = { NIUNIU_ORIGIN: typed.origin, NIUNIU_LISTEN: "0.0.0.0" };
    const { out } = await command(
      { ...environment, NIUNIU_DATA: `${folder}/data`, NIUNIU_PORT: "0" },
      /type this code/,
    );
    expect(out).toMatch(/It listens on port \d+, on every address of this machine\. What comes there is not encrypted/);
    const open = await start({ ...typed, address: "0.0.0.0" });
    expect((await fetch(`http://${elsewhere}:${new URL(open.origin).port}/openapi.json`)).status).toBe(200);
    await open.stop();
  });
});

interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command; asks it to stop once it has said `enough`. */
function command(environment: Record<string, string>, enough = /(?!)/): Promise<Said> {
  const child = spawn(process.execPath, [fileURLToPath(new URL("./main.ts", import.meta.url))], { env: environment });
  let [out, err] = ["", ""];
  child.stdout.on("data", (text: Buffer) => {
    out += String(text);
    // Once: what it says may come in two parts, and a second signal does not wait.
    if (!child.killed && enough.test(out)) child.kill("SIGTERM");
  });
  child.stderr.on("data", (text: Buffer) => (err += String(text)));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, out, err })));
}
