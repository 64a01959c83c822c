import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cosignatures, readWitness, writeAddCheckpoint } from "@niuniu/record";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { House } from "../testing/house.ts";
import { run, saying, start } from "../testing/run.ts";

let house: House;
let other: House;
let url: string;
let folder: string;
let child: ChildProcess | null;

beforeEach(async () => {
  house = await new House().found();
  other = await new House(house.origin, Date.now(), "other").found();
  url = await house.open();
  folder = await mkdtemp(join(tmpdir(), "niuniu-witness-from-"));
  child = null;
});
afterEach(async () => {
  child?.kill("SIGKILL");
  await house.close();
  await other.close();
  await rm(folder, { recursive: true, force: true });
});

const words = (): readonly string[] => [
  "witness",
  "--data",
  folder,
  "--listen",
  "0",
  "--from",
  url,
  "--name",
  "union.example",
];

/** Starts a witness: what it said until it was ready, and how it answers about a checkpoint it has never seen. */
async function begin() {
  child = start(words());
  const [said, line = "", port = ""] = await saying(child, /[^]*?(union\.example\+\S+)[^]* 127\.0\.0\.1:(\d+)/);
  const ask = async (checkpoint: string): Promise<Response> =>
    fetch(`http://127.0.0.1:${port}/add-checkpoint`, {
      method: "POST",
      body: writeAddCheckpoint({ old: 0, hashes: [], checkpoint }),
    });
  return { said, line, ask };
}

async function end(): Promise<void> {
  if (child === null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
}

describe("a witness that takes the key of a record from its host", () => {
  test("says which one it keeps to, and signs for that one", async () => {
    const { said, line, ask } = await begin();
    expect(said).toContain(`showed the key ${house.vkey}. From now on I keep to it.`);
    const answer = await ask(house.checkpoint());
    expect(answer.status).toBe(200);
    const signed = cosignatures(house.checkpoint() + (await answer.text()), [readWitness(line)]);
    expect(signed.map(({ name }) => name)).toEqual(["union.example"]);
    expect((await ask(other.checkpoint())).status).toBe(403);
  });

  test("keeps to it when the host shows another one later, and when the host is away", async () => {
    await begin();
    await end();
    const port = Number(new URL(url).port);
    await house.close();
    await other.open(port);
    const { said, ask } = await begin();
    expect(said).not.toContain("showed the key");
    expect((await ask(other.checkpoint())).status).toBe(403);
    expect((await ask(house.checkpoint())).status).toBe(200);
    await end();
    await other.close();
    const away = await begin();
    expect((await away.ask(other.checkpoint())).status).toBe(403);
  });

  test("does not start, and keeps nothing, when the host cannot be asked the first time", async () => {
    await house.close();
    const { code, out } = await run(words());
    expect([code, out]).toEqual([2, ""]);
    expect((await readdir(folder)).filter((name) => name.startsWith("from-"))).toEqual([]);
    await house.open(Number(new URL(url).port));
    expect((await begin()).said).toContain(house.vkey);
  });
});
