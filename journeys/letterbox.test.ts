import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { countedRandom } from "@niuniu/roster/testing";
import { newReceipt, spellCode } from "@niuniu/seal";
import { build } from "vite";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import area from "../platform/ui/src/area/strings/en.json" with { type: "json" };
import { browserHere } from "./browser.ts";

/** As far as a page's own style decides what is there: a folded text is cut. */
const HTML = `<!doctype html><style>.folded { max-height: 6em; overflow: hidden; white-space: pre-line; line-height: 20px }</style>
  <div id="app"></div><script type="module" src="/page.js"></script>`;

/** The page of `letterbox/page.tsx`, built, by its one address. */
async function pageOfBox(): Promise<{ readonly server: Server; readonly origin: string }> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: {
      write: false,
      target: "esnext",
      rolldownOptions: {
        input: join(import.meta.dirname, "letterbox/page.tsx"),
        output: { format: "es", codeSplitting: false },
      },
    },
  });
  if (!("output" in built)) throw new Error("one page was to be built");
  const [{ code }] = built.output;
  const server = createServer((asked, answer) => {
    const script = asked.url === "/page.js";
    answer.setHeader("content-type", script ? "text/javascript" : "text/html; charset=utf-8");
    answer.end(script ? code : HTML);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

let box: Awaited<ReturnType<typeof pageOfBox>>;
let context: BrowserContext;
let page: Page;
let faults: string[];
beforeAll(async () => {
  box = await pageOfBox();
});
afterAll(() => void box.server.close());
beforeEach(async () => {
  context = await (await browserHere()).newContext({ locale: "en" });
  page = await context.newPage();
  faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.goto(box.origin);
  await button("Seal the answer").waitFor();
});
afterEach(async () => {
  expect(faults).toEqual([]);
  await context.close();
});

const button = (name: string) => page.getByRole("button", { name, exact: true });
const press = (name: string): Promise<void> => button(name).click();
const says = (text: string | RegExp): Promise<void> => page.getByText(text).first().waitFor();
const field = (label: string) => page.getByLabel(label);
const done = (): Promise<readonly string[]> => page.evaluate("done");

describe("what is written beneath a sealed matter that is no case", () => {
  it("is said in its own words, stopped while it is empty, and kept until it is sent", async () => {
    await press("Seal the answer");
    await says("Write the answer first.");
    await field("Answer the letter").fill("We looked after them. ");
    await says(area["ui.area.kept"]);
    await says("Then it is read.");
    await press("Seal the answer");
    await says("The answer lies in the box.");
    expect(await done()).toEqual(['{"kind":"answer","text":"We looked after them."}']);
    expect(await field("Answer the letter").inputValue()).toBe("");
  });

  it("is thrown away only once somebody is sure, and what was begun behind a button is said", async () => {
    await press("note");
    await field("The note").fill("Perhaps not.");
    await press("Not now");
    await says("Begun: note");
    await press("note");
    await press(area["ui.area.discard"]);
    await press(area["ui.area.discard.no"]);
    expect(await field("The note").inputValue()).toBe("Perhaps not.");
    await press(area["ui.area.discard"]);
    await page.getByRole("dialog", { name: area["ui.area.discard.sure"] }).getByRole("button").last().click();
    await expect.poll(() => field("The note").inputValue()).toBe("");
    await press("Not now");
    expect(await page.getByText("Begun:").count()).toBe(0);
  });

  it("names in a note only readers who were not struck out, and nobody who was not chosen", async () => {
    await press("note");
    await field("The note").fill("Please look.");
    const named = await page.getByRole("checkbox").count();
    // Five on the committee, without whoever writes and whoever was struck out.
    expect(named).toBe(3);
    await page.getByRole("checkbox").first().check();
    await press("Seal the note");
    expect(await done()).toEqual(['{"kind":"note","text":"Please look.","mentions":["luo-yan"]}']);
  });

  it("is shown and asked once more where its kind says so, with the safe way first", async () => {
    await press("burn");
    await press("Look at it first");
    await says("Say why first.");
    await field("Why it burns").fill("It was a mistake.");
    await press("Look at it first");
    await says("It burns: It was a mistake.");
    expect(await done()).toEqual([]);
    await press("Back");
    await press("Look at it first");
    await press("Burn it");
    await expect.poll(done).toEqual(['{"kind":"burn","text":"It was a mistake."}']);
  });

  it("goes to whoever can have it, with the reason why others cannot, and by a day that is still possible", async () => {
    await press("hand-over");
    await says("Has burnt one before.");
    await press("Pass it on");
    await says("Choose somebody first.");
    await page.getByRole("radio").first().check();
    await press("Pass it on");
    await expect.poll(done).toHaveLength(1);
    await press("postpone");
    await field("By which day").selectOption("2026-12-02");
    await field("Why later").fill("The stairs are being mended.");
    await press("Later");
    await expect.poll(done).toHaveLength(2);
    const [handed, later] = (await done()).map((one) => JSON.parse(one) as { readonly mentions: readonly string[] });
    expect(handed).toEqual({ kind: "note", text: null, mentions: ["luo-yan"] });
    expect(later?.mentions).toEqual(["2026-12-02"]);
    expect(await page.getByRole("button", { name: /^Let .* in$/ }).count()).toBe(2);
  });

  it("is stopped where it seems to hold a receipt, until its author says that it holds none", async () => {
    const receipt = newReceipt(countedRandom("a box"));
    await field("Answer the letter").fill(`Mine is ${spellCode(receipt)}.`);
    await press("Seal the answer");
    await says(/There seems to be a receipt in this text/);
    expect(await done()).toEqual([]);
    await press("This is not a receipt: send");
    await expect.poll(done).toHaveLength(1);
  });
});

describe("what a desk shows of matters that are no cases", () => {
  it("comes a page at a time, narrowed by what is chosen", async () => {
    await says("2 of 3 letters");
    await press("More letters");
    await says("The gate");
    await press("Up high");
    await press("Of long words");
    await says("chosen: high long");
    await press("Up high");
    await says("chosen: long");
  });

  it("says what others have now, and nothing of what is one's own again", async () => {
    const moved = page.getByRole("region", { name: "Others read these now" });
    expect(await moved.getByRole("listitem").count()).toBe(2);
    await says(/reading since .*: /);
    await moved.getByRole("button").first().click();
    expect(await done()).toEqual(["opened ABCD1234EFGH5678"]);
  });

  it("folds a long letter, and draws months as bars with the same numbers as a table", async () => {
    await page.getByRole("button", { name: /^All \d+ letters of it$/ }).click();
    await press("Fold it");
    expect(await page.locator("p.said.folded").count()).toBe(1);
    await page.getByText("As a table").click();
    const rows = await page.getByRole("row").allInnerTexts();
    // Before the first month of which something can be told there is nothing.
    expect(rows.map((row) => row.split(/\s+/).join(" "))).toEqual([
      "Month Read Missed",
      "2026-09 8 5",
      "2026-10 12 too few",
    ]);
    expect(await page.locator("svg rect.bar").count()).toBe(2);
  });

  it("opens one only when its reader says so, signed in its own name, and takes what is signed upon it", async () => {
    const open = page.getByRole("region", { name: "A letter" });
    await open.getByRole("button", { name: "Open the letter" }).click();
    await says("Somebody should look after the stairs.");
    await says("The record was not reached.");
    await open.getByRole("button", { name: "Answer" }).click();
    await expect.poll(done).toEqual(["changed", "changed"]);
    const acts = await page.evaluate<readonly string[]>("sent.map(({ header }) => header.act)");
    expect(acts.map((act) => JSON.parse(act.slice(0, act.indexOf("\n"))) as object)).toMatchObject([
      { kind: "open", by: "wen-jing", number: 2 },
      { kind: "answer", by: "wen-jing", number: 3 },
    ]);
    await open.getByRole("button", { name: "Put it back" }).click();
    expect(await done()).toContain("closed");
  });
});
