import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { publicKey } from "@niuniu/note";
import { expect, test } from "vitest";
import { openMirror } from "./mirror.ts";

const log = { name: "line.example/record", key: publicKey(new Uint8Array(32).fill(1)) };

test("a mirror that never stops answering is left after as much as any honest one has", async () => {
  let sent = 0;
  const server = createServer((_, response) => {
    const more = (): void => {
      if (response.destroyed) return;
      sent += 65_536;
      if (response.write(Buffer.alloc(65_536))) setImmediate(more);
      else response.once("drain", more);
    };
    more();
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  try {
    const { port } = server.address() as AddressInfo;
    await expect(openMirror(`http://127.0.0.1:${port}`, log, 1_000_000)).rejects.toMatchObject({
      code: "archive/no-mirror",
      values: { why: "record/checkpoint is too large" },
    });
    expect(sent).toBeLessThan(32_000_000);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

test("a file of a mirror that is larger than any honest one is not read to its end", async () => {
  const folder = mkdtempSync("/tmp/niuniu-mirror-");
  try {
    mkdirSync(join(folder, "record"));
    writeFileSync(join(folder, "record/checkpoint"), Buffer.alloc(1_000_001));
    await expect(openMirror(folder, log, 1_000_000)).rejects.toThrow("archive/no-mirror");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
