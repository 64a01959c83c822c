import { fromBase64 } from "@niuniu/note";
import { dayOf } from "@niuniu/owe";
import type { Founder } from "@niuniu/sample";
import { recipientOf, wrapCase } from "@niuniu/seal";
import { openWith, openWrap, rewrap, unlockKeys } from "@niuniu/seal/open";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStage, visit, type Visitor } from "./browser.ts";
import { unpack } from "@niuniu/matter/server";
import { unframed, WRAPS } from "../platform/matter/src/server/sealed/pieces.ts";
import { goTo, openReport, openRow, reply, signIn } from "./handler.ts";
import type { House } from "./house.ts";
import { handlerOverHttp, refusalOf } from "./over-http.ts";
import { caseOf, comeBack, fillReport, seal } from "./reporter.ts";

let house: House;
let browser: Browser;
let close = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ house, browser, close } = await openStage());
});
afterAll(() => close());

const CALENDAR = { offset: "+08:00", weekend: [0, 6], holidays: [], closes: "18:00" };
const AGE = "age-encryption.org/v1";
const AGE_BASE64 = Buffer.from(AGE).toString("base64").slice(0, -1);

/** Every file of age anywhere in the database, whatever column of whatever table it lies in and however it is spelt. */
async function ciphertexts(): Promise<readonly Uint8Array[]> {
  const tables = await house.query(
    "select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public'",
  );
  const found: Uint8Array[] = [];
  const look = (value: unknown): void => {
    if (Buffer.isBuffer(value)) {
      const at = value.indexOf(AGE);
      if (at >= 0) found.push(new Uint8Array(value.subarray(at)));
    } else if (typeof value === "string") {
      for (const [text] of value.matchAll(/[A-Za-z0-9+/]{64,}={0,2}/g))
        if (text.startsWith(AGE_BASE64)) found.push(fromBase64(text));
    } else if (typeof value === "object" && value !== null) Object.values(value).forEach(look);
  };
  // Ciphertext of cases lies packed and in pieces.
  const pieces = await house.query(
    "select number, string_agg(bytes, ''::bytea order by part) as bytes from cases_piece group by case_id, number",
  );
  for (const { number, bytes } of pieces) {
    const whole = bytes as Buffer;
    for (const packed of number === WRAPS ? unframed(whole) : [whole]) look(Buffer.from(unpack(packed)));
  }
  for (const { name } of tables) (await house.query(`select * from ${String(name)}`)).forEach(look);
  return found;
}

/** How many of these files a seed opens. */
async function opens(identity: string, files: readonly Uint8Array[]): Promise<number> {
  let count = 0;
  for (const file of files) {
    const text = await openWith(fromBase64(identity), file).catch(() => null);
    if (text !== null) count++;
  }
  return count;
}

describe("a handler who was struck out", () => {
  let struck: Founder;
  let owner: Founder;
  let caseId = "";
  let desk: Visitor;

  it("opens nothing, with the whole database and the own key", async () => {
    const reporter = await visit(browser, house, { language: "en" });
    const { say } = reporter;
    struck = house.founders.find(({ side }) => side === "employer")!;
    await fillReport(reporter, { what: "The head of legal takes part in it." });
    await reporter.press("cases.check.strike-name", { name: struck.name });
    await reporter.sees(say("cases.check.struck"));
    const receipt = await seal(reporter);
    caseId = caseOf(receipt);
    const [row] = await house.query("select owner from cases_case where id = $1", [caseId]);
    owner = house.founders.find(({ id }) => id === row?.["owner"])!;
    expect(owner.id).not.toBe(struck.id);

    desk = await visit(browser, house, { language: "en" });
    await signIn(desk, owner);
    await openRow(desk, caseId);
    await openReport(desk);
    await reply(desk, "I have read it. We speak tomorrow.");
    await desk.press("cases.desk.bar.note");
    await desk.page.getByRole("dialog").getByRole("textbox").fill("For the readers only.");
    await desk.press("cases.desk.dialog.note.send");
    await desk.sees("For the readers only.");
    await comeBack(reporter, receipt);
    await reporter.field("cases.thread.more").fill("It happened again today.");
    await reporter.press("cases.thread.send");
    await reporter.sees(say("cases.thread.sent"));

    const files = await ciphertexts();
    // Five locked keys, five wraps (four readers and the reporter), report, answer, note and follow-up.
    expect(files.length).toBeGreaterThanOrEqual(14);
    expect(await opens(owner.identity, files)).toBeGreaterThan(0);
    expect(await opens(struck.identity, files)).toBe(0);
    const phrases = await Promise.all(files.map((file) => unlockKeys(file, struck.phrase).catch(() => null)));
    const unlocked = phrases
      .filter((keys) => keys !== null)
      .map(({ identity }) => Buffer.from(identity).toString("base64"));
    expect(unlocked).toEqual([struck.identity]);
    const named = await house.query(
      "select unnest(string_to_array(wrapped, ',')) as reader from cases_case where id = $1",
      [caseId],
    );
    expect(named.map(({ reader }) => reader)).not.toContain(struck.id);
  });

  it("is refused by the server, and does not find the case in any list", async () => {
    const today = (): string => dayOf(house.clock.now(), CALENDAR);
    const theirs = await handlerOverHttp(house.origin, struck, today);
    expect(await refusalOf(theirs.thread(caseId))).toBe("cases/unknown-case");
    const visitor = await visit(browser, house, { language: "en" });
    await signIn(visitor, struck);
    await visitor.sees(visitor.say("matter.owed.empty"));
    await goTo(visitor, "cases");
    await visitor.sees(visitor.say("cases.desk.cases.open-empty"));
  });

  it("is let in by no desk: neither its code nor its page nor the server behind it", async () => {
    const { say, page } = desk;
    // Who was struck out is named beside the report, and is nobody of whom one could say that they cannot open it *yet*.
    const offered = async (): Promise<number> => {
      await desk.sees(say("cases.desk.struck", { names: struck.name }));
      const toLetIn = page.getByRole("button", { name: say("cases.desk.rewrap.go-name", { name: struck.name }) });
      const card = page.getByRole("region", { name: say("cases.desk.rewrap.title") });
      return (await toLetIn.count()) + (await card.getByText(struck.name).count());
    };
    expect(await offered()).toBe(0);

    const today = (): string => dayOf(house.clock.now(), CALENDAR);
    const reader = await handlerOverHttp(house.origin, owner, today);
    const { header, parts } = await reader.thread(caseId);
    const { seed } = await openWrap(fromBase64(owner.identity), parts[header.wrap]!, caseId, owner.id);
    const caseSeed = seed!;
    const recipient = await recipientOf(fromBase64(struck.identity));
    const listed = new Map([[struck.id, recipient]]);
    const asked = { caseSeed, caseId, struck: [struck.id], reader: struck.id, recipient, listed };
    await expect(rewrap(asked)).rejects.toMatchObject({ code: "seal/struck-out" });

    // A desk somebody rebuilt without that check still meets the server.
    const wrap = await wrapCase(caseSeed, caseId, struck.id, recipient);
    expect(await refusalOf(reader.act(caseId, { kind: "rewrap", reader: struck.id, wrap }))).toBe("cases/struck-out");
    const named = await house.query(
      "select unnest(string_to_array(wrapped, ',')) as reader from cases_case where id = $1",
      [caseId],
    );
    expect(named.map(({ reader: id }) => id)).not.toContain(struck.id);

    // The host forgets the strike list; the one inside the report still stands.
    await house.query("update cases_case set struck = '{}' where id = $1", [caseId]);
    await desk.press("cases.desk.close");
    await openRow(desk, caseId);
    expect(await offered()).toBe(0);
    expect(desk.noticed.faults).toEqual([]);
  });
});
