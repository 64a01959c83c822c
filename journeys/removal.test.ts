import { expect, it } from "vitest";
import { DESKTOP, PHONE, visit } from "./browser.ts";
import { goTo, signIn, upkeepOwner } from "./handler.ts";
import { pictures } from "./screens.ts";
import { stageForAll } from "./stage.ts";
import { reads } from "./wording.ts";

const stage = stageForAll();

it("nobody is removed by one press or without a reason, which the others read before they sign", async () => {
  const { house, browser } = stage;
  const [first, , , leaving] = house.founders;
  if (first === undefined || leaving === undefined) throw new Error("too few founders");
  const desk = await visit(browser, house, { language: "en", width: DESKTOP });
  const { page, say } = desk;
  await signIn(desk, first);
  await goTo(desk, "committee");
  const card = page.getByRole("region", { name: say("people.remove.title") });
  await card.getByRole("button", { name: say("people.remove.look") }).click();
  await desk.sees(say("people.remove.who"));
  await desk.sees(say("people.remove.reason-missing"));
  // A removal is no renewal: the other button still offers to renew as it is.
  await card.getByRole("checkbox", { name: new RegExp(`^${leaving.name}`) }).check();
  await desk.button("people.change.renew").waitFor();
  await card.getByLabel(say("people.remove.reason")).fill("Has asked to leave at the end of March.");
  await card.getByRole("button", { name: say("people.remove.look") }).click();
  await reads(desk, ["people.remove.cases", { names: leaving.name }]);
  await pictures(desk, "removal-follows");
  await desk.press("people.remove.go");
  await desk.sees(say("people.draft.by-you"));

  // Of whose turn it is to sign, the committee asks it too: it is one thing all the same, in the tab's count and in the list.
  await expect.poll(() => upkeepOwner(house, "countersign")).not.toBe("");
  const owner = await upkeepOwner(house, "countersign");
  const second = house.founders.find(({ id }) => id === owner);
  if (second === undefined) throw new Error("nobody is asked to sign");
  const other = await visit(browser, house, { language: "en", width: PHONE });
  await signIn(other, second);
  await other.page.waitForFunction(() => document.title.startsWith("(1) "));
  await reads(other, ["people.asked.sign"]);
  await goTo(other, "committee");
  await reads(other, ["people.remove.reason-by", { name: first.name }]);
  await other.sees("Has asked to leave at the end of March.");
  await other.sees(other.say("people.draft.removes", { names: leaving.name }));
  await pictures(other, "removal-proposed");

  // What stands there is replaced under the finger of whoever is about to sign: they have signed nothing, and are told.
  await other.press("people.draft.sign", { number: 2 });
  await pictures(other, "sign-asked");
  await desk.press("people.draft.withdraw");
  await desk.button("people.draft.withdraw").waitFor({ state: "detached" });
  await desk.press("people.change.renew");
  await desk.press("people.change.sign-propose");
  await desk.sees(say("people.draft.by-you"));
  await other.page.clock.fastForward(10_000);
  await reads(other, ["people.stale.title"]);
  expect(await other.button("people.draft.sign-go").count()).toBe(0);
  await pictures(other, "sign-stale");
  await other.press("people.stale.show");
  await reads(other, ["people.draft.replaced", { name: first.name }]);
  expect(await house.query("select member from people_signatures where member = $1", [second.id])).toEqual([]);
  expect([...desk.noticed.faults, ...other.noticed.faults]).toEqual([]);
});
