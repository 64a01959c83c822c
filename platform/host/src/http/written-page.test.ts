import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createApp } from "./app.ts";
import { refusalTable } from "./refuse.ts";
import { Refused } from "@niuniu/wire";

const app = createApp(refusalTable(), { failed: () => undefined, bug: () => undefined });
app.get("/report", (_request, reply) => reply.send("the form"));
app.get("/try/:part", (_request, reply) => reply.send("a part"));
app.post("/refused", () => {
  throw new Refused("host/too-large");
});
const person = (method: "GET" | "POST", url: string, language = "en") =>
  app.inject({ method, url, headers: { accept: "text/html", "accept-language": language } });

describe("a page that the server writes", () => {
  it("stands in the look of the house, which comes with it, and leaves no trace on the device", async () => {
    for (const page of [await person("GET", "/nothing"), await person("POST", "/refused")]) {
      const style = /<style>([^]*?)<\/style>/.exec(page.payload)?.[1] ?? "";
      const hash = createHash("sha256").update(style).digest("base64");
      expect(page.headers["cache-control"]).toBe("no-store");
      expect(page.headers["content-security-policy"]).toContain(`;style-src 'sha256-${hash}';`);
      expect(style.length).toBeGreaterThan(1000);
      expect(page.payload).not.toMatch(/<link rel="stylesheet|style=|https?:|src=/);
    }
  });

  it("has the colours of the pages of the build", () => {
    const coloursIn = (file: string): ReadonlySet<string> =>
      new Set(readFileSync(new URL(file, import.meta.url), "utf8").match(/--[a-z-]+: #[0-9a-f]+/g));
    const own = coloursIn("written-page.css");
    expect(own.size).toBeGreaterThan(10);
    const theirs = coloursIn("../../../ui/src/styles/paper.css");
    expect([...own].filter((colour) => !theirs.has(colour))).toEqual([]);
  });

  it("speaks the reader's language first, and the other after it", async () => {
    for (const [language, lines] of [
      ["en", ["There is nothing", "这个地址"]],
      ["zh-CN", ["这个地址", "There is nothing"]],
    ] as const) {
      const { payload } = await person("GET", "/nothing", language);
      expect(payload).toContain(`<html lang="${language}">`);
      const [first, second] = lines.map((line) => payload.indexOf(line));
      expect(first).toBeGreaterThan(0);
      expect(second).toBeGreaterThan(first ?? 0);
    }
  });
});

describe("a slash too many", () => {
  it("leads a person to the page without it, and what was asked for goes along", async () => {
    const { statusCode, headers } = await person("GET", "/report/?lang=zh-CN");
    expect([statusCode, headers.location, headers["cache-control"]]).toEqual([308, "/report?lang=zh-CN", "no-store"]);
  });

  it("leads nowhere where no page is, and never to another server", async () => {
    for (const url of ["/nothing/", "//report/", "//elsewhere.example/", "/report//", "/refused/", "/"])
      expect((await person("GET", url)).statusCode, url).toBe(404);
    expect((await app.inject("/report/")).statusCode).toBe(404);
  });
});
