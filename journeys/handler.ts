import type { Founder } from "@niuniu/sample";
import type { Visitor } from "./browser.ts";
import type { House } from "./house.ts";

/** Signs in at the desk with the password and opens the key with the phrase. */
export async function signIn(
  visitor: Visitor,
  who: Pick<Founder, "id" | "name" | "password" | "phrase">,
): Promise<void> {
  await visitor.go("/desk");
  await signInHere(visitor, who);
}

/** The same on a desk that is open already and asks; `onUnlock` is called where the phrase is asked for. */
export async function signInHere(
  visitor: Visitor,
  { id, name, password, phrase }: Pick<Founder, "id" | "name" | "password" | "phrase">,
  onUnlock: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const { page, say } = visitor;
  await visitor.heading("people.sign-in.title");
  await page.getByLabel(say("people.sign-in.name"), { exact: true }).selectOption(id);
  await page.getByLabel(say("people.password.label"), { exact: true }).fill(password);
  await visitor.press("people.sign-in.go");
  await visitor.heading("people.unlock.title", { name });
  await onUnlock();
  await visitor.field("people.unlock.phrase").fill(phrase);
  await visitor.press("people.unlock.go");
  await visitor.heading("matter.owed.title");
}

/** The pages of the desk, as its navigation calls them. */
const titles = {
  owed: "matter.owed.title",
  cases: "cases.desk.cases.title",
  templates: "templates.title",
  committee: "people.committee.title",
  resolutions: "people.resolutions.title",
  record: "ledger.desk.title",
  keys: "people.keys.title",
  notices: "notices.title",
  upkeep: "upkeep.title",
} as const;

/** Chooses a page in the desk's navigation. */
export async function goTo(visitor: Visitor, place: keyof typeof titles): Promise<void> {
  const { page, say } = visitor;
  const nav = page.getByRole("navigation", { name: say("ui.area.desk") });
  await nav.getByRole("button", { name: new RegExp(`^${escaped(say(titles[place]))}\\s*\\d*$`) }).click();
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Opens a case from the list that is shown, by its name or the short form of it. */
export async function openRow(visitor: Visitor, caseId: string): Promise<void> {
  const row = visitor.page
    .getByRole("main")
    .getByRole("button")
    .filter({ hasText: caseId.slice(0, 4) });
  await row.first().click();
  await visitor.page.getByRole("region", { name: visitor.say("cases.desk.pane"), exact: true }).waitFor();
}

/** Signs that the case is opened, and waits until the report can be read. */
export async function openReport(visitor: Visitor): Promise<void> {
  await visitor.press("cases.desk.unopened.go");
  await visitor.page.getByRole("region", { name: visitor.say("cases.desk.timeline") }).waitFor();
}

/** Replies to the reporter of the open case. */
export async function reply(visitor: Visitor, text: string): Promise<void> {
  const { page, say } = visitor;
  await page.getByRole("textbox", { name: say("cases.desk.reply.label") }).fill(text);
  await visitor.press("cases.desk.reply.send");
  await visitor.sees(say("cases.desk.reply.sent"));
}

/** Who owes one of what the committee owes its house, as the server keeps it; empty while it has not begun. */
export async function upkeepOwner(house: House, what: string): Promise<string> {
  const [row] = await house.query(
    "select owner from matter_open join upkeep_owed on matter = id where feature = 'upkeep' and what = $1 and due is not null",
    [what],
  );
  return (row?.["owner"] as string | null | undefined) ?? "";
}
