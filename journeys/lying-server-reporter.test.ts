import { fromBase64 } from "@niuniu/note";
import { recipientOf, sealEnvelope } from "@niuniu/seal";
import { smallLog } from "@niuniu/trust/testing";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unsettled } from "../platform/ui/src/unsettled.ts";
import { visit } from "./browser.ts";
import { emptied, forkOf, headNow, inThread, json, rolledBack, slotsOf } from "./fork.ts";
import { DAY, type House } from "./house.ts";
import { lyingTo, openLyingStage } from "./lied-to.ts";
import {
  invented,
  justSent,
  milestone,
  retold,
  rewriteCase,
  rewriteSealed,
  sealed,
  sentAstray,
  storedCase,
  unplace,
  type LyingHost,
} from "./lying-host.ts";
import { handlerOverHttp } from "./over-http.ts";
import { comeBack, fillReport } from "./reporter.ts";
import { comeBackWith, fileOf, placeOf, sendReport, type SealedReport } from "./sealed-report.ts";
import { reads, wording } from "./wording.ts";

/*
 * One test for each lie that a host can tell a reporter, and the words in which the reporter reads of it. They assume
 * genuine client code: a host that serves other code is found by those who compare (altered.test.ts, `niuniu verify-site`).
 * The lies that handlers and outsiders find are in the files beside this one; lying-server.test.ts names them all.
 */

let house: House;
let browser: Browser;
let host: LyingHost;
let close = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ house, browser, host, close } = await openLyingStage());
});
afterAll(() => close());

const asReporter = lyingTo(() => ({ browser, host }));

/** The owner answers, as their own desk would. */
async function answered({ case: name, owner }: SealedReport): Promise<void> {
  const handler = await handlerOverHttp(house.origin, owner, today);
  await handler.act(name, { kind: "open" });
  const envelope = await sealEnvelope([await recipientOf(fromBase64(owner.identity))], {
    niuniu: "message v1",
    case: name,
    text: "One more thing.",
  });
  await handler.act(name, { kind: "answer", envelope });
}
const today = (): string => new Date(house.clock.now() + 8 * 3_600_000).toISOString().slice(0, 10);

describe("a server that lies about a case", () => {
  it(
    "dropped event: an answer taken out from under what the reporter signed after it",
    asReporter(async (reporter) => {
      const sent = await sendReport(house);
      await answered(sent);
      await comeBack(reporter, sent.receipt);
      await reporter.field("cases.thread.more").fill("One more thing.");
      await reporter.press("cases.thread.send");
      await reporter.sees(reporter.say("cases.thread.sent"));
      const stored = await storedCase(house, sent.case);
      const kinds = stored.map(({ text }) => (JSON.parse(text.split("\n")[0] ?? "") as { kind: string }).kind);
      const at = kinds.indexOf("answer");
      await rewriteSealed(house, sent, stored.toSpliced(at, kinds.indexOf("say") - at));
      await comeBack(reporter, sent.receipt);
      await reads(reporter, ["cases.thread.broken-chain"], ["cases.thread.d.broken-numbering"]);
    }),
  );

  it(
    "dropped event: what was owed is left out, and the record has another case than the page",
    asReporter(async (reporter) => {
      const { sent, report } = await justSent(house);
      await sealed(house);
      await rewriteCase(house, sent.case, [report]);
      await unplace(house);
      await comeBack(reporter, sent.receipt);
      await reads(
        reporter,
        ["cases.thread.d.missing-event", { number: 1 }],
        ["cases.record.f.unsealed", { number: 1 }],
        ["cases.record.do-unsealed"],
      );
    }),
  );

  it(
    "edited event: a date put off afterwards, and sealed anew by the host itself",
    asReporter(async (reporter) => {
      const { sent, report, owed } = await justSent(house);
      const file = await fileOf(house, sent);
      await rewriteSealed(house, sent, [report, retold(owed, { due: "2026-06-30" })]);
      await comeBackWith(reporter, file);
      await reads(
        reporter,
        ["cases.record.f.rewritten", { number: 2 }],
        ["cases.record.do"],
        ["cases.thread.differs"],
        ["cases.thread.d.late-date"],
      );
    }),
  );

  it(
    "false reassignment: to somebody whose turn it was not",
    asReporter(async (reporter) => {
      const { sent, friend } = await sentAstray(house);
      await comeBack(reporter, sent.receipt);
      await reads(reporter, ["cases.thread.differs"], ["cases.thread.d.wrong-owner", { found: friend.name }]);
    }),
  );

  it(
    "false reassignment: because somebody was away, who never signed for it",
    asReporter(async (reporter) => {
      const { sent, report, owed, friend } = await justSent(house);
      const said = { ...(JSON.parse(owed.text) as object), number: 3, why: "absent", owner: friend.id };
      const moved = invented({ ...said, from: sent.owner.id, skipped: [sent.owner.id] });
      await rewriteSealed(house, sent, [report, owed, moved]);
      await comeBack(reporter, sent.receipt);
      await reads(reporter, ["cases.thread.differs"], ["cases.thread.d.unproved-absence", { person: sent.owner.name }]);
    }),
  );

  it(
    "truncated thread: entries that the saved file holds are cut off",
    asReporter(async (reporter) => {
      const sent = await sendReport(house);
      const file = await fileOf(house, sent);
      await sealed(house);
      host.lie(inThread((header) => ({ ...header, entries: header.entries.slice(0, 1) })));
      await comeBackWith(reporter, file);
      await reads(reporter, ["cases.record.f.cut", { kept: 2, found: 1 }], ["cases.thread.broken-chain"]);
    }),
  );

  it(
    "broken promise: the reporter who has just sent reads that the seal is late",
    asReporter(async (reporter) => {
      await fillReport(reporter, { what: "He asks me to drink." });
      await reporter.press("cases.check.send");
      await reporter.heading("cases.sent.title");
      await unplace(house);
      const late = reporter.page.getByText(wording(reporter, ["cases.sent.late"]));
      for (let tries = 0; tries < 40 && (await late.count()) === 0; tries++) {
        await reporter.page.clock.fastForward(30_000);
        await reporter.page.waitForTimeout(50);
      }
      await late.waitFor();
    }),
  );

  it(
    "broken promise: the saved file shows that the server never did what it signed",
    asReporter(async (reporter) => {
      const sent = await sendReport(house);
      const file = await fileOf(house, sent);
      await unplace(house);
      await sealed(house);
      house.clock.moveTo(house.clock.now() + 120_000);
      await reporter.syncClock();
      await comeBackWith(reporter, file);
      await reads(reporter, ["cases.record.f.broken-promise-file"], ["cases.record.f.unsealed", { number: 1 }]);
      // The same where the server goes on promising, for a time that is long over.
      const slot = (await slotsOf(house)).at(-1)?.slot ?? 0;
      await house.query("insert into record_placed (commitment, slot) values ($1, $2)", [
        Buffer.from(sent.head),
        slot - 20,
      ]);
      await comeBack(reporter, sent.receipt);
      await reads(reporter, ["cases.record.f.broken-promise", { number: 2 }], ["cases.record.do"]);
    }),
  );

  it(
    "swallowed act: words answered with the thread as it was are not called sent, and stay; sent again they are there once",
    asReporter(async (reporter) => {
      const sent = await sendReport(house);
      let before: Buffer | null = null;
      host.lie((passing) => {
        if (passing.path === "/cases/thread") before = passing.body;
        return passing;
      });
      await comeBack(reporter, sent.receipt);
      const field = reporter.field("cases.thread.more");
      await field.fill("One more thing.");
      host.lie((passing) => (passing.path === "/cases/say" ? { ...passing, body: before ?? passing.body } : passing));
      await reporter.press("cases.thread.send");
      await reporter.sees(unsettled["ui/unconfirmed"][reporter.language]);
      expect(await reporter.page.getByText(reporter.say("cases.thread.sent"), { exact: true }).count()).toBe(0);
      expect(await field.inputValue()).toBe("One more thing.");
      host.lie((passing) => (passing.path === "/cases/say" ? { ...passing, body: Buffer.alloc(0) } : passing));
      await reporter.press("cases.thread.send");
      await reporter.sees(unsettled["ui/unknown"][reporter.language]);
      host.lie();
      await reporter.press("cases.thread.send");
      await reporter.sees(reporter.say("cases.thread.sent"));
      expect(await field.inputValue()).toBe("");
      const said = (await storedCase(house, sent.case)).filter(({ text }) => text.includes('"kind":"say"'));
      expect(said).toHaveLength(1);
    }),
  );

  it(
    "unknown receipt: the file proves what the server denies",
    asReporter(async (reporter) => {
      const sent = await sendReport(house);
      const file = await fileOf(house, sent);
      await sealed(house);
      const denied = { code: "cases/unknown-receipt", sentence: { en: "Unknown.", "zh-CN": "不知道。" } };
      host.lie((passing) => (passing.path === "/cases/thread" ? json({ ...passing, status: 404 }, denied) : passing));
      await comeBackWith(reporter, file);
      await reporter.heading("cases.record.unknown-title");
      await reads(reporter, ["cases.record.f.unknown"], ["cases.record.do-unknown"]);
    }),
  );
});

describe("a server that lies about its record", () => {
  it(
    "fork between two readers: each sees a whole record, and a device that has seen the other one says so",
    asReporter(async (reporter) => {
      const sent = await sendReport(house);
      const file = await fileOf(house, sent);
      await sealed(house);
      const index = await placeOf(house, sent);
      await milestone(house);
      const size = (await house.running().host.record.milestone())?.size ?? 0;
      const fork = await forkOf(house, (entry, at) => (at === index ? emptied(entry) : entry), size);
      await reporter.syncClock();
      await reporter.go("/");
      await reads(reporter, ["people.front.checked"]);
      expect(await reporter.page.getByText(wording(reporter, ["ledger.front.record.fork"])).count()).toBe(0);

      host.lie(fork.shown);
      // Somebody who has never been here sees nothing wrong: that nobody outside has signed is all that can be said.
      const other = await visit(browser, host.house, { language: reporter.language });
      await other.go("/");
      await reads(other, ["people.front.checked"], ["ledger.front.record.nobody"]);
      await other.context.close();

      await reporter.go("/");
      await reads(reporter, ["ledger.front.record.fork"]);
      await comeBackWith(reporter, file);
      const against = reporter.say("cases.record.against.device");
      await reads(reporter, ["cases.record.f.fork", { against }], ["cases.record.f.bad-proof", { number: 2 }]);
    }),
  );

  it(
    "fork between two readers: a saved file shows it on a device that has seen nothing",
    asReporter(async (reporter) => {
      const sent = await sendReport(house);
      await sealed(house);
      const file = await fileOf(house, sent);
      const index = await placeOf(house, sent);
      host.lie((await forkOf(house, (entry, at) => (at === index ? emptied(entry) : entry))).shown);
      await comeBackWith(reporter, file);
      await reads(reporter, ["cases.record.f.fork", { against: reporter.say("cases.record.against.file") }]);
    }),
  );

  it(
    "rollback: a device that has seen more says so",
    asReporter(async (reporter) => {
      const sent = await sendReport(house);
      await milestone(house);
      const before = await rolledBack(house);
      // One milestone back may be a witness that was waited for.
      await milestone(house);
      await milestone(house);
      await reporter.syncClock();
      await reporter.go("/");
      await reads(reporter, ["people.front.checked"]);
      host.lie(before);
      await reporter.go("/");
      await reads(reporter, ["ledger.front.record.rollback"]);
      await comeBack(reporter, sent.receipt);
      const against = reporter.say("cases.record.against.device");
      await reads(reporter, ["cases.record.f.rollback", { against }], ["cases.record.do"]);
    }),
  );

  it(
    "stale checkpoint: everybody sees how old it is",
    asReporter(async (reporter) => {
      const sent = await sendReport(house);
      await milestone(house);
      host.lie(await headNow(house));
      house.clock.moveTo(house.clock.now() + 20 * 60_000);
      await house.running().host.record.tick();
      await reporter.syncClock();
      await reporter.go("/");
      await reads(reporter, ["ledger.front.record-stale"]);
      await comeBack(reporter, sent.receipt);
      await reads(reporter, ["cases.record.stale"]);
      await fillReport(reporter, { what: "He asks me to drink." });
      await reads(reporter, ["cases.check.stale"]);
    }),
  );

  it(
    "key swapped for one reporter: a record under a key that the committee has not signed for",
    asReporter(async (reporter) => {
      const sent = await sendReport(house);
      await sealed(house);
      const own = await smallLog("the host's other key");
      const { statements } = (await (await fetch(`${house.origin}/people/roster`)).json()) as { statements: string[] };
      const statement = await own.publish("2026-03-02", statements.at(-1) ?? "");
      const head = await own.head(await own.seal(house.clock.now()), statement);
      host.lie((passing) => (passing.path === "/record/head" ? json(passing, head) : passing));
      await reporter.go("/");
      await reads(reporter, ["people.front.unrecorded"]);
      await reporter.go("/return");
      await reporter.page.getByRole("textbox", { name: reporter.say("cases.receipt.label") }).fill(sent.receipt);
      await reporter.press("cases.receipt.open");
      await reads(reporter, ["cases.record.unrecorded-title"], ["cases.record.unrecorded"]);
      await fillReport(reporter, { what: "He asks me to drink." });
      await reads(reporter, ["cases.check.unrecorded"]);
      expect(await reporter.button("cases.check.send").count()).toBe(0);
    }),
  );

  // It moves the clock by days, so it comes last.
  it(
    "back-dated event: an answer of Monday's that entered the record on Thursday",
    asReporter(async (reporter) => {
      const sent = await sendReport(house);
      await sealed(house);
      await answered(sent);
      const stored = await storedCase(house, sent.case);
      await unplace(house);
      house.clock.moveTo(house.clock.now() + 3 * DAY);
      await house.running().host.record.tick();
      await rewriteSealed(house, sent, stored);
      await milestone(house);
      await reporter.syncClock();
      await comeBack(reporter, sent.receipt);
      await reads(reporter, ["cases.record.f.misdated", { number: stored.length }], ["cases.record.do"]);
    }),
  );
});
