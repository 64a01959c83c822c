import type { Founder } from "@niuniu/sample";
import { expect, it } from "vitest";
import { DESKTOP, PHONE, visit, type Visitor } from "./browser.ts";
import { goTo, openReport, openRow, signIn } from "./handler.ts";
import { caseOf, comeBack, namedOn, nothingDiffers } from "./reporter.ts";
import { pictures } from "./screens.ts";
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
async function openAgain(desk: Visitor, { phrase }: Founder): Promise<void> {
  await desk.page.reload();
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

async function readBack(desk: Visitor): Promise<void> {
  await desk.press("cases.take.next.spoken");
  await desk.heading("cases.take.back.spoken");
  await desk.page.getByRole("checkbox", { name: desk.say("cases.take.agreed.spoken") }).check();
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

it("an answer that was lost is no second report, and a receipt nobody wants is destroyed", async () => {
  const [desk, who] = await member("en", DESKTOP);
  const { page, say } = desk;
  const cases = async (): Promise<unknown> =>
    (await stage.house.query("select count(*)::int as n from cases_case", []))[0]?.["n"];
  const before = Number(await cases());
  await takeDown(desk);
  await readBack(desk);
  await page.route("**/cases/report", async (route) => {
    await route.fetch();
    await route.abort();
  });
  await desk.press("cases.check.send");
  await desk.sees(say("cases.check.unknown"));
  expect(await cases()).toBe(before + 1);
  await pictures(desk, "told-5-unknown");
  await page.unroute("**/cases/report");
  // Locked and opened again meanwhile, it is still the same one.
  await expect.poll(() => keeps(desk)).toBe(true);
  await openAgain(desk, who);
  await desk.press("cases.take.go-on");
  await desk.sees(say("cases.check.unknown"));
  await page.getByRole("checkbox", { name: say("cases.take.agreed.spoken") }).check();
  await desk.press("ui.again");
  await desk.heading("cases.take.given");
  expect(await cases()).toBe(before + 1);
  await desk.press("cases.take.destroyed");
  await desk.sees(say("cases.take.destroyed.more"));
  await pictures(desk, "told-6-destroy");
  await desk.press("cases.take.destroyed.go");
  await desk.sees(say("cases.take.over.destroyed"));
  await desk.press("cases.desk.close");
  await desk.button("cases.take.title").waitFor();
  // But for the answer that was lost.
  expect(desk.noticed.faults.filter((fault) => !fault.includes("net::ERR_FAILED"))).toEqual([]);
  await desk.context.close();
});

/** Whether what was typed last lies on the device by now: the page would no longer ask before it is left. */
const keeps = ({ page }: Visitor): Promise<boolean> =>
  page.evaluate(() => dispatchEvent(new Event("beforeunload", { cancelable: true })));
