import { expect, it } from "vitest";
import { DESKTOP, visit, type Visitor } from "./browser.ts";
import { goTo, signIn } from "./handler.ts";
import { stageForAll } from "./stage.ts";

/* What a member wrote about the committee or the record, and did not sign, outlives a page that is thrown away, and nobody else reads it. */

const stage = stageForAll();

const REASON = "Has asked to leave at the end of March.";
const GROUND = "Decision 17 of the court of first instance.";
const GUEST = "Shen Yi";

it("why somebody is to leave, whom one invites, and why a text is deleted are there again after the page was thrown away", async () => {
  const [first, second, , leaving] = stage.house.founders;
  if (first === undefined || second === undefined || leaving === undefined) throw new Error("too few founders");
  const desk = await visit(stage.browser, stage.house, { language: "zh-CN", width: DESKTOP });
  const { page, say } = desk;
  const removal = page.getByRole("region", { name: say("people.remove.title") });
  const reason = removal.getByLabel(say("people.remove.reason"));
  const tick = removal.getByRole("checkbox", { name: new RegExp(`^${leaving.name}`) });
  const invitation = page.getByRole("region", { name: say("people.invite.title") });
  const name = invitation.getByLabel(say("people.seat.name"), { exact: true });
  const side = invitation.getByRole("radio", { name: say("people.side.employees"), exact: true });
  const ground = page.getByLabel(say("ledger.desk.bury.ground"));
  const text = page.getByLabel(say("ledger.desk.bury.text"));
  const comeBack = async (): Promise<void> => {
    await page.reload();
    await desk.field("people.unlock.phrase").fill(first.phrase);
    await desk.press("people.unlock.go");
    await desk.heading("matter.owed.title");
  };
  await signIn(desk, first);
  await goTo(desk, "committee");
  await tick.check();
  await reason.fill(REASON);
  await name.fill(GUEST);
  await side.check({ force: true });
  await goTo(desk, "record");
  await page.getByText(say("ledger.desk.bury.title")).click();
  await text.selectOption({ index: 1 });
  const chosen = await text.inputValue();
  await ground.fill(GROUND);
  await expect.poll(() => keeps(desk)).toBe(true);

  await comeBack();
  await goTo(desk, "record");
  // It is folded for everybody else.
  expect(await ground.inputValue()).toBe(GROUND);
  expect(await text.inputValue()).toBe(chosen);
  await discard(desk);
  await expect.poll(() => ground.inputValue()).toBe("");
  expect(await text.inputValue()).toBe("");
  await goTo(desk, "committee");
  expect(await tick.isChecked()).toBe(true);
  expect(await reason.inputValue()).toBe(REASON);
  expect(await name.inputValue()).toBe(GUEST);
  expect(await side.isChecked()).toBe(true);
  await removal.getByRole("button", { name: say("people.remove.look") }).click();
  await desk.press("people.remove.go");
  await desk.sees(say("people.draft.by-you"));
  await expect.poll(() => keeps(desk)).toBe(true);

  await comeBack();
  await goTo(desk, "committee");
  expect(await name.inputValue()).toBe(GUEST);
  await desk.press("people.draft.withdraw");
  await reason.waitFor();
  // What was proposed is nothing that waits to be.
  expect([await reason.inputValue(), await tick.isChecked()]).toEqual(["", false]);
  expect(desk.noticed.faults).toEqual([]);
  await desk.context.close();
});

async function discard({ page, say }: Visitor): Promise<void> {
  await page.getByRole("button", { name: say("ui.area.discard"), exact: true }).click();
  const asked = page.locator("dialog[open]");
  await asked.getByRole("button", { name: say("ui.area.discard.go"), exact: true }).click();
}

/** Whether all of it lies on this device, and nobody can read it there. */
const keeps = ({ page }: Visitor): Promise<boolean> =>
  page.evaluate(
    async (words) => {
      const cache = await caches.open("niuniu");
      const file = (await cache.keys()).find(({ url }) => url.endsWith(".drafts"));
      if (file === undefined) return false;
      const text = (await (await cache.match(file))?.text()) ?? "";
      if (words.some((word) => text.includes(word))) throw new Error("somebody can read it");
      const asks = new Event("beforeunload", { cancelable: true });
      dispatchEvent(asks);
      return !asks.defaultPrevented;
    },
    [REASON, GROUND, GUEST],
  );
