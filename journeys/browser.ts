import { chromium, type Browser, type BrowserContext, type Locator, type Page } from "playwright-core";
import type { Language } from "@niuniu/ui";
import { openHouse, type Clock, type House } from "./house.ts";
import { phrasesIn, type Phrases } from "./phrases.ts";

/**
 * What the browser would do beside the page under test. Its address bar's pop-ups are pages of their own and cost more than
 * ours; the rest is what playwright-core turns off by itself, because the last such list is the one that counts.
 */
const OFF = [
  ...["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "AimEnabled", "LensOverlay", "MediaRouter"],
  ...["HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "OptimizationHints", "NetworkTimeServiceQuerying"],
  ...["AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "PaintHolding", "PreconnectToSearch"],
  ...["AvoidCorsURLLoaderRestartOnRedirect", "ThirdPartyStoragePartitioning"],
];

/** The browser on this machine, asking nothing of any network by itself. It ends with this process, however that ends. */
function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env["NIUNIU_CHROMIUM"] ?? "/usr/bin/chromium",
    // A worker that is asked to end has nothing to wait for.
    handleSIGTERM: false,
    args: [
      ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
      ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
      `--disable-features=${OFF.join(",")}`,
    ],
  });
}

let opened: Browser | null = null;

/** One browser for all files that this worker runs, one after the other; a new one where the last has gone. */
export async function browserHere(): Promise<Browser> {
  if (opened?.isConnected() !== true) opened = await openBrowser();
  return opened;
}

/** A house and a browser to visit it with. */
export interface Stage {
  readonly house: House;
  readonly browser: Browser;
  /** Ends the house and all visits, whatever happened. */
  readonly close: () => Promise<void>;
}

/** Opens both, or leaves no house running. */
export async function openStage(options: Parameters<typeof openHouse>[0] = {}): Promise<Stage> {
  const [browser, house] = [await browserHere(), await openHouse(options)];
  const close = async (): Promise<void> => {
    const visits = browser.contexts().map((context) => context.close());
    await Promise.allSettled([...visits, house.close()]);
  };
  return { house, browser, close };
}

/** The two sizes every page is tried at: the narrowest phone, and a desk. */
export const PHONE = 320;
export const DESKTOP = 1180;

export interface VisitorOptions {
  readonly language?: Language;
  readonly width?: typeof PHONE | typeof DESKTOP;
  readonly javaScript?: boolean;
  /** Lets a test put its own script into a page; only to look at the page, never to promise anything of its policy. */
  readonly bypassPolicy?: boolean;
}

/** What a browser noticed that no page of ours should cause. */
interface Noticed {
  /** Console errors, uncaught errors and violations of the content security policy. */
  readonly faults: readonly string[];
  /** Every request as "METHOD address". */
  readonly requests: readonly string[];
}

/** One person at one browser of their own. */
export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly language: Language;
  readonly say: Phrases;
  readonly noticed: Noticed;
  readonly go: (path: string) => Promise<void>;
  readonly heading: (key: string, values?: Parameters<Phrases>[1]) => Promise<void>;
  readonly button: (key: string, values?: Parameters<Phrases>[1]) => Locator;
  readonly press: (key: string, values?: Parameters<Phrases>[1]) => Promise<void>;
  readonly field: (key: string, values?: Parameters<Phrases>[1]) => Locator;
  /** Waits until these words stand on the page. */
  readonly sees: (text: string | RegExp) => Promise<void>;
  /** Sets this browser's clock to the house's, after that was moved. */
  readonly syncClock: () => Promise<void>;
}

/** An error the browser itself reports when an answer is a refusal: the answer is the promise, not the message. */
const REFUSAL = /Failed to load resource: the server responded with a status of (4|503)/;

function watch(page: Page): Noticed {
  const faults: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" && !REFUSAL.test(message.text())) faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`error: ${error.stack ?? error.message}`));
  page.on("request", (request) => requests.push(`${request.method()} ${request.url()}`));
  return { faults, requests };
}

async function setClock(context: BrowserContext, clock: Pick<Clock, "now">): Promise<void> {
  await context.clock.setSystemTime(clock.now());
}

/** What of a house its visitors see. */
interface Visited {
  readonly origin: string;
  readonly clock: Pick<Clock, "now">;
}

/** A new browser context with its own storage, clock and language, and one page in it. */
export async function visit(browser: Browser, house: Visited, options: VisitorOptions = {}): Promise<Visitor> {
  const { language = "zh-CN", width = DESKTOP, javaScript = true, bypassPolicy = false } = options;
  const context = await browser.newContext({
    ...{ locale: language, javaScriptEnabled: javaScript, bypassCSP: bypassPolicy },
    viewport: { width, height: width === PHONE ? 640 : 860 },
    // Where the sample organisation works.
    timezoneId: "Asia/Shanghai",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  // Two journeys share a machine: a page may be kept waiting by somebody else's.
  context.setDefaultTimeout(45_000);
  if (javaScript) await context.clock.install({ time: house.clock.now() });
  const page = await context.newPage();
  const say = phrasesIn(language);
  // A name that contains another one, such as "Report" in "Report without JavaScript", is not the same.
  const button: Visitor["button"] = (key, values) => page.getByRole("button", { name: say(key, values), exact: true });
  return {
    ...{ context, page, language, say, button, noticed: watch(page) },
    go: async (path) => {
      await page.goto(house.origin + path);
    },
    heading: (key, values) =>
      page
        .getByRole("heading", { name: say(key, values), exact: true })
        .first()
        .waitFor(),
    press: (key, values) => button(key, values).click(),
    field: (key, values) => page.getByLabel(say(key, values)),
    sees: (text) => page.getByText(text).first().waitFor(),
    syncClock: () => setClock(context, house.clock),
  };
}
