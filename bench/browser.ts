import { chromium, type Browser, type Page } from "playwright-core";

/** What a reporter writes in every bench: 500 characters. */
export const STATEMENT = "上周二晚上的商务晚餐，他一直要求我喝酒。我说不舒服，他说这单还想不想签了。"
  .repeat(20)
  .slice(0, 500);

/** The browser on this machine, quiet: it asks nothing of any network by itself. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env["NIUNIU_CHROMIUM"] ?? "/usr/bin/chromium",
    // A bench that is stopped closes its house first; the browser ends with the process.
    ...{ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false },
    args: [
      ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
      ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
    ],
  });
}

/** From the first screen, already open, through all others to the one where only sending is left. */
export async function fillReport(page: Page): Promise<void> {
  await page.locator("main textarea").first().fill(STATEMENT);
  for (let step = 1; step < 4; step++) {
    const heading = await page.locator("h1").innerText();
    await page.locator("main .button-main").click();
    await page.locator("h1", { hasNotText: heading }).waitFor();
  }
  await page.locator("main section.card").first().waitFor();
  await page.locator("main .button-main").waitFor();
}

/** Seals, sends, and resolves when the receipt can be read. */
export async function sendReport(page: Page): Promise<void> {
  await page.locator("main .button-main").click();
  await page.locator("output.receipt").waitFor();
}

/** Notes, in the page itself, the last click and the frame in which the receipt was first seen. */
export async function watchReceipt(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const times = { clicked: 0, shown: 0 };
    Object.assign(window, { times });
    addEventListener("click", () => (times.clicked = performance.now()), true);
    new MutationObserver(() => {
      if (times.shown > 0 || document.querySelector("output.receipt") === null) return;
      times.shown = Number.POSITIVE_INFINITY;
      // The second frame begins after the first one, with the receipt in it, was drawn.
      requestAnimationFrame(() => requestAnimationFrame(() => (times.shown = performance.now())));
    }).observe(document, { childList: true, subtree: true });
  });
}

/** Seconds from the click on "send" until the receipt was drawn, as {@link watchReceipt} saw it. */
export async function secondsToReceipt(page: Page): Promise<number> {
  const times = await page.waitForFunction(() => {
    const { times } = window as unknown as { readonly times: { readonly clicked: number; readonly shown: number } };
    return Number.isFinite(times.shown) && times.shown > 0 ? times : null;
  });
  const { clicked, shown } = (await times.jsonValue()) ?? { clicked: 0, shown: 0 };
  return (shown - clicked) / 1_000;
}
