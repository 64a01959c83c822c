import { routes } from "@niuniu/cases";
import { fromBase64 } from "@niuniu/note";
import { dayOf } from "@niuniu/owe";
import { roster as rosterRoute } from "@niuniu/people";
import { checkChain, memberOf } from "@niuniu/roster";
import { ask } from "@niuniu/sample";
import { describe, expect, it } from "vitest";
import { features } from "../apps/server/src/features.ts";
import { makeDesk } from "../features/cases/src/web/desk/desk.ts";
import { openCase, type OpenedCase } from "../features/cases/src/web/desk/open-case.ts";
import { PHONE, visit } from "./browser.ts";
import { EARLIER, restoreEarlier } from "./earlier/restore.ts";
import { openReport, openRow, reply, signIn } from "./handler.ts";
import { handlerOverHttp } from "./over-http.ts";
import { comeBack, nothingDiffers } from "./reporter.ts";
import { comeBackWith } from "./sealed-report.ts";
import { stageForAll } from "./stage.ts";

const stage = stageForAll({ line: restoreEarlier });
const { receipts, sealed, saved, founders } = EARLIER;

/** Every case as its readers' pages believe it today, by its name and the id of the reader. */
async function everyCase(): Promise<readonly (readonly [string, string, OpenedCase])[]> {
  const { house } = stage;
  const { statements, policy, calendar } = await ask(house.origin, rosterRoute);
  const roster = checkChain(statements);
  const found: (readonly [string, string, OpenedCase])[] = [];
  const rows = await house.query("select id, readers from cases_case order by id");
  for (const { id, readers } of rows as { id: string; readers: string[] }[]) {
    for (const founder of founders.filter((one) => readers.includes(one.id))) {
      const desk = makeDesk({
        me: founder.id,
        keys: { identity: fromBase64(founder.identity), signing: fromBase64(founder.signing) },
        ...{ roster, policy, calendar, authorization: "", clock: house.clock.now, ahead: 0 },
        ask: () => Promise.reject(new Error("nobody is asked")),
      });
      const today = (): string => dayOf(house.clock.now(), desk.calendar);
      const thread = await (await handlerOverHttp(house.origin, founder, today)).thread(id);
      found.push([id, founder.id, await openCase(thread, desk)]);
    }
  }
  return found;
}

/** What was said in a case, one kind after the other. */
const kindsIn = ({ entries }: OpenedCase): readonly string[] => entries.map(({ entry }) => entry.kind);

describe("a line that a server of commit 8925639 left", () => {
  it("opens, and everything stored in it is as it was written", async () => {
    const { db } = stage.house.running().host;
    const found: string[] = [];
    for (const check of features.list.flatMap(({ checks }) => checks)) {
      for await (const { table, key, what } of check(db)) found.push(`${table} ${key} ${what}`);
    }
    expect(found).toEqual([]);
  });

  it("holds chains that every reader’s page checks, replays by their own rules and opens", async () => {
    const all = await everyCase();
    for (const [name, reader, { alarms, differences, state, report, sealedText }] of all) {
      expect([name, reader, alarms, differences]).toEqual([name, reader, [], []]);
      expect(state).not.toBeNull();
      expect(report?.what ?? sealedText).toBeTruthy();
    }
    expect(new Set(all.map(([name]) => name)).size).toBe(5);
    const of = (case_: string): OpenedCase => all.find(([name]) => name === case_)![2];
    expect(kindsIn(of(receipts.contested.case))).toEqual(
      "report owed open owed answer owed outcome closed seen closed contest owed".split(" "),
    );
    expect(kindsIn(of(receipts.missed.case))).toEqual("report owed missed owed".split(" "));
    expect(kindsIn(of(receipts.answered.case)).slice(0, 8)).toEqual(
      "report owed open owed answer owed say owed".split(" "),
    );
    const byHand = all.find(([, , { sealedText }]) => sealedText !== null);
    expect(byHand?.[2].sealedText).toContain("Sealed by hand.");
    expect(byHand?.[2].replyTo).not.toBeNull();
  });

  it("knows the number of a file that was sealed by hand", async () => {
    const form = new FormData();
    form.set("number", sealed.number);
    const answer = await fetch(stage.house.origin + routes.pickUp.path, { method: "POST", body: form });
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining("<html")]);
  });

  it("takes every receipt, and the page that it opens finds nothing that differs", async () => {
    const reporter = await visit(stage.browser, stage.house, { language: "en", width: PHONE });
    for (const { receipt } of Object.values(receipts)) {
      await comeBack(reporter, receipt);
      await nothingDiffers(reporter);
      expect(await reporter.page.getByText(reporter.say("cases.record.alarm")).count()).toBe(0);
    }
    await comeBackWith(reporter, saved);
    await reporter.heading("cases.thread.title");
    await nothingDiffers(reporter);
    await reporter.sees(reporter.say("cases.thread.file-holds"));
  });

  it("goes on: a handler answers with keys from then, and the reporter reads it and says more", async () => {
    const { house, browser } = stage;
    const { receipt, case: name } = receipts.fresh;
    const { statements } = await ask(house.origin, rosterRoute);
    const [row] = await house.query("select owner from cases_case where id = $1", [name]);
    const owner = founders.find(({ id }) => id === row?.["owner"])!;
    expect(memberOf(checkChain(statements), owner.id)?.name).toBe(owner.name);
    const handler = await visit(browser, house, { language: "zh-CN" });
    await signIn(handler, owner);
    await openRow(handler, name);
    await openReport(handler);
    await handler.sees("I saw it too.");
    await reply(handler, "Thank you. I look into it today.");

    const reporter = await visit(browser, house, { language: "en", width: PHONE });
    await comeBack(reporter, receipt);
    await reporter.sees("Thank you. I look into it today.");
    await nothingDiffers(reporter);
    await reporter.field("cases.thread.more").fill("It was in the lift.");
    await reporter.press("cases.thread.send");
    await reporter.sees(reporter.say("cases.thread.sent"));
    await nothingDiffers(reporter);
  });
});
