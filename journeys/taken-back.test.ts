import { expect, it } from "vitest";
import { DESKTOP, PHONE, visit, type Visitor } from "./browser.ts";
import { enterCode, join, nameSeats } from "./founding.ts";
import { goTo, signInHere } from "./handler.ts";
import { openHouse } from "./house.ts";
import { inviteAtDesk } from "./invitation.ts";
import { pictures } from "./screens.ts";
import { stageForAll } from "./stage.ts";
import { reads } from "./wording.ts";

/* What was set going can be ended by whoever set it going: an invitation, a seat, an absence. */

const stage = stageForAll();
const SEATS = ["温静", "何鸣", "简素"].map((name) => ({ name, role: "Member" }));
const GUEST = { name: "陶锐", role: "Union officer" };
const LINK = /\/join#[A-Za-z0-9_=-]+$/;

/** Opens a link as whoever has it in their hand, in a browser of their own; resolves once its page says this. */
async function opens(house: { origin: string; clock: { now: () => number } }, link: string): Promise<Visitor> {
  const somebody = await visit(stage.browser, house, { language: "en", width: PHONE });
  const { pathname, hash } = new URL(link);
  await somebody.go(pathname + hash);
  return somebody;
}

it("whoever comes to the desk chooses who they are, and nobody is chosen before", async () => {
  const desk = await visit(stage.browser, stage.house, { language: "en", width: PHONE });
  const { page, say } = desk;
  await desk.go("/desk");
  await desk.heading("people.sign-in.title");
  const list = page.getByLabel(say("people.sign-in.name"), { exact: true });
  expect(await list.inputValue()).toBe("");
  const names = await list.locator("option").allInnerTexts();
  for (const { name } of stage.house.founders) expect(names.some((text) => text.startsWith(name))).toBe(true);
  await desk.field("people.password.label").fill("a password");
  await desk.press("people.sign-in.go");
  await desk.sees(say("people.sign-in.choose-first"));
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("SELECT");
  await pictures(desk, "sign-in-nobody");
  expect(desk.noticed.requests.filter((request) => request.startsWith("POST"))).toEqual([]);
  await desk.context.close();
});

it("a member takes an invitation back or makes another link, and ends an absence before its last day", async () => {
  const { house, browser } = stage;
  const [member] = house.founders;
  if (member === undefined) throw new Error("nobody founded anything");
  const desk = await visit(browser, house, { language: "en", width: DESKTOP });
  const { page, say } = desk;
  await desk.go("/desk");
  await signInHere(desk, member);
  await goTo(desk, "committee");
  const first = await inviteAtDesk(desk, GUEST);
  await reads(desk, ["people.invite.by", { by: member.name }]);
  await pictures(desk, "invited");
  await desk.press("people.invite.new-link-named", { name: GUEST.name });
  await reads(desk, ["people.invite.new-link-why", { name: GUEST.name }]);
  await pictures(desk, "invitation-new-link");
  await desk.press("people.invite.new-link");
  await reads(desk, ["people.invite.anew", { name: GUEST.name }]);
  const second = await page.getByText(LINK).innerText();
  expect(second).not.toBe(first);
  await reads(await opens(house, first), ["people.join.refused.title"]);
  const reader = await opens(house, first);
  await reader.sees(/was taken back, or a newer one/);
  await reads(await opens(house, second), ["people.join.title", { name: GUEST.name }]);
  await desk.press("people.invite.cancel-named", { name: GUEST.name });
  await pictures(desk, "invitation-take-back");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: say("people.invite.cancel-go"), exact: true })
    .click();
  await reads(desk, ["people.invite.cancelled", { name: GUEST.name }]);
  await (await opens(house, second)).sees(/was taken back, or a newer one/);

  await goTo(desk, "keys");
  const card = page.getByRole("region", { name: say("people.absence.title") });
  const dialog = page.getByRole("dialog");
  const away = async (from: string, until: string): Promise<void> => {
    const form = card.locator("form").last();
    await form.getByLabel(say("people.absence.from")).fill(from);
    await form.getByLabel(say("people.absence.until")).fill(until);
    await form.getByRole("button").click();
    await dialog.getByText(say("people.absence.add-why")).waitFor();
    await desk.press("people.absence.sign");
    await dialog.getByText(say("people.absence.add-why")).waitFor({ state: "detached" });
  };
  const today = await card.locator("form").last().getByLabel(say("people.absence.from")).inputValue();
  await away(today, "2026-03-20");
  await away("2026-04-01", "2026-04-03");
  await pictures(desk, "away");
  await card.getByRole("button", { name: /^Today is my last day/ }).click();
  await dialog.getByText(say("people.absence.end-why")).waitFor();
  // What was said of other days stands in the list of those after as well.
  expect(await dialog.getByText("1 Apr").count()).toBe(2);
  await pictures(desk, "away-end");
  await desk.press("people.absence.sign");
  await desk.sees(say("people.absence.last-day"));
  await card.getByText("1 Apr").first().waitFor();
  const rows = await house.query("select last_day from people_absences where member = $1 order by number", [member.id]);
  expect(rows.map((each) => each["last_day"])).toEqual(["2026-03-20", "2026-04-03", today, "2026-04-03"]);
  expect(desk.noticed.faults).toEqual([]);
});

it("whoever founds takes a link back, makes another, and starts a seat again whose keys are lost", async () => {
  const house = await openHouse({ empty: true });
  try {
    const operator = await visit(stage.browser, house, { language: "en", width: DESKTOP });
    const { page, say } = operator;
    await operator.go("/setup");
    await enterCode(operator, house.setupCode);
    const links = await nameSeats(operator, "Cloud Pasture", SEATS);
    const [one, other] = SEATS as [(typeof SEATS)[0], (typeof SEATS)[0]];
    const row = page.getByRole("listitem").filter({ hasText: one.name });
    await operator.press("people.invite.cancel-named", { name: one.name });
    await page
      .getByRole("dialog")
      .getByRole("button", { name: say("people.invite.cancel-go"), exact: true })
      .click();
    await row.getByText(say("people.invite.none")).waitFor();
    await pictures(operator, "set-up-taken-back");
    await (await opens(house, links[0] ?? "")).sees(/was taken back, or a newer one/);
    // Nobody holds a link of this seat any more: there is nothing to ask about.
    await row.getByRole("button", { name: say("people.invite.new-link"), exact: true }).click();
    const anew = await row.getByText(LINK).innerText();
    expect(anew).not.toBe(links[0]);
    await reads(await opens(house, anew), ["people.join.title", { name: one.name }]);

    const lost = await visit(stage.browser, house, { language: "en", width: PHONE });
    await join(lost, links[1] ?? "", other);
    await page.clock.fastForward(4_000);
    await operator.press("people.setup.restart-named", { name: other.name });
    await pictures(operator, "set-up-start-again");
    await operator.press("people.setup.restart-go");
    const seat = page.getByRole("listitem").filter({ hasText: other.name });
    const link = await seat.getByText(LINK).innerText();
    await join(await visit(stage.browser, house, { language: "en", width: PHONE }), link, other);
    expect(await house.query("select id from people_accounts")).toHaveLength(1);
    expect(operator.noticed.faults).toEqual([]);
  } finally {
    await house.close();
  }
});
