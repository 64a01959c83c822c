import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createHost, type RunningHost } from "./host.ts";
import { testDatabase, type TestDatabase } from "./testing.ts";

let database: TestDatabase;
const data = mkdtempSync(join(tmpdir(), "niuniu-room-"));
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await database.close();
  rmSync(data, { recursive: true, force: true });
});

async function opened(keepFree: number, heard: string[]): Promise<RunningHost> {
  const host = await createHost({
    connection: await database.fresh(),
    ...{ migrations: [], origin: "http://localhost", data, keepFree },
    failed: (code) => void heard.push(code),
  });
  await host.open(0, "127.0.0.1");
  return host;
}

it("a disk with less room than is to be kept makes the line ask for work, and its operator hear of it once", async () => {
  const heard: string[] = [];
  // No disk has so much.
  const host = await opened(Number.MAX_SAFE_INTEGER, heard);
  expect(host.load.scarce()).toBe(true);
  expect(host.load.demand().bits).toBeGreaterThan(0);
  expect(heard.filter((code) => code === "host/disk-low")).toHaveLength(1);
  await host.close();
});

it("one with room enough asks nothing and says nothing", async () => {
  const heard: string[] = [];
  const host = await opened(1, heard);
  expect([host.load.scarce(), host.load.demand().bits, heard]).toEqual([false, 0, []]);
  await host.close();
});
