import { expect, it } from "vitest";
import { DESKTOP, PHONE, visit, type Visitor } from "./browser.ts";
import { signIn } from "./handler.ts";
import { phrasesIn } from "./phrases.ts";
import { picture, pictures } from "./screens.ts";
import { stageForAll } from "./stage.ts";

/* The card that lies beside a member's keyboard. */

const stage = stageForAll();

it("a card for the desk is printed alone and on one page, in either language or both, and holds no word that opens anything", async () => {
  const [who] = stage.house.founders;
  if (who === undefined) throw new Error("nobody founded it");
  const desk = await visit(stage.browser, stage.house, { language: "en", width: DESKTOP });
  const { page, say } = desk;
  await signIn(desk, who);
  await page.getByText(say("cases.card.title")).click();
  const card = page.locator(".desk-card");
  const languages = page.getByRole("group", { name: say("cases.card.languages") });
  const urgent = { en: say("cases.card.urgent"), "zh-CN": phrasesIn("zh-CN")("cases.card.urgent") };
  expect(await headings(desk)).toContain(urgent.en);
  await pictures(desk, "desk-card");
  for (const [name, halves] of [
    ["中文", [urgent["zh-CN"]]],
    ["English", [urgent.en]],
    ["中文 + English", [urgent["zh-CN"], urgent.en]],
  ] as const) {
    await languages.getByRole("button", { name, exact: true }).click();
    expect((await headings(desk)).filter((one) => Object.values(urgent).includes(one))).toEqual(halves);
    await page.emulateMedia({ media: "print" });
    expect([name, await page.getByRole("heading", { level: 1 }).isVisible(), await card.isVisible()]).toEqual([
      ...[name, false, true],
    ]);
    await picture(page, `desk-card-print-${halves.length}`);
    expect([name, await sheets(desk)]).toEqual([name, 1]);
    await page.emulateMedia({ media: "screen" });
  }
  const text = await card.innerText();
  for (const secret of [who.password, ...who.phrase.split(" ")])
    expect(new RegExp(`\\b${secret}\\b`).test(text)).toBe(false);
  // The deadlines are those that the committee signed.
  for (const words of ["24 hours", "4 hours", "3 working days", "90 days", "24 小时", "3 个工作日"])
    expect(text).toContain(words);
  await page.setViewportSize({ width: PHONE, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE);
  expect(desk.noticed.faults).toEqual([]);
  await desk.context.close();
});

const headings = ({ page }: Visitor): Promise<readonly string[]> => page.locator(".desk-card h3").allInnerTexts();

/** Onto how many sheets of paper the page goes. */
async function sheets({ page }: Visitor): Promise<number> {
  const paper = (await page.pdf({ format: "A4" })).toString("latin1");
  return [...paper.matchAll(/\/Type\s*\/Page\b/g)].length;
}
