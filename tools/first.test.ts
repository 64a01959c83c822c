import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, type Plugin, type UserConfig } from "vite";
import { afterAll, describe, expect, it } from "vitest";
import config from "../apps/web/vite.config.ts";
import { createApp } from "../platform/host/src/http/app.ts";
import { givePages } from "../platform/host/src/http/pages.ts";
import { refusalTable } from "../platform/host/src/http/refuse.ts";
import { LIMITS, weighed } from "./weight.ts";

const FOR_EVER = "public, max-age=31536000, immutable";
const folder = mkdtempSync(join(tmpdir(), "niuniu-first-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Builds the reporter's pages, and only them, with `line` put before what stands in a file of the first screens. */
async function builtWith(line: string): Promise<void> {
  const { plugins = [], ...rest }: UserConfig = config;
  const added: Plugin = {
    name: "added",
    enforce: "pre",
    resolveId: (id) => (id === "newcomer" ? "\0newcomer" : null),
    load: (id) => (id === "\0newcomer" ? "export const newcomer = () => location.href;" : null),
    transform: (code, id) => (id.endsWith("cases/src/web/draft.ts") ? `${line}\n${code}` : null),
  };
  const own = plugins.filter(
    (one) => !(typeof one === "object" && one !== null && "name" in one && one.name === "niuniu:then-areas"),
  );
  await build({ ...rest, logLevel: "silent", configFile: false, plugins: [added, ...own], build: inFolder(rest) });
}
let built: Promise<void> | undefined;
/** As they are, once: a build that breaks writes nothing over it. */
const builtAsTheyAre = (): Promise<void> => (built ??= builtWith(""));
const inFolder = ({ build: given }: UserConfig): NonNullable<UserConfig["build"]> => ({ ...given, outDir: folder });

describe("the first file of a page", { timeout: 120_000 }, () => {
  it("holds what is named in its list, and a first report is as light as it has to be", async () => {
    await builtAsTheyAre();
    for (const language of ["en", "zh-CN"]) {
      const { first, whole } = weighed(folder, language);
      expect(first.bytes).toBeLessThanOrEqual(LIMITS.first.bytes);
      expect(first.requests).toBe(LIMITS.first.requests);
      expect(whole.bytes).toBeLessThanOrEqual(LIMITS.whole.bytes);
      expect(whole.requests).toBeLessThanOrEqual(LIMITS.whole.requests);
    }
  });

  it("and every other of them is kept for ever by the server, by its name: a tag sent back would tell a device again", async () => {
    await builtAsTheyAre();
    const app = createApp(refusalTable(), { failed: () => undefined, bug: () => undefined });
    givePages(app, folder, {});
    const files = readdirSync(join(folder, "assets")).filter((name) => /\.(js|css)$/.test(name));
    const keeping = await Promise.all(files.map(async (name) => (await app.inject(`/assets/${name}`)).headers));
    expect(files.length).toBeGreaterThan(10);
    for (const headers of keeping) expect([headers["cache-control"], headers.etag]).toEqual([FOR_EVER, undefined]);
    await app.close();
  });

  it("takes in nothing new unasked", async () => {
    const line = 'import { newcomer } from "newcomer"; console.log(newcomer());';
    await expect(builtWith(line)).rejects.toThrow("newcomer is in the first file unasked");
  });

  it("waits for no other file", async () => {
    const line = 'import { clockWords } from "./span-words.ts"; console.log(clockWords);';
    await expect(builtWith(line)).rejects.toThrow(/the first file waits for assets\/report-/);
  });
});
