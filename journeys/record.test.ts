import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStage, PHONE, visit } from "./browser.ts";
import type { House } from "./house.ts";
import { pictures } from "./screens.ts";

let house: House;
let browser: Browser;
let close = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ house, browser, close } = await openStage());
});
afterAll(() => close());

describe("the public record", () => {
  it("shows anybody what was published, each entry with a check mark that is worked out in the browser", async () => {
    const somebody = await visit(browser, house, { language: "en", width: PHONE });
    const { page, say } = somebody;
    await somebody.go("/record");
    await somebody.heading("ledger.record.title");
    await somebody.sees(say("ledger.state.checked"));
    for (const kind of ["policy", "calendar", "version", "figures"])
      await somebody.sees(say(`ledger.kind.${kind}`, { version: "0.1.0" }));
    const cards = page.getByRole("listitem").filter({ has: page.getByRole("heading", { level: 3 }) });
    expect(await cards.count()).toBeGreaterThanOrEqual(5);
    for (const summary of await page.getByText(say("ledger.entry.unfold")).all()) await summary.click();
    await pictures(somebody, "record-1");
    expect(somebody.noticed.faults).toEqual([]);
    await somebody.go("/verify");
    await somebody.heading("ledger.verify.title");
    await somebody.sees(say("ledger.verify.key"));
    await pictures(somebody, "verify-1");
    expect(somebody.noticed.faults).toEqual([]);
  });
});
