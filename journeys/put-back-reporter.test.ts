import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStage, PHONE, visit, type Stage, type Visitor } from "./browser.ts";
import { sealed } from "./lying-host.ts";
import { fillReport, seal } from "./reporter.ts";
import { reads } from "./wording.ts";

/*
 * An honest line loses its disk and is put back from the copy of the day before. Somebody reported in between, and kept
 * nothing but the twenty characters: what they read on the public page and on the way back.
 */

const OPERATOR = fileURLToPath(new URL("../apps/server/src/operator.ts", import.meta.url));

const operator = (...words: readonly string[]): Promise<unknown> =>
  promisify(execFile)(process.execPath, ["--disable-warning=ExperimentalWarning", OPERATOR, ...words], {
    env: { ...process.env, LANG: "C", LC_ALL: "", DATABASE_URL: "" },
  });

let stage: Stage;
let receipt = "";

beforeAll(async () => {
  stage = await openStage({ own: true });
  const { house, browser } = stage;
  const { data } = house;
  // The operator's commands go by the machine's clock.
  house.clock.moveTo(Date.now());
  await sealed(house);
  await operator("backup", "--to", join(data, "../backups"), "--data", data);
  const reporter = await visit(browser, house, { language: "en", width: PHONE });
  await fillReport(reporter, { what: "Somebody saw it." });
  receipt = await seal(reporter);
  await reporter.context.close();
  await house.stop();
  const [backup = ""] = readdirSync(join(data, "../backups"));
  const from = ["--from", join(data, "../backups", backup), "--replace", "--new-log"];
  await operator("restore", ...from, "--data", data);
  await house.restart();
  await sealed(house);
}, 120_000);
afterAll(() => stage.close());

async function inBoth(look: (visitor: Visitor) => Promise<void>): Promise<void> {
  for (const language of ["en", "zh-CN"] as const) {
    const visitor = await visit(stage.browser, stage.house, { language, width: PHONE });
    await look(visitor);
    expect(visitor.noticed.faults).toEqual([]);
    await visitor.context.close();
  }
}

describe("a report that was lost when the line was put back", () => {
  it("the public page says from when to when something may be missing, and that the committee has yet to sign", () =>
    inBoth(async (visitor) => {
      await visitor.go("/");
      await reads(
        visitor,
        ["ledger.front.put-back"],
        ["ledger.front.put-back-more"],
        ["ledger.front.put-back-awaiting"],
      );
    }));

  it("who has the code alone is told that it may be right, and to report again; not that they mistyped it", () =>
    inBoth(async (visitor) => {
      const { page, say } = visitor;
      await visitor.go("/return");
      await page.getByRole("textbox", { name: say("cases.receipt.label") }).fill(receipt);
      await visitor.press("cases.receipt.open");
      await visitor.heading("cases.record.put-back-title");
      for (const part of ["happened", "gone", "do-file", "do-after", "do-before"] as const)
        await reads(visitor, [`cases.record.put-back.${part}`]);
      expect(await page.getByText(say("cases.record.alarm")).count()).toBe(0);
      await page.getByRole("link", { name: say("cases.record.report-again") }).click();
      await page.getByRole("textbox", { name: say("cases.what.title") }).waitFor();
    }));
});
