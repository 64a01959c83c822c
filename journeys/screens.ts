import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import type { Page } from "playwright-core";
import { DESKTOP, PHONE, type Visitor } from "./browser.ts";

const FOLDER = fileURLToPath(new URL("../.cache/screens/", import.meta.url));
/** `npm test -- --pictures`: to take one costs ten times as much as to look whether everything fits. */
const TAKEN = process.env["NIUNIU_PICTURES"] === "1";
if (TAKEN) mkdirSync(FOLDER, { recursive: true });

/** What every screen is tried in. */
interface Look {
  readonly language: "en" | "zh-CN";
  readonly width: typeof PHONE | typeof DESKTOP;
  readonly theme: "light" | "dark";
}
const LOOKS: readonly Look[] = (["zh-CN", "en"] as const).flatMap((language) =>
  ([PHONE, DESKTOP] as const).flatMap((width) =>
    (["light", "dark"] as const).map((theme) => ({ language, width, theme })),
  ),
);

/** Half of them, in which every two of language, size and theme still meet. */
export const PAIRED: readonly Look[] = LOOKS.filter(
  ({ language, width, theme }) => (language === "en") === ((width === PHONE) === (theme === "dark")),
);

const sizeOf = (width: number): { width: number; height: number } => ({ width, height: width === PHONE ? 640 : 860 });

async function take(page: Page, { language, width, theme }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
  await page.setViewportSize(sizeOf(width));
  // The switch is pressed without a pointer: a dialog above the page would be in its way.
  await page.evaluate((wanted) => {
    if (document.documentElement.lang === wanted) return;
    for (const button of document.querySelectorAll("button")) if (button.lang === wanted) button.click();
  }, language);
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
}

/** A key shown as it is because nobody wrote the words, or a value that was not filled in. */
const UNWRITTEN = /\b(?:cases|people|ledger|matter|ui)\.[a-z]+[.\w-]*|\{\w+\}/;

/** What is wrong with a screen at any size: words nobody wrote, or something wider than the screen. */
async function faultsOf(page: Page): Promise<readonly string[]> {
  const { text, wide } = await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    const beyond = [...document.querySelectorAll("body *")].filter(
      (element) => element.getBoundingClientRect().right > room + 1 && element.checkVisibility(),
    );
    const overflows = document.documentElement.scrollWidth > room;
    return { text: document.body.innerText, wide: overflows ? beyond.slice(0, 3).map((one) => one.outerHTML) : [] };
  });
  const unwritten = UNWRITTEN.exec(text);
  return [
    ...wide.map((html) => `too wide: ${html.slice(0, 160)}`),
    ...(unwritten === null ? [] : [`words nobody wrote: ${unwritten[0]}`]),
  ];
}

/**
 * Tries the screen in both languages, both sizes, light and dark (or in fewer `looks`), calls `check` in each, and leaves it as it was.
 * Whatever does not fit or was not written fails the journey, with the look it was found in.
 */
export async function inEveryLook(
  visitor: Visitor,
  name: string,
  check: (page: Page, look: Look) => Promise<readonly string[]>,
  looks = LOOKS,
): Promise<void> {
  const { page, language } = visitor;
  const { width } = page.viewportSize() ?? { width: DESKTOP };
  const found: string[] = [];
  for (const look of looks) {
    await take(page, look);
    const faults = [...(await faultsOf(page)), ...(await check(page, look))];
    found.push(...faults.map((fault) => `${name}, ${look.language}, ${look.width} px, ${look.theme}: ${fault}`));
  }
  await take(page, { language, width: width === PHONE ? PHONE : DESKTOP, theme: "light" });
  expect.soft(found).toEqual([]);
}

/** A picture as the page stands, where people asked for pictures: for what has no switch of languages, say. */
export async function picture(page: Page, name: string): Promise<void> {
  if (TAKEN) await page.screenshot({ path: `${FOLDER}${name}.png`, fullPage: true });
}

/** Dark differs from light in nothing but colours: what fits and what is written is tried in one, and dark where colours are looked at. */
const FITTING = TAKEN ? LOOKS : LOOKS.filter(({ theme }) => theme === "light");

/**
 * Tries the screen in both languages and sizes, and with `npm test -- --pictures` takes a picture of each, and of the dark ones, for people to judge:
 * `.cache/screens/NAME-LANGUAGE-WIDTH-THEME.png`.
 */
export async function pictures(visitor: Visitor, name: string): Promise<void> {
  await inEveryLook(
    visitor,
    name,
    async (page, { language, width, theme }) => {
      await picture(page, `${name}-${language}-${width}-${theme}`);
      return [];
    },
    FITTING,
  );
}
