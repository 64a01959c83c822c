import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "./app.ts";
import { givePages, releaseOf } from "./pages.ts";
import { refusalTable } from "./refuse.ts";

const folder = mkdtempSync("/tmp/niuniu-pages-");
const MAP = '{"integrity":{"/assets/later-Ab3dEf_9.js":"sha384-x"}}';
const PAGES = {
  "reporter.html": ["/", "/report", { path: "/return", kept: false }],
  "desk.html": ["/desk"],
} as const;
const DESK = '<!doctype html><title>D</title><meta name="trusted-types" content="niuniu-woken" />';
const app = createApp(refusalTable(), { failed: () => undefined, bug: () => undefined });

beforeAll(() => {
  mkdirSync(join(folder, "assets"));
  writeFileSync(
    join(folder, "reporter.html"),
    `<!doctype html><title>R</title><script type="importmap">${MAP}</script>`,
  );
  writeFileSync(join(folder, "reporter.html.br"), "brotli of reporter");
  writeFileSync(join(folder, "desk.html"), DESK);
  writeFileSync(join(folder, "assets/reporter-Ab3dEf_9.js"), "1");
  writeFileSync(join(folder, "assets/reporter-Ab3dEf_9.js.gz"), "gzip of script");
  writeFileSync(join(folder, "assets/later-Ab3_f9.js"), "2");
  writeFileSync(join(folder, "now-standing.txt"), "no hash");
  writeFileSync(join(folder, "robots.txt"), "User-agent: *");
  writeFileSync(join(folder, ".built"), "0");
  givePages(app, folder, PAGES);
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

describe("the pages", () => {
  it("for the public and for reporters are one file, so that a cache tells only that the first page was seen", async () => {
    const answers = await Promise.all(["/", "/report", "/return"].map((url) => app.inject(url)));
    expect(new Set(answers.map(({ payload }) => payload)).size).toBe(1);
    expect(answers[0]?.headers.etag).toBe(answers[1]?.headers.etag);
  });

  it("leave nothing on the device of somebody who comes back with a receipt", async () => {
    const page = await app.inject("/return");
    expect(page.headers["cache-control"]).toBe("no-store");
    expect(page.headers).not.toHaveProperty("etag");
    const { headers } = await app.inject("/report");
    const again = await app.inject({ url: "/return", headers: { "if-none-match": String(headers.etag) } });
    expect([again.statusCode, again.payload]).toEqual([200, page.payload]);
  });

  it("allow nothing but our own files and are asked for again by ETag", async () => {
    const page = await app.inject("/");
    const policy = String(page.headers["content-security-policy"]);
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ]) {
      expect(policy).toContain(rule);
    }
    expect(policy).not.toContain("unsafe");
    expect(page.headers["cache-control"]).toBe("no-cache");
    const again = await app.inject({ url: "/", headers: { "if-none-match": String(page.headers.etag) } });
    expect(again.statusCode).toBe(304);
    expect(again.payload).toBe("");
  });

  it("run what they name the hash of and nothing else: their import map by its own, every file by what the map says", async () => {
    const { headers } = await app.inject("/");
    const hash = createHash("sha256").update(MAP).digest("base64");
    expect(headers["content-security-policy"]).toContain(`;script-src 'self' 'sha256-${hash}';`);
    expect(headers["integrity-policy"]).toBe("blocked-destinations=(script)");
    expect((await app.inject("/desk")).headers["content-security-policy"]).toContain(";script-src 'self';");
  });

  it("let no text become a script's address, but where a page names the one policy it makes", async () => {
    const policies = await Promise.all(["/", "/desk"].map((url) => app.inject(url)));
    const trusted = policies.map(
      ({ headers }) => /trusted-types [^;]*$/.exec(String(headers["content-security-policy"]))?.[0],
    );
    expect(trusted).toEqual(["trusted-types 'none'", "trusted-types niuniu-woken"]);
  });

  it("travel compressed where the browser takes it", async () => {
    const page = await app.inject({ url: "/", headers: { "accept-encoding": "gzip, deflate, br" } });
    expect([page.headers["content-encoding"], page.payload]).toEqual(["br", "brotli of reporter"]);
    const script = await app.inject({ url: "/assets/reporter-Ab3dEf_9.js", headers: { "accept-encoding": "gzip" } });
    expect([script.headers["content-encoding"], script.payload]).toEqual(["gzip", "gzip of script"]);
  });

  it("keep a script named after its content for a year, and nothing else", async () => {
    const script = await app.inject("/assets/reporter-Ab3dEf_9.js");
    expect(script.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect(script.headers["content-type"]).toBe("text/javascript");
    expect((await app.inject("/assets/later-Ab3_f9.js")).headers["cache-control"]).toContain("immutable");
    expect((await app.inject("/now-standing.txt")).headers["cache-control"]).toBe("no-cache");
    expect((await app.inject("/robots.txt")).headers["cache-control"]).toBe("no-cache");
  });

  it("name files of the build and nothing else on the disk", async () => {
    for (const url of [
      "/reporter.html",
      "/../package.json",
      "/assets/..%2f..%2fetc/passwd",
      "/assets/",
      "/reporter.html.br",
      "/.built",
    ]) {
      expect((await app.inject(url)).statusCode).toBe(404);
    }
  });
});

describe("the manifest of a release", () => {
  const hashOf = (text: string): string => `sha384-${createHash("sha384").update(text).digest("base64")}`;
  const reporter = `<!doctype html><title>R</title><script type="importmap">${MAP}</script>`;

  it("names every address with the hash of what is served there, in one spelling", () => {
    const files = {
      "/": hashOf(reporter),
      "/assets/later-Ab3_f9.js": hashOf("2"),
      "/assets/reporter-Ab3dEf_9.js": hashOf("1"),
      "/desk": hashOf(DESK),
      "/now-standing.txt": hashOf("no hash"),
      "/report": hashOf(reporter),
      "/return": hashOf(reporter),
      "/robots.txt": hashOf("User-agent: *"),
    };
    expect(releaseOf(folder, PAGES)).toBe(`${JSON.stringify({ niuniu: "release v1", version: "0.1.0", files })}\n`);
  });

  it("does not exist where nothing was built", () => {
    expect(releaseOf(join(folder, "nowhere"), PAGES)).toBeNull();
  });
});
