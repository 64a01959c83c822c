import { sha256Hex } from "@niuniu/host";
import { testDatabase, testHost, type TestHost } from "@niuniu/host/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { placeOf, places, type Place } from "../numbers.ts";
import { TEXTS } from "../texts.ts";
import { now } from "./index.ts";
import { nowPage, SECTIONS } from "./page.ts";
import { remembered, type Reviewed } from "./reviewed.ts";

const database = await testDatabase();
let host: TestHost;
let asked: () => Promise<Reviewed | null> = () => Promise.resolve(null);
beforeAll(async () => {
  host = await testHost(database, { migrations: [now] });
  await now.mount(host, { reviewed: () => asked() });
});
afterAll(async () => {
  await host.close();
  await database.close();
});

const languages = ["en", "zh-CN"] as const;
const house = (here: Place | null, read: Reviewed | null = null) => {
  return { here, origin: "https://line.example.org", read };
};
const read = (url: string, language: string) =>
  host.inject({ method: "GET", url, headers: { "accept-language": language } });

/** As long as a member can write them. */
const LONGEST = { name: "\u{20000}".repeat(40), profession: "\u{20000}".repeat(30) };
const both = (one: Reviewed["legal"]): Reviewed => {
  return { day: "2026-11-30", until: "2027-11-30", medical: one, legal: one };
};

describe.each(["/now", "/now/letter"])("%s", (url) => {
  it.each(languages)(
    "is one answer of at most 15 kB, that asks for nothing else and runs nothing, in %s",
    async (language) => {
      asked = () => Promise.resolve({ ...both(LONGEST), until: "2199-01-01" });
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
    const [en, zh] = languages.map((language) => nowPage(language, house(here)).match(/<li>/g)?.length ?? 0);
    expect(en).toBeGreaterThan(3 * SECTIONS.length);
    expect(zh).toBe(en);
  });

  it("name the numbers of where the organisation is first, and each is called at a touch", () => {
    const page = nowPage("en", house(placeOf({ zone: "Asia/Singapore" })));
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
    const page = nowPage("en", house(null));
    expect(page.slice(0, page.indexOf("<details"))).not.toContain("tel:");
    expect(page).toContain("<details open");
    expect(page).toContain("In danger now: the local emergency number.");
  });

  it("say on paper where they are from, for whoever was handed the sheet", () => {
    for (const language of languages)
      expect(nowPage(language, house(placeOf({})))).toContain('<p class="paper">line.example.org/now</p>');
  });

  it("know every place by zones that this machine knows, and none twice", () => {
    const zones = places.flatMap((one) => one.zones);
    for (const timeZone of zones) expect(() => new Intl.DateTimeFormat("en", { timeZone }), timeZone).not.toThrow();
    expect(new Set(zones).size).toBe(zones.length);
    for (const { code, zones: own } of places) expect(own.length, code).toBeGreaterThan(0);
  });
});

describe("who read them", () => {
  const sentences = (page: string): string => page.replaceAll(/<[^>]*>/g, "");

  it("is said as they want to be named, on which day, and by whose word", () => {
    const read = {
      ...both({ name: null, profession: "lawyer" }),
      medical: { name: "Li Wen", profession: "emergency physician" },
    };
    expect(sentences(nowPage("en", house(null, read)))).toContain(
      "Read on November 30, 2026 by Li Wen (emergency physician) and somebody not named (lawyer), as the committee says.",
    );
    const zh = sentences(nowPage("zh-CN", house(null, read)));
    expect(zh).toContain("读过本页的有：Li Wen（emergency physician）、一位不具名者（lawyer），2026年11月30日。文本：");
    expect(zh).not.toContain("草稿");
  });

  it("is nobody, says the page, where nobody is said to have, and from the day on which it holds no more", async () => {
    const draft = "Draft: no doctor and no lawyer is known to have read it as it stands.";
    const said = async (until: string): Promise<string> => {
      asked = () => Promise.resolve({ ...both({ name: "Li Wen", profession: "doctor" }), until });
      return (await read("/now", "en")).payload;
    };
    const today = host.dayOf(host.now());
    expect(nowPage("en", house(null))).toContain(draft);
    expect(await said(today)).toContain(draft);
    const tomorrow = host.dayOf(host.now() + 86_400_000);
    expect(await said(tomorrow)).not.toContain(draft);
    expect(await said(tomorrow)).toContain("Li Wen (doctor)");
    // Nobody who needs this page waits for a database that is away.
    asked = () => Promise.reject(new Error("away"));
    const { statusCode, payload } = await read("/now", "en");
    expect([statusCode, payload.includes("Li Wen (doctor)")]).toEqual([200, true]);
  });

  it("are known by the hash of an answer that anybody can ask for, and the page names its beginning", async () => {
    const { payload } = await read("/now/texts", "en");
    expect(payload).toBe(TEXTS);
    const hash = sha256Hex(Buffer.from(payload));
    for (const language of languages) expect(nowPage(language, house(null))).toContain(hash.slice(0, 8));
  });
});

describe("what is asked for beside a page that somebody needs now", () => {
  it("keeps nobody waiting: what was known last is said where it fails, or is never answered", async () => {
    let failures = 0;
    let answer: () => Promise<string | null> = () => Promise.reject(new Error("gone"));
    const ask = remembered(
      () => answer(),
      () => (failures += 1),
    );
    expect([await ask(), failures]).toEqual([null, 1]);
    answer = () => Promise.resolve("read");
    expect(await ask()).toBe("read");
    answer = () => Promise.reject(new Error("gone"));
    expect([await ask(), failures]).toEqual(["read", 2]);
    let questions = 0;
    answer = () => {
      questions += 1;
      return new Promise(() => undefined);
    };
    expect(await Promise.all([ask(), ask(), ask()])).toEqual(["read", "read", "read"]);
    // However many wait, one question is open.
    expect([await ask(), questions]).toEqual(["read", 1]);
  });
});
