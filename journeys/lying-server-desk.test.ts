import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { visit, type Visitor } from "./browser.ts";
import { goTo, openReport, openRow, signIn } from "./handler.ts";
import { rolledBack } from "./fork.ts";
import type { House } from "./house.ts";
import { byTurns, openLyingStage } from "./lied-to.ts";
import { milestone, rewriteSealed, sealed, sentAstray, storedCase, type LyingHost } from "./lying-host.ts";
import { sendReport, type SealedReport } from "./sealed-report.ts";
import { reads, wording, type Sentence } from "./wording.ts";

/*
 * One test for each lie that a handler finds at the desk, and the words in which they read of it. They assume genuine client
 * code: a host that serves other code is found by those who compare (altered.test.ts, `niuniu verify-site`). What is told to
 * reporters and outsiders is in the files beside this one; lying-server.test.ts names every lie.
 */

let house: House;
let browser: Browser;
let host: LyingHost;
const desks: Visitor[] = [];
let close = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ house, browser, host, close } = await openLyingStage());
  const [handler] = house.founders;
  if (handler === undefined) throw new Error("nobody has founded this house");
  for (const language of ["en", "zh-CN"] as const) {
    const desk = await visit(browser, host.house, { language });
    await signIn(desk, handler);
    desks.push(desk);
  }
});
afterAll(() => close());

const next = byTurns();
/** The body of a test at one desk or the other, by turns. */
function atDesks(found: (desk: Visitor) => Promise<void>): () => Promise<void> {
  const language = next();
  return async () => {
    const desk = desks.find((one) => one.language === language);
    if (desk === undefined) throw new Error("there is no such desk");
    try {
      await found(desk);
      expect(desk.noticed.faults).toEqual([]);
    } finally {
      host.lie();
    }
  };
}
/** A report that the handler has opened. */
async function opened(desk: Visitor): Promise<SealedReport> {
  const sent = await sendReport(house);
  await look(desk, sent);
  await openReport(desk);
  await sealed(house);
  return sent;
}

/** Looks at the case, from the list as it is now. */
async function look(desk: Visitor, { case: name }: SealedReport): Promise<void> {
  await goTo(desk, "owed");
  await goTo(desk, "cases");
  await openRow(desk, name);
}

/** Among the differences, which are folded up whenever the case is read again. */
async function differs(desk: Visitor, said: Sentence): Promise<void> {
  await reads(desk, ["cases.desk.difference.title"]);
  const words = desk.page.getByText(wording(desk, said)).first();
  const counted = new RegExp([1, 2, 3, 4].map((count) => desk.say("cases.desk.difference.more", { count })).join("|"));
  const folded = desk.page.locator("details:not([open]) > summary").filter({ hasText: counted }).first();
  const unfolded = async (): Promise<boolean> => {
    // Read again in between, it unfolds what is folded up by then, and nothing else.
    if (await folded.isVisible()) await folded.click({ timeout: 1_000 }).catch(() => undefined);
    return words.isVisible();
  };
  await expect.poll(unfolded).toBe(true);
}

describe("a server that lies to a handler", () => {
  it(
    "dropped event: what stood before an act that was signed after it",
    atDesks(async (desk) => {
      const sent = await opened(desk);
      const stored = await storedCase(house, sent.case);
      await rewriteSealed(house, sent, stored.toSpliced(1, 1));
      await look(desk, sent);
      await reads(desk, ["cases.desk.alarm.title"], ["cases.desk.alarm.chain"], ["cases.desk.alarm.advice"]);
    }),
  );

  it(
    "edited event: an act that its author did not sign so",
    atDesks(async (desk) => {
      const sent = await opened(desk);
      const stored = await storedCase(house, sent.case);
      const at = stored.findIndex(({ text }) => text.includes('"kind":"open"'));
      const edited = stored.map((one, place) =>
        place === at ? { ...one, text: one.text.replace(/"date":"\d{4}/, '"date":"2025') } : one,
      );
      await rewriteSealed(house, sent, edited);
      await look(desk, sent);
      // Without that act nobody has opened the case, and the desk asks again before it shows anything.
      await reads(desk, ["cases.desk.alarm.signature", { number: at + 1 }]);
    }),
  );

  it(
    "false reassignment: to somebody whose turn it was not",
    atDesks(async (desk) => {
      const { sent, friend } = await sentAstray(house);
      await look(desk, sent);
      await openReport(desk);
      await differs(desk, ["cases.desk.difference.wrong-owner", { number: 2, found: friend.name }]);
    }),
  );

  const language = next();
  it("rollback: a desk that has seen more of the record says so, though it has signed in anew", async () => {
    const [handler] = house.founders;
    if (handler === undefined) throw new Error("nobody has founded this house");
    await milestone(house);
    const before = await rolledBack(house);
    // One milestone back may be a witness that was waited for.
    await milestone(house);
    await milestone(house);
    const desk = await visit(browser, host.house, { language });
    await signIn(desk, handler);
    await opened(desk);
    await desk.press("people.sign-out");
    host.lie(before);
    await signIn(desk, handler);
    await opened(desk);
    await reads(desk, ["cases.record.f.rollback", { against: desk.say("cases.record.against.device") }]);
    await desk.context.close();
    host.lie();
  });
});
