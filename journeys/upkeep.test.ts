import { expect, it } from "vitest";
import { PHONE, visit, type Visitor, type VisitorOptions } from "./browser.ts";
import { goTo, signIn, upkeepOwner } from "./handler.ts";
import { DAY } from "./house.ts";
import { inEveryLook, pictures } from "./screens.ts";
import { stageForAll } from "./stage.ts";
import { reads } from "./wording.ts";

/* What the committee owes its own house: it begins by itself, somebody sees to it, another side confirms, everybody sees. */

const stage = stageForAll();

const ownerOf = (what: string): Promise<string> => upkeepOwner(stage.house, what);

const founder = (id: string) => {
  const found = stage.house.founders.find((one) => one.id === id);
  if (found === undefined) throw new Error(`nobody is called ${id}`);
  return found;
};

async function atDesk(id: string, options: VisitorOptions): Promise<Visitor> {
  const desk = await visit(stage.browser, stage.house, options);
  await signIn(desk, founder(id));
  return desk;
}

/** Opens it from the list of all of them. */
async function opened(desk: Visitor, what: string): Promise<void> {
  const { page, say } = desk;
  await page
    .getByRole("button")
    .filter({ hasText: say(`upkeep.what.${what}`) })
    .first()
    .click();
  await page.getByRole("region", { name: say("upkeep.pane"), exact: true }).waitFor();
}

it("a backup is restored to try it, by one, confirmed by another side, and everybody outside can see both", async () => {
  const { house } = stage;
  house.clock.moveTo(house.clock.now() + 30 * DAY);
  await expect.poll(() => ownerOf("restore"), { timeout: 15_000 }).not.toBe("");
  const keeper = await ownerOf("restore");

  const desk = await atDesk(keeper, { language: "zh-CN", width: PHONE });
  await opened(desk, "restore");
  await inEveryLook(desk, "one of the committee’s duties", () => Promise.resolve([]));
  await desk.press("upkeep.done.send");
  await desk.sees(desk.say("upkeep.no-text"));
  await desk.field("upkeep.done.label").fill("恢复了昨天的备份，用时 14 分钟。");
  await desk.press("upkeep.done.send");
  await desk.sees(desk.say("upkeep.step.done", { name: founder(keeper).name }));
  await pictures(desk, "upkeep-1-done");
  const second = await ownerOf("restore");
  expect(second).not.toBe(keeper);
  expect(desk.noticed.faults).toEqual([]);
  await desk.context.close();

  const other = await atDesk(second, { language: "en" });
  await goTo(other, "upkeep");
  await opened(other, "restore");
  await other.sees("恢复了昨天的备份，用时 14 分钟。");
  await other.press("upkeep.confirm.send");
  await other.sees(other.say("upkeep.step.confirm", { name: founder(second).name }));
  await pictures(other, "upkeep-2-confirmed");
  expect(await other.page.getByText(other.say("upkeep.doubt.title")).count()).toBe(0);
  expect(other.noticed.faults).toEqual([]);
  await other.context.close();
  expect(await ownerOf("restore")).toBe("");
});

it("a doctor and a lawyer read the first hours, one member says so, another side confirms it, and the page names them to everybody", async () => {
  const { house } = stage;
  const page = async (): Promise<string> =>
    (await (await fetch(`${house.origin}/now?lang=en`)).text()).replaceAll(/<[^>]*>/g, "");
  const keeper = await ownerOf("first-hours");
  expect(keeper).not.toBe("");
  expect(await page()).toContain("no doctor and no lawyer is known to have read it");

  const desk = await atDesk(keeper, { language: "zh-CN", width: PHONE });
  await goTo(desk, "upkeep");
  await opened(desk, "first-hours");
  await inEveryLook(desk, "who read the first hours", () => Promise.resolve([]));
  await desk.press("upkeep.read.send");
  await desk.sees(desk.say("upkeep.read.no-text"));
  await desk.field("upkeep.read.medical-name").fill("Méabh O'Brien");
  await desk.field("upkeep.read.medical-profession").fill("急诊科医生");
  await desk.field("upkeep.read.legal-profession").fill("律师");
  await desk.field("upkeep.read.day").fill(new Date(house.clock.now()).toISOString().slice(0, 10));
  await desk.field("upkeep.read.asked").fill("没有要求。");
  await pictures(desk, "upkeep-5-reading");
  await desk.press("upkeep.read.send");
  await desk.sees(desk.say("upkeep.step.done", { name: founder(keeper).name }));
  await pictures(desk, "upkeep-6-read");
  expect(desk.noticed.faults).toEqual([]);
  await desk.context.close();
  // One member's word is not enough.
  expect(await page()).toContain("no doctor and no lawyer is known to have read it");

  const second = await ownerOf("first-hours");
  const other = await atDesk(second, { language: "en" });
  await goTo(other, "upkeep");
  await opened(other, "first-hours");
  await other.sees(other.say("upkeep.read.confirm"));
  await other.page.getByText("Méabh O’Brien (急诊科医生)").first().waitFor();
  await other.press("upkeep.confirm.send");
  await other.sees(other.say("upkeep.step.confirm", { name: founder(second).name }));
  await pictures(other, "upkeep-7-read-confirmed");
  expect(await other.page.getByText(other.say("upkeep.doubt.title")).count()).toBe(0);
  expect(other.noticed.faults).toEqual([]);
  await other.context.close();
  expect(await page()).toMatch(
    /Read on .* by Méabh O’Brien \(急诊科医生\) and somebody not named \(律师\), as the committee says\./,
  );
});

it("a statement that ends next month is somebody's to renew, on the public page too, and missing the date is counted there", async () => {
  const { house } = stage;
  house.clock.moveTo(house.clock.now() + 310 * DAY);
  await expect.poll(() => ownerOf("statement"), { timeout: 15_000 }).not.toBe("");
  const passer = await visit(stage.browser, house, { language: "zh-CN", width: PHONE });
  const { say } = passer;
  await passer.go("/");
  await passer.sees(say("upkeep.front.what.statement"));
  const first = await ownerOf("statement");
  // The date passes, and is acted on when it does: a server that was off until days later would be one to ask about.
  const [line] = await house.query(
    "select due from matter_open join upkeep_owed on matter = id where what = 'statement'",
  );
  house.clock.moveTo((line?.["due"] as Date).getTime() + 1_000);
  await expect.poll(() => ownerOf("statement"), { timeout: 15_000 }).not.toBe(first);
  await passer.syncClock();
  await passer.go("/");
  await passer.page
    .getByText(say("upkeep.front.missed", { count: "|" }).split("|")[0] ?? "")
    .first()
    .waitFor();
  await pictures(passer, "upkeep-3-front");
  // Their own browser reckons it again, and tells who is next.
  await passer.go("/record");
  const one = passer.page.getByRole("region", { name: say("upkeep.what.statement") });
  await one.getByRole("button", { name: say("upkeep.replay") }).click();
  await reads(passer, ["upkeep.now.next"], ["upkeep.step.missed"]);
  expect(await one.getByText(say("upkeep.doubt.title")).count()).toBe(0);
  await pictures(passer, "upkeep-4-replay");
  expect(passer.noticed.faults).toEqual([]);
  await passer.context.close();
});
