import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { composeReport, reportBody, routes } from "@niuniu/cases";
import { found, planFor, rosterOf } from "@niuniu/sample";
import { PARCEL } from "@niuniu/wire";
import { afterAll, describe, expect, it } from "vitest";
import { start } from "./main.ts";

/** A disk that is full, for root alone: whoever may not mount one has the twin of it in platform/host. */
const folder = mkdtempSync("/tmp/niuniu-full-");
const disk = `${folder}/disk`;
let mounted = false;
try {
  mkdirSync(disk);
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=160m", "tmpfs", disk], { stdio: "ignore" });
  mounted = true;
} catch {
  // Not root, or not allowed.
}
afterAll(() => {
  if (mounted) execFileSync("umount", ["-l", disk]);
  rmSync(folder, { recursive: true, force: true });
});

describe.runIf(mounted)("a server whose disk is full", () => {
  it("tells the reporter that nothing was sent, its operator why, and goes on by itself when there is room", async () => {
    const said: string[] = [];
    const random = (count: number): Uint8Array => new Uint8Array(randomBytes(count));
    const place = {
      data: `${disk}/data`,
      port: 0,
      origin: "http://localhost",
      address: "localhost",
      databaseUrl: null,
    };
    const running = await start({ ...place, failed: (code) => void said.push(code) });
    await found(running.origin, running.setupCode ?? "", random);
    const plan = planFor(await rosterOf(running.origin), Date.now(), { what: "有人看见了。" });
    const send = async (): Promise<readonly [number, string]> => {
      const body = new Uint8Array(reportBody(await composeReport(plan, random)));
      const headers = { "content-type": PARCEL };
      const answer = await fetch(running.origin + routes.report.path, { method: "POST", body, headers });
      return [answer.status, /"code":"([^"]+)"/.exec(await answer.text())?.[1] ?? ""];
    };
    expect(await send()).toEqual([200, ""]);
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(`${disk}/ballast`, Buffer.alloc(bavail * bsize));
    const refused = new Set<string>();
    for (let count = 0; count < 400 && !refused.has("host/disk-full"); count++) {
      const [status, code] = await send();
      if (status !== 200) {
        expect([status, ["host/disk-full", "host/busy", "cases/work-needed"].includes(code)]).toEqual([
          code === "cases/work-needed" ? 429 : 503,
          true,
        ]);
        refused.add(code);
      }
      if (said.includes("host/disk-full") && refused.size > 0) break;
    }
    expect(refused.size).toBeGreaterThan(0);
    expect(said).toContain("host/disk-full");
    expect(said).not.toContain("host/failed");
    rmSync(`${disk}/ballast`);
    await expect.poll(async () => (await send())[0], { timeout: 60_000, interval: 500 }).toBe(200);
    await running.stop();
  });
});
