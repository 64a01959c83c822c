import { expect, it } from "vitest";
import { visit, type Visitor } from "./browser.ts";
import { goTo, openReport, openRow, signIn, signInHere } from "./handler.ts";
import { sendReport } from "./sealed-report.ts";
import { stageForAll } from "./stage.ts";

const stage = stageForAll();

const SAID = "周二的商务晚餐上，他一直要求我喝酒。";
const MY_WORD = "晚餐那件";

/** What this browser keeps for its members, by name: how many bytes, and whether one can read these words in them. */
const keptOn = ({ page }: Visitor, words: readonly string[]) =>
  page.evaluate(async (looked) => {
    const cache = await caches.open("niuniu");
    const files = await Promise.all((await cache.keys()).map(async (one) => cache.match(one)));
    const texts = await Promise.all(files.map(async (file) => (await file?.text()) ?? ""));
    return texts.map((text) => ({ length: text.length, readable: looked.some((word) => text.includes(word)) }));
  }, words);

it("what a member has opened is found by any part of it until they sign out, and by nobody while the desk is locked", async () => {
  const [first] = stage.house.founders;
  if (first === undefined) throw new Error("nobody has founded this house");
  const { case: name } = await sendReport(stage.house, SAID);
  const desk = await visit(stage.browser, stage.house, { language: "zh-CN" });
  const { page, say } = desk;
  await signIn(desk, first);
  await goTo(desk, "cases");
  await openRow(desk, name);
  await openReport(desk);
  await desk.press("cases.find.label.add");
  await desk.field("cases.find.label.own").fill(MY_WORD);
  await desk.press("cases.find.label.keep");
  await desk.sees(MY_WORD);
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  await page.keyboard.type("要求我喝");
  await desk.heading("cases.find.count", { n: 1 });
  await desk.sees(MY_WORD);
  await expect.poll(async () => (await keptOn(desk, [])).length).toBe(1);

  await desk.press("people.desk.lock");
  await desk.heading("people.unlock.title", { name: first.name });
  expect(await page.locator("body").innerText()).not.toContain(MY_WORD);
  const [file] = await keptOn(desk, [SAID, "要求我喝", MY_WORD, name, first.id]);
  expect(file).toMatchObject({ readable: false });
  expect(file?.length).toBeGreaterThan(4_096);

  await desk.field("people.unlock.phrase").fill(first.phrase);
  await desk.press("people.unlock.go");
  await desk.heading("matter.owed.title");
  await goTo(desk, "cases");
  await page.getByRole("button").filter({ hasText: MY_WORD }).first().waitFor();
  await desk.press("people.sign-out");
  await desk.heading("people.sign-in.title");
  await expect.poll(() => keptOn(desk, [])).toEqual([]);
  await signInHere(desk, first);
  await goTo(desk, "cases");
  await page.getByText(say("cases.find.hint", { n: "|" }).split("|")[0] ?? "").waitFor();
  expect(desk.noticed.faults).toEqual([]);
  await desk.context.close();
});

it("a note that names a colleague stands on their desk until they have looked, and on nobody else's", async () => {
  const [first, second, third] = stage.house.founders;
  if (first === undefined || second === undefined || third === undefined) throw new Error("too few have founded it");
  const { case: name } = await sendReport(stage.house);
  const desks: Visitor[] = [];
  for (const member of [first, second, third]) {
    const desk = await visit(stage.browser, stage.house, { language: "en" });
    await signIn(desk, member);
    await goTo(desk, "cases");
    await openRow(desk, name);
    await openReport(desk);
    desks.push(desk);
  }
  const [author, named, other] = desks as [Visitor, Visitor, Visitor];
  for (const desk of [named, other]) await goTo(desk, "owed");
  await author.press("cases.desk.bar.note");
  const dialog = author.page.getByRole("dialog");
  await dialog.getByRole("textbox").fill("He was there too, I think.");
  await dialog.getByRole("checkbox", { name: second.name }).check();
  await author.press("cases.desk.dialog.note.send");
  await author.sees(author.say("cases.find.mentioned", { names: second.name }));

  await named.heading("cases.find.named.title");
  const row = named.page.getByRole("region", { name: named.say("cases.find.named.title") });
  expect(await row.innerText()).toContain(named.say("cases.find.named.by", { names: first.name }));
  await row.getByRole("button").click();
  await named.sees("He was there too, I think.");
  await goTo(named, "owed");
  await expect.poll(() => row.count()).toBe(0);
  expect(await other.page.getByText(other.say("cases.find.named.title")).count()).toBe(0);
  for (const desk of desks) {
    expect(desk.noticed.faults).toEqual([]);
    await desk.context.close();
  }
});
