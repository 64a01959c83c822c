import { testDatabase, testHost, type TestHost } from "@niuniu/host/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { placeOf, places } from "../numbers.ts";
import { now } from "./index.ts";
import { nowPage, SECTIONS } from "./page.ts";

const database = await testDatabase();
let host: TestHost;
beforeAll(async () => {
  host = await testHost(database, { migrations: [now] });
  await now.mount(host, undefined);
});
afterAll(async () => {
  await host.close();
  await database.close();
});

const languages = ["en", "zh-CN"] as const;
const ORIGIN = "https://line.example.org";
const read = (url: string, language: string) =>
  host.inject({ method: "GET", url, headers: { "accept-language": language } });

describe.each(["/now", "/now/letter"])("%s", (url) => {
  it.each(languages)(
    "is one answer of at most 15 kB, that asks for nothing else and runs nothing, in %s",
    async (language) => {
      const { statusCode, headers, payload } = await read(url, language);
      expect([statusCode, headers["content-type"], headers["cache-control"]]).toEqual([
        ...[200, "text/html; charset=utf-8"],
        "no-store",
      ]);
      expect(Buffer.byteLength(payload) + Buffer.byteLength(JSON.stringify(headers))).toBeLessThanOrEqual(15_000);
      expect(payload).toContain(`<html lang="${language}">`);
      expect(payload).not.toMatch(/<script|<img|<link rel="stylesheet|src=|https?:|url\(/);
      // Every gap is filled, or is a line to write on.
      expect(payload.replace(/<style>[^]*<\/style>/, "")).not.toMatch(/\{|undefined|\[object/);
    },
  );
});

describe("the first hours", () => {
  it("say as much in one language as in the other", () => {
    const here = placeOf({});
    const [en, zh] = languages.map((language) => nowPage(language, here, ORIGIN).match(/<li>/g)?.length ?? 0);
    expect(en).toBeGreaterThan(3 * SECTIONS.length);
    expect(zh).toBe(en);
  });

  it("name the numbers of where the organisation is first, and each is called at a touch", () => {
    const page = nowPage("en", placeOf({ zone: "Asia/Singapore" }), ORIGIN);
    const first = page.slice(0, page.indexOf("<details"));
    expect(first).toContain('<a href="tel:995">995</a>');
    expect(first).not.toContain("tel:120");
    expect(page.slice(page.indexOf("<details"))).toContain("Mainland China");
    const links = [...page.matchAll(/<a href="tel:([^"]*)">/g)].map(([, number = ""]) => number);
    expect(links.length).toBeGreaterThan(2 * places.length);
    for (const number of links) expect(number).toMatch(/^(%23)?[0-9]{2,12}$/);
  });

  it("are taken for those of mainland China where a calendar names no place, and claim no number where nobody knows them", () => {
    expect(placeOf({})?.code).toBe("CN");
    expect(placeOf({ zone: "Antarctica/Troll" })).toBeNull();
    const page = nowPage("en", null, ORIGIN);
    expect(page.slice(0, page.indexOf("<details"))).not.toContain("tel:");
    expect(page).toContain("<details open");
    expect(page).toContain("In danger now: the local emergency number.");
  });

  it("say on paper where they are from, for whoever was handed the sheet", () => {
    for (const language of languages)
      expect(nowPage(language, placeOf({}), ORIGIN)).toContain('<p class="paper">line.example.org/now</p>');
  });

  it("know every place by zones that this machine knows, and none twice", () => {
    const zones = places.flatMap((one) => one.zones);
    for (const timeZone of zones) expect(() => new Intl.DateTimeFormat("en", { timeZone }), timeZone).not.toThrow();
    expect(new Set(zones).size).toBe(zones.length);
    for (const { code, zones: own } of places) expect(own.length, code).toBeGreaterThan(0);
  });
});
