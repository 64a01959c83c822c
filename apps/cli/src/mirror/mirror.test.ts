import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { House } from "../testing/house.ts";
import { bury } from "../testing/look.ts";
import { run, start } from "../testing/run.ts";

let house: House;
let folder: string;
let url: string;

beforeEach(async () => {
  house = await new House("line.example.org/record", Date.now() - 700 * 10_000).found();
  await house.seal(650);
  url = await house.open();
  folder = await mkdtemp(join(tmpdir(), "niuniu-mirror-"));
});
afterEach(async () => {
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

const copy = (): string => join(folder, "copy");
const mirror = async () => run(["mirror", url, copy(), "--once"]);
const check = async (where: string) => run(["verify", where, "--json", "--state", join(folder, "state")]);
const verdict = (out: string): unknown => (JSON.parse(out) as { verdict: unknown }).verdict;
const allText = async (): Promise<string> => {
  const names = await readdir(copy(), { recursive: true, withFileTypes: true });
  const files = names
    .filter((name) => name.isFile())
    .map((name) => readFile(join(name.parentPath, name.name), "latin1"));
  return (await Promise.all(files)).join("\n");
};

/** Any web server that knows nothing of records. */
async function plainServer(): Promise<Server> {
  const server = createServer((request, response) => {
    readFile(join(copy(), request.url ?? "")).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

describe("a mirror", () => {
  test("holds a record that can be checked as files and through any web server, and goes on where it was", async () => {
    const first = await mirror();
    expect([first.code, first.out]).toEqual([0, expect.stringContaining(`now holds ${house.size} entries`)]);
    await house.seal(20);
    await house.publish("figures", house.figures);
    await house.seal(20);
    expect((await mirror()).code).toBe(0);
    const files = await check(copy());
    // No witness in this house: in order, but not fully.
    expect([files.code, verdict(files.out)]).toEqual([3, "incomplete"]);
    const server = await plainServer();
    const bound = server.address();
    const served = await run([
      "mirror",
      `http://127.0.0.1:${typeof bound === "object" ? bound?.port : 0}`,
      join(folder, "second"),
      "--once",
    ]);
    server.close();
    expect([served.code, served.out]).toEqual([0, expect.stringContaining(`now holds ${house.size} entries`)]);
  });

  test("killed while it copies, goes on from there", async () => {
    let served = 0;
    const child = start(["mirror", url, copy(), "--once"]);
    house.twist = (path) => {
      if (path.startsWith("/record/tile/") && ++served === 5) child.kill("SIGKILL");
      return undefined;
    };
    await once(child, "exit");
    house.twist = () => undefined;
    expect((await mirror()).code).toBe(0);
    expect((await check(copy())).code).toBe(3);
  });

  test("takes nothing that has not been checked: a lie leaves it as it was", async () => {
    await mirror();
    const before = await readFile(join(copy(), "record/checkpoint"), "utf8");
    await house.seal(300);
    house.twist = (path, truth) => {
      if (!path.startsWith("/record/tile/entries/") || truth === null) return undefined;
      const altered = Uint8Array.from(truth);
      altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
      return altered;
    };
    const lied = await mirror();
    expect([lied.code, lied.out]).toEqual([1, expect.stringContaining("LIED")]);
    expect(await readFile(join(copy(), "record/checkpoint"), "utf8")).toBe(before);
    house.twist = () => undefined;
    expect((await mirror()).code).toBe(0);
    expect((await check(copy())).code).toBe(3);
  });

  test("forgets a text that was taken away by a member's signed word", async () => {
    const index = await house.publish("figures", '{"note":"to be taken away"}');
    await house.seal();
    await mirror();
    expect(await allText()).toContain("to be taken away");
    await bury(house, index);
    expect((await mirror()).code).toBe(0);
    expect(await allText()).not.toContain("to be taken away");
    expect((await check(copy())).code).toBe(3);
  });
});
