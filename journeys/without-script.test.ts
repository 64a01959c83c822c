import { expect, it } from "vitest";
import { phrasesIn } from "./phrases.ts";
import { stageForAll } from "./stage.ts";

/* What the server writes itself, for browsers that run no script: a page of the house, and not bare text. */

const stage = stageForAll();
const WRITTEN = ["/cases/sealed", "/nothing-here", "/report/", "/desk"] as const;

it.each(["light", "dark"] as const)("reads like the house on a phone and at a desk, %s", async (colorScheme) => {
  const { browser, house } = stage;
  for (const width of [320, 1280]) {
    const options = { locale: "zh-CN", javaScriptEnabled: false, viewport: { width, height: 800 }, colorScheme };
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const faults: string[] = [];
    page.on("console", (message) => {
      // That nothing is there is what one of them is asked for.
      if (message.type() === "error" && !message.text().includes("404")) faults.push(message.text());
    });
    for (const path of WRITTEN) {
      await page.goto(house.origin + path);
      const seen = await page.evaluate(() => {
        const widths = [...document.querySelectorAll("p")].map((one) => one.getBoundingClientRect().width);
        const [, ...paper] =
          /rgb\((\d+), (\d+), (\d+)\)/.exec(getComputedStyle(document.documentElement).backgroundColor) ?? [];
        return { widest: Math.max(...widths), scroll: document.documentElement.scrollWidth, paper: paper.map(Number) };
      });
      expect([seen.scroll, seen.widest <= 640], `${path} at ${width}`).toEqual([width, true]);
      expect(
        seen.paper.every((part) => (colorScheme === "dark" ? part < 64 : part > 192)) && seen.paper.length === 3,
      ).toBe(true);
    }
    expect(faults).toEqual([]);
    await context.close();
  }
});

it("is left by a link to an empty page, which asks no network for anything", async () => {
  const context = await stage.browser.newContext({ locale: "en", javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${stage.house.origin}/cases/sealed`);
  await context.setOffline(true);
  await page.getByRole("link", { name: "Leave quickly" }).click();
  await page.waitForURL("about:blank");
  expect(await page.title()).toBe("");
  await context.close();
});

it("a slash too many leads to the page, with what was asked for behind it", async () => {
  const context = await stage.browser.newContext({ locale: "en" });
  const page = await context.newPage();
  await page.goto(`${stage.house.origin}/report/?a=b#c`);
  expect(page.url()).toBe(`${stage.house.origin}/report?a=b#c`);
  await page.getByRole("textbox", { name: phrasesIn("en")("cases.what.title") }).waitFor();
  await context.close();
});
