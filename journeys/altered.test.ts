import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Browser } from "playwright-core";
import { openStage, visit, type Visitor } from "./browser.ts";
import type { House } from "./house.ts";
import { openInBetween, type Alter } from "./in-between.ts";

/*
 * What a browser does with a file that was altered between the server and the person. The page's HTML is taken as genuine: who
 * alters that too is found by those who compare it with the record, not by the browser (SECURITY.md).
 */

let house: House;
let browser: Browser;
let close = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ house, browser, close } = await openStage());
});
afterAll(() => close());

const MARK = "\n;globalThis.altered = true;";

/** Adds a line to every script whose path begins with this. */
const added =
  (part: string): Alter =>
  (passing) =>
    passing.path.startsWith(`/assets/${part}-`)
      ? { ...passing, body: Buffer.concat([passing.body, Buffer.from(MARK)]) }
      : passing;

/** Changes one byte of every file whose path matches and leaves it a file that would work: the byte stands in a comment. */
const oneByte =
  (what: RegExp): Alter =>
  (passing) => {
    if (!what.test(passing.path)) return passing;
    const body = Buffer.from(passing.body);
    const at = Math.max(body.indexOf("allFunctionsCalledOnLoad"), body.indexOf("/*$vite$") + 3);
    if (at < 3) throw new Error(`no comment stands in ${passing.path}`);
    body[at] = 0x20;
    return { ...passing, body };
  };

const inHtml =
  (change: (html: string) => string): Alter =>
  (passing) =>
    /^\/(report|return)?$/.test(passing.path)
      ? { ...passing, body: Buffer.from(change(passing.body.toString("utf8"))) }
      : passing;

/** Opens a page through somebody who alters it. */
async function through(alter: Alter, path: string, look: (visitor: Visitor) => Promise<void>): Promise<void> {
  const between = await openInBetween(house, alter);
  const visitor = await visit(browser, house, { language: "en" });
  try {
    await visitor.page.goto(between.origin + path);
    await look(visitor);
  } finally {
    await visitor.context.close();
    await between.close();
  }
}

const ran = ({ page }: Visitor): Promise<boolean> => page.evaluate(() => "altered" in globalThis);
const NOT_OPENED = "Has this page not opened?";

// All at once, each with a proxy and a browser context of its own: three of them wait for the words that come up late.
describe.concurrent("a file altered on the way", () => {
  it("is missed by nobody: what passes unaltered works, without a complaint of the browser", () =>
    through(
      (passing) => passing,
      "/",
      async (visitor) => {
        await visitor.sees(visitor.say("people.front.checked"));
        expect(await visitor.page.getByText(NOT_OPENED).count()).toBe(0);
        expect(visitor.noticed.faults).toEqual([]);
      },
    ));

  it.each([
    ["with a line added", added("reporter")],
    ["by one byte", oneByte(/\/assets\/reporter-.*\.js/)],
  ])("is not run where it is the first script, %s: the person reads why nothing opens", (_how, alter) =>
    through(alter, "/report", async (visitor) => {
      await visitor.sees(NOT_OPENED);
      expect(await ran(visitor)).toBe(false);
      expect(await visitor.page.locator("textarea").count()).toBe(0);
    }),
  );

  it("is not run where it is a part fetched later: what was typed stays, and the person reads why it goes no further", () =>
    through(added("report"), "/report", async (visitor) => {
      const { page, say } = visitor;
      await page.getByRole("textbox").first().fill("It happened again.");
      await visitor.press("cases.next");
      await visitor.sees(say("ui.part"));
      expect(await ran(visitor)).toBe(false);
      await page.reload();
      await visitor.sees(say("ui.part"));
    }));

  it("is not run where a part fetched later needs it: the code that seals", () =>
    through(added("report"), "/return", async (visitor) => {
      await visitor.page.getByRole("textbox").fill("7QK4M 3VXDP 0ZR8T HN2WC·6");
      await visitor.press("cases.receipt.open");
      await visitor.sees(visitor.say("ui.part"));
      expect(await ran(visitor)).toBe(false);
    }));

  it("is not used where it is the stylesheet: the page works without it", () =>
    through(oneByte(/\.css$/), "/report", async (visitor) => {
      await visitor.page.getByRole("textbox").first().fill("It happened again.");
      expect(await visitor.page.evaluate(() => getComputedStyle(document.body).margin)).toBe("8px");
      expect(visitor.noticed.faults.join("\n")).toContain("integrity");
    }));

  it("is not run because its hash was taken out of the page: the policy asks for one", () => {
    const noHash = inHtml((html) => html.replace(/(src="[^"]+") integrity="[^"]+"/, "$1"));
    return through(
      (passing) => noHash(added("reporter")(passing)),
      "/report",
      async (visitor) => {
        await visitor.sees(NOT_OPENED);
        expect(await ran(visitor)).toBe(false);
      },
    );
  });

  it("would run, were the page not to name hashes: that is what holds it up", () => {
    const noHash = inHtml((html) =>
      html.replaceAll(/ integrity="[^"]+"/g, "").replace(/<script type="importmap">.*<\/script>/, ""),
    );
    const noPolicy: Alter = (passing) => ({
      ...passing,
      headers: Object.fromEntries(Object.entries(passing.headers).filter(([name]) => name !== "integrity-policy")),
    });
    return through(
      (passing) => noPolicy(noHash(added("reporter")(passing))),
      "/report",
      async (visitor) => {
        await visitor.page.locator("textarea").first().waitFor();
        expect(await ran(visitor)).toBe(true);
      },
    );
  });
});
