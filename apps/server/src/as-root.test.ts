import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { passkeyAsk } from "@niuniu/people";
import { ask, found, makeReport } from "@niuniu/sample";
import { afterAll, describe, expect, it } from "vitest";
import { builtIn, cloneInto, closedFolder, idsOf } from "./testing/closed-clone.ts";

/**
 * Where root starts the server in a clone that nobody else can enter; with the sample, in sample.test.ts. An ordinary user's server
 * is in main.test.ts: it is one process from the beginning, and never anybody else.
 */
const random = (count: number): Uint8Array => new Uint8Array(randomBytes(count));
const folders: string[] = [];
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

interface Started {
  readonly child: ChildProcess;
  readonly origin: string;
  readonly code: string;
  readonly ended: Promise<number | null>;
  readonly complaints: () => string;
}

async function startIn(clone: string): Promise<Started> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", builtIn(clone)], {
    cwd: clone,
    env: { PATH: process.env["PATH"], NIUNIU_PORT: "0" },
  });
  children.push(child);
  let [out, err] = ["", ""];
  child.stdout.on("data", (text: Buffer) => (out += String(text)));
  child.stderr.on("data", (text: Buffer) => (err += String(text)));
  const ended = new Promise<number | null>((resolve) => void child.once("exit", resolve));
  for (let attempt = 0; attempt < 900 && !out.includes("type this code: "); attempt++) {
    if (child.exitCode !== null) break;
    await wait(100);
  }
  const [, origin = "", code = ""] = /open at (\S+)[^]*type this code: (\S+)/.exec(out) ?? [];
  expect([origin === "", err]).toEqual([false, ""]);
  return { child, origin, code, ended, complaints: () => err };
}

describe.runIf(process.getuid?.() === 0)("a server that root starts in a clone nobody else can enter", () => {
  it("is not root when it answers, does all it has to do, and leaves nothing", async () => {
    const clone = closedFolder();
    folders.push(clone);
    cloneInto(clone);
    const data = join(clone, "data");
    const { child, origin, code, ended, complaints } = await startIn(clone);
    const { users, groups } = idsOf(child.pid ?? 0);
    expect(users.filter((id) => id === "0")).toEqual([]);
    expect(groups.filter((id) => id === "0")).toEqual([]);
    const outside = readFileSync(join(data, "temporary"), "utf8").trim().split("\n");
    expect(outside.every((folder) => existsSync(folder))).toBe(true);

    await found(origin, code, random);
    // A library that is otherwise read when the first one asks.
    expect((await ask(origin, passkeyAsk)).ceremony).toMatch(/^sign-in\./);
    await makeReport(origin, { what: "有人看见了。" }, { now: Date.now(), random });

    // Its database is killed; it starts another without being root.
    const before = Number(readFileSync(join(data, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
    process.kill(before, "SIGKILL");
    await expect
      .poll(
        () =>
          makeReport(origin, { what: "又有人看见了。" }, { now: Date.now(), random }).then(
            () => true,
            () => false,
          ),
        {
          timeout: 60_000,
          interval: 500,
        },
      )
      .toBe(true);
    expect(complaints()).toContain("host/postgres-ended");

    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(outside.filter((folder) => existsSync(folder))).toEqual([]);
    expect(existsSync(join(data, "temporary"))).toBe(false);

    // What root does with the same folder afterwards goes on as before.
    const operator = ["--disable-warning=ExperimentalWarning", join(clone, "apps/server/src/operator.ts")];
    const run = (...words: readonly string[]): string =>
      execFileSync(process.execPath, [...operator, ...words, "--data", data], { cwd: clone, encoding: "utf8" });
    run("backup", "--to", join(clone, "backups"));
    expect(run("doctor")).not.toBe("");
  });
});
