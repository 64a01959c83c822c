import { expect, it } from "vitest";
import { phrasesIn } from "./phrases.ts";
import { stageForAll } from "./stage.ts";

/* What the server writes itself, for browsers that run no script: a page of the house, and not bare text. */

const stage = stageForAll();
const WRITTEN = ["/cases/sealed", "/now", "/now/letter", "/told", "/nothing-here", "/report/", "/desk"] as const;

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

it("the first hours and the card for whoever told something are there without script, from one to the other", async () => {
  const { browser, house } = stage;
  const context = await browser.newContext({
    locale: "en",
    javaScriptEnabled: false,
    viewport: { width: 320, height: 640 },
  });
  const page = await context.newPage();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${house.origin}/now`);
  expect(asked).toEqual(["/now"]);
  await page.getByRole("link", { name: "110", exact: true }).first().waitFor();
  await page.getByRole("link", { name: "The letter: please keep the recordings" }).click();
  await page.getByRole("heading", { name: "A letter: please keep the recordings" }).waitFor();
  await page.goBack();
  await page.getByRole("link", { name: "Somebody told me something" }).click();
  await page.getByText(/^First hours, doctor, traces: https?:.+\/now$/).waitFor();
  // On paper stands the card alone.
  await page.emulateMedia({ media: "print" });
  expect(await page.getByRole("heading").allInnerTexts()).toEqual(["For you"]);
  await page.emulateMedia({ media: "screen" });
  await page.getByRole("link", { name: "中文" }).click();
  await page.getByRole("heading", { name: "有人跟我说了一件事" }).waitFor();
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
