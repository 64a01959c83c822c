import { publicKey } from "@niuniu/note";
import { caseName, readReceipt, receiptKeys } from "@niuniu/seal";
import { expect } from "vitest";
import type { Visitor } from "./browser.ts";

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
export async function receiptShown(visitor: Visitor): Promise<string> {
  return visitor.page.getByLabel(visitor.say("cases.sent.code")).innerText();
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
