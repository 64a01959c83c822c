import { publicKey } from "@niuniu/note";
import { caseName, readReceipt, receiptKeys } from "@niuniu/seal";
import { SLOT } from "@niuniu/record";
import type { Founder } from "@niuniu/sample";
import { expect } from "vitest";
import type { Visitor } from "./browser.ts";
import type { House } from "./house.ts";
import { sealed } from "./lying-host.ts";

/** ms: a page asks for a proof so long after the slot is over. */
const MOMENT = 1_500;

/** What a reporter types; only `what` is needed. */
export interface Told {
  readonly what: string;
  readonly when?: string;
  readonly where?: string;
  readonly who?: string;
}

/** Called on each screen as it stands filled in, for pictures and checks. */
export type OnScreen = (name: string) => Promise<void>;
const nothing: OnScreen = () => Promise.resolve();

/** From the empty form to the last screen, where only sending is left. */
export async function fillReport(visitor: Visitor, told: Told, onScreen: OnScreen = nothing): Promise<void> {
  const { page, say } = visitor;
  await visitor.go("/report");
  await page.getByRole("textbox", { name: say("cases.what.title") }).fill(told.what);
  await onScreen("1-what");
  await visitor.press("cases.next");
  await visitor.heading("cases.more.title");
  await visitor.field("cases.more.when").fill(told.when ?? "");
  await visitor.field("cases.more.where").fill(told.where ?? "");
  await visitor.field("cases.more.who").fill(told.who ?? "");
  await onScreen("2-more");
  await visitor.press("cases.next");
  await visitor.heading("cases.how.title");
  // Before anybody chooses: what an urgent report tells whoever carries the notice of it.
  await visitor.sees(/经手的人会知道是哪一分钟|whoever carries that learns the minute/);
  await onScreen("3-how");
  await visitor.press("cases.next");
  await visitor.heading("cases.check.title");
}

/** Presses the one button and waits for the receipt; resolves with its code. */
export async function seal(visitor: Visitor): Promise<string> {
  await visitor.press("cases.check.send");
  await visitor.heading("cases.sent.title");
  return receiptShown(visitor);
}

/** The receipt in the spelling that is shown now. */
async function receiptShown(visitor: Visitor): Promise<string> {
  return visitor.page.getByLabel(visitor.say("cases.sent.code")).innerText();
}

/** The receipt in another spelling, once the screen has changed to it. */
export async function spelt(visitor: Visitor, spelling: "words" | "digits"): Promise<string> {
  const { page, say } = visitor;
  await visitor.press(`cases.sent.as-${spelling}`);
  await page.getByRole("button", { name: say(`cases.sent.as-${spelling}`), exact: true, pressed: true }).waitFor();
  const shown = page.getByLabel(say("cases.sent.code"));
  await shown.filter({ hasNotText: say("ui.loading") }).waitFor();
  return shown.innerText();
}

/** Waits until the report just sent is sealed into the record: the slot that is open now goes by, for the house and for this browser. */
export async function sealedAt(house: House, visitor: Visitor): Promise<void> {
  await sealed(house);
  await visitor.page.clock.fastForward(SLOT + MOMENT);
  await visitor.sees(visitor.say("cases.sent.sealed", { date: "|" }).split("|")[0] ?? "");
}

/** Who of these people a page names in this sentence, as soon as it names one. */
export async function namedOn(
  { page }: Visitor,
  people: readonly Founder[],
  sentence: (name: string) => string,
): Promise<Founder> {
  const named = people.map((one) => page.getByText(sentence(one.name)));
  const [first, ...others] = named;
  await others
    .reduce((some, one) => some.or(one), first ?? page.locator("html"))
    .first()
    .waitFor();
  for (const [at, one] of people.entries()) if ((await named[at]?.count()) !== 0) return one;
  throw new Error("the page names nobody who owes anything");
}

/** Types a receipt on `/return` and waits for the thread. */
export async function comeBack(visitor: Visitor, receipt: string): Promise<void> {
  const { page, say } = visitor;
  await visitor.go("/return");
  await page.getByRole("textbox", { name: say("cases.receipt.label") }).fill(receipt);
  await visitor.press("cases.receipt.open");
  await visitor.heading("cases.thread.title");
}

/** The page has checked every entry, says so, and found nothing that the server's story and the rules disagree about. */
export async function nothingDiffers({ page, say }: Visitor): Promise<void> {
  await page.getByText(say("cases.thread.checked", { n: "|" }).split("|").at(-1) ?? "").waitFor();
  for (const alarm of ["differs", "broken-chain"]) {
    expect(await page.getByText(say(`cases.thread.${alarm}`)).count()).toBe(0);
  }
}

/** The name of the case that a receipt leads to: it follows from the receipt's own key. */
export function caseOf(receipt: string): string {
  return caseName(publicKey(receiptKeys(readReceipt(receipt)).authSeed));
}
