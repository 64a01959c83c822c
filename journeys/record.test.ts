import { publicKey, signNote } from "@niuniu/note";
import { writePublic, writeWitness } from "@niuniu/record";
import { checkChain, propose, selfSign } from "@niuniu/roster";
import { recipientOf } from "@niuniu/seal";
import type { Entry } from "@niuniu/wire/record";
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RosterAnswer } from "@niuniu/wire";
import { DESKTOP, openStage, PHONE, visit, type Visitor } from "./browser.ts";
import { goTo, signIn, signInHere } from "./handler.ts";
import { openHouse, random, type House } from "./house.ts";
import { openInBetween } from "./in-between.ts";
import { sealed } from "./lying-host.ts";
import { comeBack, fillReport, nothingDiffers, seal, sealedAt } from "./reporter.ts";
import { pictures } from "./screens.ts";

let house: House;
let browser: Browser;
let close = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ house, browser, close } = await openStage());
});
afterAll(() => close());

const GROUND = "Ruling 7 C 12/26 of the labour court";

/** What comes before the first value of a sentence. */
const beginning = ({ say }: Visitor, key: string, value: string): string =>
  say(key, { [value]: "|" }).split("|")[0] ?? "";

/** The cards of the explorer under this title. */
const cardsOf = ({ page }: Visitor, title: string): Locator =>
  page.getByRole("listitem").filter({ has: page.getByRole("heading", { level: 3, name: title, exact: true }) });

/** Opens the explorer and waits until its head is checked. */
async function explore(somebody: Visitor): Promise<void> {
  await somebody.go("/record");
  await somebody.heading("ledger.record.title");
  await somebody.sees(somebody.say("ledger.state.checked"));
  await somebody.sees(somebody.say("ledger.kind.policy"));
}

/** What the record lists, as the server says it. */
async function listed(): Promise<readonly Entry[]> {
  const answer = await fetch(`${house.origin}/record/entries/-1`);
  return ((await answer.json()) as { readonly entries: readonly Entry[] }).entries;
}

/** A statement of the host's own, in which it has put a key in the place of somebody's. */
async function replacedKeys(member: string): Promise<string> {
  const { statements } = (await (await fetch(`${house.origin}/people/roster`)).json()) as RosterAnswer;
  const chain = checkChain(statements);
  const { date, validUntil, effective, members } = chain.newest;
  const seed = random(32);
  const keys = selfSign(member, await recipientOf(seed), seed);
  const changed = members.map((one) => (one.id === member ? { ...one, ...keys } : one));
  const text = propose(chain, { date, validUntil, effective: Date.parse(effective), members: changed });
  return signNote(text, [{ name: "server", seed }]);
}

describe("the public record", () => {
  it("seals a report, and tells nobody that there was one", async () => {
    const isStatement = ({ text }: Entry): boolean => text?.includes('"kind":"roster"') === true;
    await sealed(house);
    await expect.poll(async () => (await listed()).some(isStatement)).toBe(true);
    const before = (await listed()).length;
    const reporter = await visit(browser, house, { language: "en", width: PHONE });
    await fillReport(reporter, { what: "He asks me to drink." });
    const receipt = await seal(reporter);
    await sealedAt(house, reporter);
    await comeBack(reporter, receipt);
    await nothingDiffers(reporter);
    expect(await reporter.page.locator("details.check summary").count()).toBeGreaterThan(0);
    expect((await listed()).length).toBe(before);
  });

  it("shows anybody what was published, each entry with a check mark that is worked out in the browser", async () => {
    const somebody = await visit(browser, house, { language: "en", width: PHONE });
    const { page, say } = somebody;
    await explore(somebody);
    const titles = [
      say("ledger.kind.statement", { number: 1 }),
      say("ledger.kind.version", { version: "0.1.0" }),
      ...["policy", "calendar", "figures"].map((kind) => say(`ledger.kind.${kind}`)),
    ];
    for (const title of titles) expect(await cardsOf(somebody, title).count()).toBe(1);
    for (const summary of await page.getByText(say("ledger.entry.unfold")).all()) await summary.click();
    const proven = page.getByText(beginning(somebody, "ledger.entry.proven", "size"));
    await proven.nth(titles.length - 1).waitFor();
    for (const { name } of house.founders) await somebody.sees(name);
    await pictures(somebody, "record-1-explorer");
    await page.getByLabel(say("ledger.list.show")).selectOption("policy");
    expect(await cardsOf(somebody, titles[0] ?? "").count()).toBe(0);
    expect(await cardsOf(somebody, say("ledger.kind.policy")).count()).toBe(1);
    await page.getByLabel(say("ledger.list.show")).selectOption("lost");
    await somebody.sees(say("ledger.list.whole", { count: 0 }));
    expect(somebody.noticed.faults).toEqual([]);
    expect(somebody.noticed.requests.filter((request) => !request.startsWith("GET "))).toEqual([]);
  });

  it("says in words when a text shown is not the one that stands in it", async () => {
    const somebody = await visit(browser, house, { language: "zh-CN", width: PHONE });
    await somebody.context.route("**/record/entries/*", async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: (await answer.text()).replaceAll("workingDays", "workingDayz") });
    });
    await explore(somebody);
    const card = cardsOf(somebody, somebody.say("ledger.kind.policy"));
    await card.getByRole("button").click();
    await card.getByRole("alert").waitFor();
    expect(await card.getByRole("alert").innerText()).toContain(somebody.say("ledger.evidence-save"));
    expect(await card.locator(".check").count()).toBe(0);
    await pictures(somebody, "record-2-broken");
  });

  it("says of a line that nobody has opened yet that no committee vouches for its record", async () => {
    const empty = await openHouse({ empty: true });
    try {
      const somebody = await visit(browser, empty, { language: "zh-CN", width: PHONE });
      const { page, say } = somebody;
      await somebody.go("/record");
      await somebody.heading("ledger.record.title");
      await somebody.sees(new RegExp(`${say("ledger.record.empty")}|${say("ledger.state.none")}`));
      expect(await page.getByText(say("ledger.state.checked")).count()).toBe(0);
      await pictures(somebody, "record-8-closed");
      await somebody.go("/verify");
      await somebody.sees(say("ledger.verify.no-words"));
      expect(somebody.noticed.faults).toEqual([]);
    } finally {
      await empty.close();
    }
  });

  it("explains how not to have to believe it, with commands that name this server", async () => {
    const somebody = await visit(browser, house, { language: "en", width: PHONE });
    const { page, say } = somebody;
    await somebody.go("/");
    await page.getByRole("link", { name: say("ledger.front.verify") }).click();
    await somebody.heading("ledger.verify.title");
    await somebody.sees(say("ledger.verify.key-named"));
    await somebody.sees(`npm run --silent niuniu -- verify ${house.origin}`);
    const vkey = await page.locator("p.code", { hasText: "/record+" }).innerText();
    await page.getByLabel(say("ledger.verify.mine")).fill(vkey.replace("record+", "record+0"));
    await somebody.sees(say("ledger.verify.mine-other"));
    await page.getByLabel(say("ledger.verify.mine")).fill(`${vkey} `);
    await somebody.sees(say("ledger.verify.mine-same"));
    await pictures(somebody, "record-3-verify");
    expect(somebody.noticed.faults).toEqual([]);
  });
});

describe("a member at the desk", () => {
  it("finds the own name in order, and takes a text away by a signed word that everybody sees", async () => {
    const [member] = house.founders;
    if (member === undefined) throw new Error("there are founders");
    const desk = await visit(browser, house, { language: "en", width: DESKTOP });
    const { page, say } = desk;
    await signIn(desk, member);
    await goTo(desk, "record");
    await desk.heading("ledger.desk.title");
    await desk.sees(say("ledger.desk.names.well", { count: 1 }));
    await pictures(desk, "record-4-desk");
    expect(await desk.button("ledger.desk.bury.go").isVisible()).toBe(false);
    await page.getByText(say("ledger.desk.bury.title")).click();
    await desk.press("ledger.desk.bury.go");
    await desk.sees(say("ledger.desk.bury.lacks-text"));
    await desk.sees(say("ledger.desk.bury.lacks-ground"));
    await page.getByLabel(say("ledger.desk.bury.kind")).selectOption("figures");
    await page.getByLabel(say("ledger.desk.bury.text")).selectOption({ index: 1 });
    await desk.field("ledger.desk.bury.ground").fill(GROUND);
    await pictures(desk, "record-5-bury");
    await desk.press("ledger.desk.bury.go");
    await page.getByRole("dialog").waitFor();
    await pictures(desk, "record-5-bury-sign");
    await desk.press("ledger.desk.bury.sign");
    await desk.sees(beginning(desk, "ledger.desk.bury.done", "index"));
    expect(desk.noticed.faults).toEqual([]);

    const somebody = await visit(browser, house, { language: "en", width: PHONE });
    const buried = cardsOf(somebody, somebody.say("ledger.kind.buried"));
    await sealed(house);
    await expect
      .poll(async () => (await listed()).filter(({ text }) => text?.includes("tombstone") === true).length)
      .toBe(1);
    await explore(somebody);
    await buried.waitFor();
    expect(await buried.innerText()).toContain(GROUND);
    expect(await buried.innerText()).toContain(member.name);
    await buried.getByRole("button").click();
    await somebody.sees(say("ledger.entry.signed", { name: member.name }));
    expect(await cardsOf(somebody, say("ledger.kind.figures")).count()).toBe(0);
    const tombstone = cardsOf(somebody, say("ledger.kind.tombstone"));
    await tombstone.getByRole("button").click();
    await tombstone.locator(".check").waitFor();
    await pictures(somebody, "record-6-buried");
    // And the desk is still content with its own name.
    await desk.sees(say("ledger.desk.names.well", { count: 1 }));
  });

  it("is told when the record names other keys under the own name", async () => {
    const member = house.founders[1];
    if (member === undefined) throw new Error("there are founders");
    const text = writePublic({ kind: "roster", date: "2026-03-02", body: await replacedKeys(member.id) });
    const between = await openInBetween(house, (passing) => {
      if (!passing.path.startsWith("/record/entries/")) return passing;
      const answer = JSON.parse(passing.body.toString()) as {
        readonly entries: readonly Entry[];
        readonly more: boolean;
      };
      const foreign: Entry = { index: 9_999_999, salt: answer.entries[0]?.salt ?? "", text, tombstone: null };
      const entries = [...answer.entries.filter(({ index }) => index < foreign.index), foreign];
      return { ...passing, body: Buffer.from(JSON.stringify({ ...answer, entries })) };
    });
    try {
      const desk = await visit(browser, house, { language: "zh-CN", width: DESKTOP });
      await desk.page.goto(`${between.origin}/desk`);
      await signInHere(desk, member);
      await desk.sees(desk.say("ledger.desk.alarm.title"));
      await desk.sees(desk.say("ledger.desk.alarm.hidden", { number: 2, date: "3月2日", index: 9_999_999 }));
      await desk.sees(
        new RegExp(desk.say("ledger.desk.alarm.other-keys", { number: 2, date: "3月2日", name: member.name })),
      );
      await pictures(desk, "record-7-alarm");
      await desk.press("ledger.desk.alarm.known");
      await expect.poll(() => desk.button("ledger.desk.alarm.known").count()).toBe(0);
      // Who knows the keys still has to be told that the statement is hidden from others.
      await desk.sees(desk.say("ledger.desk.alarm.title"));
    } finally {
      await between.close();
    }
  });

  it("proposes a witness, which the page calls proposed until enough have signed", async () => {
    const [proposer, ...others] = house.founders;
    if (proposer === undefined) throw new Error("there are founders");
    const desk = await visit(browser, house, { language: "en", width: DESKTOP });
    const { say } = desk;
    const add = async (line: string): Promise<void> => {
      await desk.field("people.record.line").fill(line);
      await desk.press("people.record.add");
    };
    const witness = { name: "union.example.net/witness", key: publicKey(random(32)) };
    await signIn(desk, proposer);
    await goTo(desk, "committee");
    await add("the union");
    await desk.sees(say("people.record.bad-line"));
    await add(writeWitness({ ...witness, url: null }));
    await desk.sees(say("people.record.adding"));
    await add(writeWitness({ ...witness, url: "https://union.example.net" }));
    await desk.sees(say("people.record.twice"));
    await desk.press("people.change.propose");
    await desk.press("people.change.sign-propose");
    const proposed = say("people.record.joins", { quorum: 3 });
    await desk.sees(proposed);
    await pictures(desk, "record-9-proposed");
    for (const other of others.slice(0, 2)) {
      const second = await visit(browser, house, { language: "zh-CN", width: PHONE });
      await signIn(second, other);
      await goTo(second, "committee");
      await second.sees(second.say("people.record.joins", { quorum: 3 }));
      await second.press("people.draft.sign", { number: 2 });
      await second.press("people.draft.sign-go");
      await expect.poll(() => second.button("people.draft.sign", { number: 2 }).count()).toBe(0);
      await second.context.close();
    }
    // In force, and in the record; the page asks again every ten seconds.
    await sealed(house);
    await desk.page.clock.fastForward(10_000);
    await expect.poll(() => desk.page.getByText(proposed).count()).toBe(0);
    await desk.sees(new RegExp(witness.name));
    expect(desk.noticed.faults).toEqual([]);
  });
});
