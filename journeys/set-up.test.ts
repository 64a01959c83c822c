import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DESKTOP, openStage, PHONE, visit, type Visitor } from "./browser.ts";
import { enterCode, fingerprintsOn, join, nameSeats, type Joined, type Seat } from "./founding.ts";
import { goTo, signIn } from "./handler.ts";
import { DAY, type House } from "./house.ts";
import { idOf, inviteAtDesk } from "./invitation.ts";
import { fillReport } from "./reporter.ts";
import { pictures } from "./screens.ts";
import { reads } from "./wording.ts";

let house: House;
let browser: Browser;
let close = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ house, browser, close } = await openStage({ empty: true }));
});
afterAll(() => close());

const SEATS: readonly Seat[] = [
  { name: "温静", role: "Employee representative" },
  { name: "何鸣", role: "Head of compliance" },
  { name: "简素", role: "Outside lawyer" },
];
const NEWCOMER: Seat = { name: "陶锐", role: "Union officer" };
const LANGUAGE = "en";
const NAMES = SEATS.map(({ name }) => name);

/** The eight words as a list of words stands on a page. */
async function eightWords({ page, say }: Visitor): Promise<string> {
  const words = page
    .locator(".words")
    .filter({ hasText: /^\s*([a-z-]+\s*){8}/, hasNotText: say("people.words.coming") })
    .first();
  await words.waitFor();
  const single = await words.locator("b").allInnerTexts();
  return single.length > 0 ? single.join(" ") : (await words.innerText()).trim().split(/\s+/).join(" ");
}

/** Ticks each of the others and signs. */
async function compareAndSign({ visitor, name }: Joined, others: readonly string[], number: number): Promise<void> {
  const { page, say } = visitor;
  await visitor.press("people.draft.sign", { number });
  await visitor.sees(/First compare the six words with/);
  for (const other of others.filter((one) => one !== name)) {
    await page.getByRole("checkbox", { name: say("people.compared", { name: other }) }).check();
  }
  await visitor.press("people.draft.sign", { number });
  await visitor.press("people.draft.sign-go");
}

/** Until who waits for others asks again what they have done. */
async function askAgain(...waiting: readonly Visitor[]): Promise<void> {
  for (const { page } of waiting) await page.clock.fastForward(4_000);
}

async function readersOn(reporter: Visitor): Promise<readonly string[]> {
  await fillReport(reporter, { what: "Something happened." });
  await reporter.heading("cases.check.title");
  await reporter.page
    .getByRole("button", { name: /^Strike out ./ })
    .first()
    .waitFor();
  const labels = await reporter.page
    .getByRole("button", { name: /^Strike out ./ })
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute("aria-label") ?? ""));
  return labels.map((label) => label.replace("Strike out ", ""));
}

describe("an organisation", () => {
  let operator: Visitor;
  let people: readonly Joined[] = [];
  let words = "";

  it("is founded by three people in browsers of their own, who compare keys and sign", async () => {
    operator = await visit(browser, house, { language: LANGUAGE, width: DESKTOP });
    await operator.go("/setup");
    await operator.heading("people.setup.code.title");
    await pictures(operator, "set-up-1-code");
    await enterCode(operator, house.setupCode);
    await pictures(operator, "set-up-2-seats");
    await operator.field("people.setup.organisation").fill("Cloud Pasture");
    await operator.press("people.setup.seats.go");
    // Nobody is named yet: what is missing, and why, has the focus.
    const focused = (): Promise<string> =>
      operator.page.evaluate(() => document.activeElement?.querySelector("h2")?.textContent ?? "");
    await expect.poll(focused).toBe(operator.say("people.balance.title"));
    const links = await nameSeats(operator, "Cloud Pasture", SEATS);
    await pictures(operator, "set-up-3-links");
    for (const [at, seat] of SEATS.entries()) {
      const visitor = await visit(browser, house, { language: LANGUAGE, width: at === 0 ? PHONE : DESKTOP });
      const shoot = (name: string): Promise<void> => (at === 0 ? pictures(visitor, name) : Promise.resolve());
      people = [...people, await join(visitor, links[at] ?? "", seat, shoot)];
    }
    await askAgain(operator, ...people.map(({ visitor }) => visitor));
    for (const { visitor } of people) await visitor.heading("people.room.signing.title");
    // By what their dates will be counted stands before what they sign.
    for (const { visitor } of people) await visitor.sees(visitor.say("people.calendar.title", { name: "+08:00" }));
    const [mine = {}, ...theirs] = await Promise.all(people.map(({ visitor }) => fingerprintsOn(visitor, NAMES)));
    expect(new Set(Object.values(mine)).size).toBe(3);
    for (const one of theirs) expect(one).toEqual(mine);
    await operator.heading("people.setup.signing.title");
    expect(await fingerprintsOn(operator, NAMES)).toEqual(mine);
    for (const [at, person] of people.entries()) {
      if (at === 1) await pictures(person.visitor, "join-5-compare");
      await compareAndSign(person, NAMES, 1);
    }
    await askAgain(operator, ...people.map(({ visitor }) => visitor));
    for (const { visitor } of people) await visitor.heading("people.room.open.title");
    await operator.heading("people.setup.open.title");
    await pictures(operator, "set-up-4-open");
  });

  it("shows the same eight words at set-up, to its members, and to whoever reports", async () => {
    words = await eightWords(operator);
    expect(words.split(" ")).toHaveLength(8);
    for (const { visitor } of people) expect(await eightWords(visitor)).toBe(words);
    await operator.press("people.setup.open.poster");
    await operator.page.getByText(`${new URL(house.origin).host}/report`).waitFor();
    expect(await eightWords(operator)).toBe(words);
    await pictures(operator, "set-up-5-poster");
    const reporter = await visit(browser, house, { language: LANGUAGE, width: PHONE });
    expect(await readersOn(reporter)).toEqual(NAMES);
    await reporter.page.getByText(reporter.say("cases.check.compare"), { exact: true }).click();
    expect(await eightWords(reporter)).toBe(words);
    expect(reporter.noticed.faults).toEqual([]);
  });

  it("takes in one more person by two signatures, whose key then waits for 72 hours", async () => {
    const [first, second] = people as [Joined, Joined];
    const desk = await visit(browser, house, { language: LANGUAGE, width: DESKTOP });
    const { page, say } = desk;
    await signIn(desk, { ...first, id: await idOf(house, first) });
    await goTo(desk, "committee");
    const link = await inviteAtDesk(desk, NEWCOMER);
    const newcomer = await join(await visit(browser, house, { language: LANGUAGE }), link, NEWCOMER);
    await newcomer.visitor.heading("people.room.newcomer.title");
    const theirs = newcomer.visitor.page.locator(".words").first();
    await theirs.locator("b").nth(5).waitFor();

    // The page of the committee asks again every ten seconds.
    await page.clock.fastForward(10_000);
    const change = page.getByRole("region", { name: say("people.change.title") });
    await change.getByRole("checkbox", { name: new RegExp(`^${NEWCOMER.name}`) }).check();
    await change
      .getByText((await theirs.locator("b").first().innerText()).trim())
      .first()
      .waitFor();
    await reads(desk, ["people.origin.invited", { by: first.name }]);
    await pictures(desk, "committee-1-newcomer");
    await desk.press("people.change.propose");
    await desk.press("people.change.sign-propose");
    await desk.sees(say("people.draft.by-you"));

    const other = await visit(browser, house, { language: LANGUAGE, width: DESKTOP });
    await signIn(other, { ...second, id: await idOf(house, second) });
    await goTo(other, "committee");
    await other.sees(say("people.draft.adds", { names: NEWCOMER.name }));
    await reads(other, ["people.origin.invited", { by: first.name }]);
    await pictures(other, "committee-2-draft");
    await compareAndSign({ ...second, visitor: other }, [NEWCOMER.name], 2);
    await other.sees(say("people.committee.waits", { date: "|" }).split("|")[0] ?? "");
    await pictures(other, "committee-3-waits");

    const reporter = await visit(browser, house, { language: LANGUAGE, width: PHONE });
    expect(await readersOn(reporter)).toEqual(NAMES);
    await reporter.page.getByText(reporter.say("cases.check.compare"), { exact: true }).click();
    expect(await eightWords(reporter)).toBe(words);
    house.clock.moveTo(house.clock.now() + 3 * DAY + 60_000);
    const later = await visit(browser, house, { language: LANGUAGE, width: PHONE });
    expect(await readersOn(later)).toEqual([...NAMES, NEWCOMER.name]);
    for (const { noticed } of [operator, desk, other, newcomer.visitor, later]) expect(noticed.faults).toEqual([]);
  });
});
