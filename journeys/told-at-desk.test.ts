import type { Founder } from "@niuniu/sample";
import { expect, it } from "vitest";
import { DESKTOP, PHONE, visit, type Visitor } from "./browser.ts";
import { goTo, openReport, openRow, signIn } from "./handler.ts";
import { caseOf, comeBack, namedOn, nothingDiffers } from "./reporter.ts";
import { picture, pictures } from "./screens.ts";
import { stageForAll } from "./stage.ts";

/* Somebody tells a member on the phone what happened; the member takes it down for them. */

const stage = stageForAll();
const TOLD = "周二的商务晚餐上，他一直要求她喝酒。";

async function member(language: "en" | "zh-CN", width: typeof PHONE | typeof DESKTOP): Promise<[Visitor, Founder]> {
  const [who] = stage.house.founders;
  if (who === undefined) throw new Error("nobody founded it");
  const desk = await visit(stage.browser, stage.house, { language, width });
  await signIn(desk, who);
  return [desk, who];
}

/** The page thrown away and opened again, as far as “My cases”. */
async function openAgain(desk: Visitor, who: Founder): Promise<void> {
  await desk.page.reload();
  await unlocked(desk, who);
}

/** From the locked page to “My cases”. */
async function unlocked(desk: Visitor, { phrase }: Founder): Promise<void> {
  await desk.field("people.unlock.phrase").fill(phrase);
  await desk.press("people.unlock.go");
  await desk.heading("matter.owed.title");
  await goTo(desk, "cases");
}

const choose = ({ page, say }: Visitor, key: string): Promise<void> =>
  page.getByRole("radio", { name: new RegExp(`^${say(key)}`) }).check();
const words = ({ page, say }: Visitor) => page.getByRole("textbox", { name: say("cases.take.what") });

/** Through the questions that come first, to the words. */
async function takeDown(desk: Visitor): Promise<void> {
  await goTo(desk, "cases");
  await desk.press("cases.take.title");
  await choose(desk, "cases.take.by.phone");
  await choose(desk, "cases.take.agree.yes");
  await words(desk).fill(TOLD);
}

/** The receipt as it is read out, its groups one after the other. */
const readOut = async ({ page, say }: Visitor): Promise<string> =>
  (
    await page
      .getByRole("list", { name: say("cases.take.receipt") })
      .getByRole("listitem")
      .allInnerTexts()
  ).join(" ");

it("told by phone, typed, read back and sent, it is opened elsewhere with the receipt that was read out, and the desk shows how it came", async () => {
  const [desk, who] = await member("zh-CN", PHONE);
  const { page, say } = desk;
  const sent: (string | undefined)[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/cases/report"))
      sent.push(request.headers()["authorization"], request.headers()["cookie"]);
  });
  await goTo(desk, "cases");
  await desk.press("cases.take.title");
  await desk.press("cases.next");
  await desk.sees(say("cases.take.missing.by"));
  await choose(desk, "cases.take.by.phone");
  await desk.press("cases.next");
  await desk.sees(say("cases.take.missing.agree"));
  // Without their consent there is nowhere to write it, and the card instead.
  await choose(desk, "cases.take.agree.no");
  await desk.sees(say("cases.take.no.more"));
  expect(await page.getByRole("textbox").count()).toBe(0);
  await pictures(desk, "told-1-no");
  await choose(desk, "cases.take.agree.yes");
  await words(desk).fill(TOLD);
  await pictures(desk, "told-2-words");
  await desk.sees(say("ui.area.kept"));
  await expect.poll(() => keeps(desk)).toBe(true);
  await openAgain(desk, who);
  await desk.press("cases.take.go-on");
  expect(await words(desk).inputValue()).toBe(TOLD);
  await desk.press("cases.take.next.spoken");
  await desk.heading("cases.take.back.spoken");
  await desk.press("cases.check.send");
  await desk.sees(say("cases.take.agreed.empty"));
  await pictures(desk, "told-3-read-back");
  expect(sent).toEqual([]);
  await page.getByRole("checkbox", { name: say("cases.take.agreed.spoken") }).check();
  await desk.press("cases.check.send");
  await desk.heading("cases.take.given");
  // Nothing that identifies went with it.
  expect(sent).toEqual([undefined, undefined]);
  const digits = await readOut(desk);
  expect(digits).toMatch(/^(\d{5} ){5}\d{5}$/);
  const again = desk.field("cases.take.again.label");
  await again.fill(digits.slice(0, 11));
  await desk.sees(say("cases.take.again.good"));
  await again.fill(`${digits.slice(0, 10)}${(Number(digits[10]) + 1) % 10}`);
  await desk.sees(say("cases.take.again.bad"));
  await again.fill(digits);
  await desk.sees(say("cases.take.again.whole"));
  await pictures(desk, "told-4-receipt");
  // A page that is thrown away on the phone still has it, and says so everywhere, until it is handed over.
  await expect.poll(() => keeps(desk)).toBe(true);
  await openAgain(desk, who);
  await goTo(desk, "keys");
  await desk.sees(say("cases.take.waits"));
  await goTo(desk, "cases");
  await desk.press("cases.take.hand-over");
  expect(await readOut(desk)).toBe(digits);
  await desk.press("cases.take.handed");
  await desk.press("cases.take.handed.go");
  await desk.sees(say("cases.take.over.handed"));
  await openAgain(desk, who);
  await desk.button("cases.take.title").waitFor();
  expect(await page.getByText(say("cases.take.waits-here")).count()).toBe(0);

  const teller = await visit(stage.browser, stage.house, { language: "en", width: PHONE });
  await comeBack(teller, digits);
  await nothingDiffers(teller);
  await teller.page.getByText(teller.say("cases.thread.taken"), { exact: true }).click();
  await teller.sees(TOLD);
  await teller.sees(teller.say("cases.thread.taken.phone", { name: who.name }));
  const owner = await namedOn(
    teller,
    stage.house.founders,
    (name) => teller.say("cases.thread.about", { owner: name, stage: "|" }).split("|")[0] ?? "",
  );
  const reader = await visit(stage.browser, stage.house, { language: "en", width: DESKTOP });
  await signIn(reader, owner);
  await openRow(reader, caseOf(digits));
  await openReport(reader);
  await reader.sees(reader.say("cases.desk.taken.phone", { name: who.name }));
  await reader.sees(TOLD);
  for (const visitor of [desk, teller, reader]) {
    expect(visitor.noticed.faults).toEqual([]);
    await visitor.context.close();
  }
});

it("locked while it is sent, and sent again, it is one report; nothing is called sent until that is proven; and nobody has to take the receipt", async () => {
  const [desk, who] = await member("en", DESKTOP);
  const { page, say } = desk;
  const cases = async (): Promise<unknown> =>
    (await stage.house.query("select count(*)::int as n from cases_case", []))[0]?.["n"];
  const sentAgain = async (): Promise<void> => {
    await page.getByRole("checkbox", { name: say("cases.take.agreed.spoken") }).check();
    await desk.press("ui.again");
  };
  const before = Number(await cases());
  await takeDown(desk);
  await desk.press("cases.take.next.spoken");
  await page.getByRole("checkbox", { name: say("cases.take.agreed.spoken") }).check();
  const locked = Promise.withResolvers<undefined>();
  const answered = page.waitForResponse("**/cases/report");
  await page.route("**/cases/report", async (route) => {
    const response = await route.fetch();
    await locked.promise;
    await route.fulfill({ response });
  });
  await desk.press("cases.check.send");
  await expect.poll(cases).toBe(before + 1);
  await desk.press("people.desk.lock");
  await desk.field("people.unlock.phrase").waitFor();
  locked.resolve(undefined);
  await (await answered).finished();
  await unlocked(desk, who);
  await desk.press("cases.take.go-on");
  await desk.sees(say("cases.check.unknown"));
  await pictures(desk, "told-5-unknown");

  // A server that took it and signs for nothing.
  await page.unroute("**/cases/report");
  await page.route("**/cases/report", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...((await response.json()) as object), promise: "", proof: "" } });
  });
  await sentAgain();
  await desk.heading("cases.take.unproven");
  await desk.sees(say("cases.take.sent.bad"));
  expect(await desk.button("cases.take.handed").count()).toBe(0);
  await pictures(desk, "told-6-unproven");
  await page.unroute("**/cases/report");
  await desk.press("cases.sent.send-again");
  await sentAgain();
  await desk.heading("cases.take.given");
  expect(await cases()).toBe(before + 1);

  // On paper there is the receipt, the way back, and nothing else.
  await page.emulateMedia({ media: "print" });
  const digits = (await page.locator(".slip p").allInnerTexts()).find((line) => /^\d/.test(line)) ?? "";
  const paper = (await page.locator("body").innerText()).replaceAll(digits, "").replaceAll(/[0-9A-Z]{5}/g, "");
  expect(paper).toContain("/return");
  expect(paper).not.toMatch(new RegExp(`${who.name}|${say("cases.take.given")}|${say("cases.desk.cases.title")}`));
  await picture(page, "told-7-slip");
  await page.emulateMedia({ media: "screen" });
  await desk.press("cases.take.destroyed");
  await desk.sees(say("cases.take.destroyed.more"));
  await pictures(desk, "told-8-destroy");
  await desk.press("cases.take.destroyed.go");
  await desk.sees(say("cases.take.over.destroyed"));
  await desk.press("cases.desk.close");
  await desk.button("cases.take.title").waitFor();
  expect(desk.noticed.faults).toEqual([]);
  await desk.context.close();
});

/** Whether what was typed last lies on the device by now: the page would no longer ask before it is left. */
const keeps = ({ page }: Visitor): Promise<boolean> =>
  page.evaluate(() => dispatchEvent(new Event("beforeunload", { cancelable: true })));
