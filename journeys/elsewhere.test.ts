import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Browser } from "playwright-core";
import { makeSite } from "../tools/site.ts";
import { openStage, visit, type Visitor } from "./browser.ts";
import { goTo, openReport, openRow, reply, signIn } from "./handler.ts";
import type { House } from "./house.ts";
import { caseOf, comeBack, fillReport, namedOn, nothingDiffers, seal } from "./reporter.ts";

const BUILT = fileURLToPath(new URL("../apps/web/dist/", import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
};

let house: House;
let browser: Browser;
let closeStage = (): Promise<void> => Promise.resolve();
let union: Server;
let origin = "";
let manifest = "";
const folder = mkdtempSync(join(tmpdir(), "niuniu-elsewhere-"));

/** The headers of the example configuration, as its reader would take them over. */
function headersOf(configuration: string): Readonly<Record<string, string>> {
  const lines = configuration.matchAll(/^ *add_header (\S+) "([^"]*)" always;$/gm);
  return Object.fromEntries([...lines].map(([, name = "", value = ""]) => [name, value]));
}

/** A web server that knows nothing but files, as a union has one. */
function serveFiles(www: string, headers: Readonly<Record<string, string>>): Server {
  return createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://union").pathname;
    const named = join(www, path);
    const file = existsSync(named) && statSync(named).isDirectory() ? join(named, "index.html") : named;
    if (request.method !== "GET" || !existsSync(file)) response.writeHead(404, { "content-type": "text/plain" }).end();
    else response.writeHead(200, { ...headers, "content-type": TYPES[extname(file)] ?? "" }).end(readFileSync(file));
  });
}

beforeAll(async () => {
  ({ house, browser, close: closeStage } = await openStage());
  const site = join(folder, "site");
  manifest = makeSite(BUILT, house.origin, site);
  union = serveFiles(join(site, "www"), headersOf(readFileSync(join(site, "nginx.conf"), "utf8")));
  await new Promise<void>((resolve) => union.listen(0, "localhost", resolve));
  origin = `http://localhost:${(union.address() as AddressInfo).port}`;
});
afterAll(async () => {
  union.closeAllConnections();
  union.close();
  await closeStage();
  rmSync(folder, { recursive: true, force: true });
});

/** Somebody who opens the union's pages and never the line's own. */
const member = (): Promise<Visitor> => visit(browser, { ...house, origin }, { language: "zh-CN" });

describe("the reporter's pages on a union's own server", () => {
  it("send a report to the line and come back to it, and fetch nothing from the line that could run", async () => {
    const reporter = await member();
    await reporter.go("/");
    await reporter.sees(reporter.say("people.front.checked"));
    await fillReport(reporter, { what: "他又在会上拿我的身材开玩笑。" });
    const code = await seal(reporter);
    await comeBack(reporter, code);
    await nothingDiffers(reporter);

    const owes = (name: string): string =>
      reporter.say("cases.thread.owed.answer", { name, date: "|" }).split("|")[0] ?? "";
    const owner = await namedOn(reporter, house.founders, owes);
    const handler = await visit(browser, house, { language: "zh-CN" });
    await signIn(handler, owner);
    await openRow(handler, caseOf(code));
    await openReport(handler);
    await reply(handler, "谢谢你说出来，我今天就去谈。");
    await goTo(handler, "cases");

    await comeBack(reporter, code);
    await reporter.sees("谢谢你说出来，我今天就去谈。");
    await reporter.field("cases.thread.more").fill("还有一位同事也听到了。");
    await reporter.press("cases.thread.send");
    await reporter.sees(reporter.say("cases.thread.sent"));
    await nothingDiffers(reporter);

    expect(reporter.noticed.faults).toEqual([]);
    const fromLine = reporter.noticed.requests.filter((one) => one.includes(`${house.origin}/`));
    expect(fromLine.length).toBeGreaterThan(0);
    expect(fromLine.filter((one) => /\/assets\/|\.(js|css|html)/.test(one))).toEqual([]);
    await Promise.all([reporter.context.close(), handler.context.close()]);
  });

  it("lead to the line for what only the line answers", async () => {
    const reporter = await member();
    await reporter.go("/");
    const links = await reporter.page
      .locator("footer a")
      .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href));
    expect(links).toEqual(expect.arrayContaining([`${house.origin}/cases/sealed`, `${house.origin}/desk`]));
    await reporter.context.close();
    const plain = await visit(browser, { ...house, origin }, { language: "zh-CN", javaScript: false });
    await plain.go("/");
    expect(await plain.page.locator("noscript a, a").first().getAttribute("href")).toBe(`${house.origin}/cases/sealed`);
    await plain.context.close();
  });

  it("run the scripts of the release, byte for byte, and say so in a manifest of their own", () => {
    const { files } = JSON.parse(manifest) as { readonly files: Readonly<Record<string, string>> };
    const released = JSON.parse(house.running().host.release() ?? "") as {
      readonly files: Readonly<Record<string, string>>;
    };
    const assets = Object.entries(files).filter(([path]) => path.startsWith("/assets/"));
    expect(assets.length).toBeGreaterThan(5);
    for (const [path, hash] of assets) expect(released.files[path]).toBe(hash);
    expect(Object.keys(files)).toEqual(expect.arrayContaining(["/", "/report", "/return"]));
    expect(Object.keys(files)).not.toContain("/desk");
    expect(Object.keys(files).some((path) => path.startsWith("/assets/desk-"))).toBe(false);
  });

  it.each(["http://line.example.org", "https://line.example.org/niuniu", "line.example.org", ""])(
    "are made for an origin reached safely only, and not for %j",
    (api) => {
      expect(() => makeSite(BUILT, api, join(folder, "none"))).toThrow(/origin|https/);
      expect(existsSync(join(folder, "none"))).toBe(false);
    },
  );
});
