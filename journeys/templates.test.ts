import { expect, it } from "vitest";
import { PHONE, visit } from "./browser.ts";
import { goTo, openReport, openRow, signIn } from "./handler.ts";
import { sendReport } from "./sealed-report.ts";
import { stageForAll } from "./stage.ts";

const stage = stageForAll();

it("a reply that one member keeps ready is there for whoever owns a case: put in at the cursor, filled from the case, and not sent with a gap", async () => {
  const { browser, house } = stage;
  const { case: name, owner } = await sendReport(house);
  const writer = house.founders.find(({ id }) => id !== owner.id);
  if (writer === undefined) throw new Error("nobody else is here");
  const desk = await visit(browser, house, { language: "en" });
  await signIn(desk, writer);
  await goTo(desk, "templates");
  await desk.press("templates.new");
  await desk.field("templates.name").fill("Received");
  await desk.page.getByLabel("English").fill("I am {your own name}. Missing: {say what, and why}");
  await desk.press("templates.save");
  await desk.button("templates.change-one", { name: "Received" }).waitFor();

  const other = await visit(browser, house, { language: "en", width: PHONE });
  await signIn(other, owner);
  await openRow(other, name);
  await openReport(other);
  const text = other.field("cases.desk.reply.label");
  await text.fill("Good morning.");
  await other.page.locator("summary", { hasText: other.say("templates.pick") }).click();
  await other.press("templates.put", { name: "Received", language: "English" });
  expect(await text.inputValue()).toBe(`Good morning.\n\nI am ${owner.name}. Missing: {say what, and why}`);
  await other.press("cases.desk.reply.send");
  await other.sees(other.say("templates.open", { blanks: "{say what, and why}" }));
  await text.fill("Good morning. Nothing is missing.");
  await other.press("cases.desk.reply.send");
  await other.sees(other.say("cases.desk.reply.sent"));
});
