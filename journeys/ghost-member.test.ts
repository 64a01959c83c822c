import { addSignature, fromBase64, signNote } from "@niuniu/note";
import { checkChain, propose, proposeFirst, selfSign, type Member, type Roster } from "@niuniu/roster";
import { recipientOf } from "@niuniu/seal";
import { smallLog } from "@niuniu/trust/testing";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RosterAnswer } from "@niuniu/wire";
import { openStage, PHONE, visit, type Visitor } from "./browser.ts";
import { random, type House } from "./house.ts";
import { fillReport, seal } from "./reporter.ts";
import { pictures } from "./screens.ts";

let house: House;
let browser: Browser;
let honest: RosterAnswer;
let chain: Roster;
let ghost: Member;
let close = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ house, browser, close } = await openStage());
  honest = (await (await fetch(`${house.origin}/people/roster`)).json()) as RosterAnswer;
  chain = checkChain(honest.statements);
  ghost = await memberOf({ id: "gu-ying", name: "顾影", role: "法务 · Legal", side: "employer", unit: "法务" });
});
afterAll(() => close());

/** The key the host made for itself. */
const HOST = random(32);
const WRITTEN = "主管要我删掉聊天记录。“别让别人知道。”";

async function memberOf(seat: Pick<Member, "id" | "name" | "role" | "side" | "unit">): Promise<Member> {
  return { ...seat, ...selfSign(seat.id, await recipientOf(HOST), HOST) };
}

/** Statement 2 as the host would like it: everybody as before, and one more. */
function withGhost(): string {
  const { newest } = chain;
  const { date, validUntil } = newest;
  return propose(chain, {
    date,
    validUntil,
    effective: Date.parse(newest.effective),
    members: [...newest.members, ghost],
  });
}

/** A whole committee of the host's own, under the same names, each of whom "signed", in the record of this key. */
async function anotherCommittee(log: string): Promise<string> {
  const { newest } = chain;
  const seeds = newest.members.map(({ id }) => ({ name: id, seed: random(32) }));
  const members = await Promise.all(
    newest.members.map(async (member, at) => {
      const seed = seeds[at]?.seed ?? HOST;
      return { ...member, ...selfSign(member.id, await recipientOf(seed), seed) };
    }),
  );
  const note = signNote(proposeFirst({ ...newest, effective: Date.parse(newest.effective), members, log }), seeds);
  // It holds together by itself: only somebody who saw the true one before can tell.
  expect(checkChain([note]).newest.members).toHaveLength(5);
  return note;
}

/** A reporter to whom the server hands out these statements instead of the true ones. */
async function lieTo(reporter: Visitor, statements: readonly string[]): Promise<void> {
  await reporter.context.route("**/people/roster", (route) => route.fulfill({ json: { ...honest, statements } }));
}

/** … and makes a whole record of its own for it. */
async function lieWithRecord(reporter: Visitor): Promise<void> {
  const log = await smallLog("the host's own");
  const note = await anotherCommittee(log.log.vkey);
  const statement = await log.publish(chain.newest.date, note);
  const head = await log.head(await log.seal(house.clock.now()), statement);
  await lieTo(reporter, [note]);
  await reporter.context.route("**/record/head", (route) => route.fulfill({ json: head }));
}

/** Nothing was sealed or sent, and everything typed is still there. */
async function nothingLeft(reporter: Visitor): Promise<void> {
  const { page, say, noticed } = reporter;
  expect(noticed.requests.filter((request) => !request.startsWith("GET "))).toEqual([]);
  for (const heading of ["cases.how.title", "cases.more.title", "cases.what.title"]) {
    await reporter.press("cases.back");
    await reporter.heading(heading);
  }
  // The browser goes back behind the page, which is there first.
  await page.waitForFunction(() => (history.state ?? 1) === 1);
  expect(await page.getByRole("textbox", { name: say("cases.what.title") }).inputValue()).toBe(WRITTEN);
  expect(noticed.faults).toEqual([]);
}

async function isRefused(statements: readonly string[], name?: string): Promise<void> {
  const reporter = await visit(browser, house, { language: "zh-CN", width: PHONE });
  await lieTo(reporter, statements);
  await fillReport(reporter, { what: WRITTEN });
  await reporter.sees(reporter.say("cases.check.broken"));
  expect(await reporter.button("cases.check.send").count()).toBe(0);
  if (name !== undefined) await pictures(reporter, name);
  await nothingLeft(reporter);
  await reporter.go("/");
  await reporter.sees(reporter.say("people.front.broken"));
  await reporter.context.close();
}

describe("one more handler, added by the host behind the members' backs", () => {
  const forged: readonly (readonly [string, () => readonly string[]])[] = [
    ["a statement that nobody signed", () => [...honest.statements, `${withGhost()}\n`]],
    [
      "a statement signed by a key of the host",
      () => [...honest.statements, signNote(withGhost(), [{ name: "server", seed: HOST }])],
    ],
    [
      "a statement the host signed in two members' names",
      () => [
        ...honest.statements,
        signNote(
          withGhost(),
          chain.newest.members.slice(0, 2).map(({ id }) => ({ name: id, seed: HOST })),
        ),
      ],
    ],
    [
      "a statement one member signed together with the new one",
      () => {
        const [first] = house.founders;
        const one = signNote(withGhost(), [{ name: first?.id ?? "", seed: fromBase64(first?.signing ?? "") }]);
        return [...honest.statements, addSignature(one, { name: ghost.id, seed: HOST })];
      },
    ],
    [
      "statement 1 with another key in the place of a member's",
      () => [(honest.statements[0] ?? "").replace(chain.newest.members[0]?.recipient ?? "?", ghost.recipient)],
    ],
  ];
  for (const [at, [what, statements]] of forged.entries()) {
    it(`ghost member: is refused by the reporter's page: ${what}`, () =>
      isRefused(statements(), at === 0 ? "ghost-1-refused" : undefined));
  }

  it("key swapped for one reporter: a whole chain of other keys is refused when it is not the one in the public record", async () => {
    const reporter = await visit(browser, house, { language: "zh-CN", width: PHONE });
    await lieTo(reporter, [await anotherCommittee(chain.newest.log ?? "")]);
    await fillReport(reporter, { what: WRITTEN });
    await reporter.sees(reporter.say("cases.check.unrecorded"));
    expect(await reporter.button("cases.check.send").count()).toBe(0);
    await pictures(reporter, "ghost-4-unrecorded");
    await nothingLeft(reporter);
    await reporter.go("/");
    await reporter.sees(reporter.say("people.front.unrecorded"));
    await reporter.context.close();
  });

  it("key swapped for one reporter: a whole chain and record of other keys is refused where this device saw the true one", async () => {
    const reporter = await visit(browser, house, { language: "zh-CN", width: PHONE });
    const { page, say } = reporter;
    await reporter.go("/");
    await reporter.sees(say("people.front.checked"));
    await lieWithRecord(reporter);
    await fillReport(reporter, { what: WRITTEN });
    await reporter.sees(say("cases.check.changed"));
    await reporter.press("cases.check.send");
    await reporter.sees(say("cases.check.compare-first"));
    await pictures(reporter, "ghost-2-changed");
    await nothingLeft(reporter);
    await reporter.go("/");
    await reporter.sees(say("people.front.changed"));
    // The true one is still the remembered one, and then the report goes out.
    await reporter.context.unroute("**/people/roster");
    await reporter.context.unroute("**/record/head");
    await fillReport(reporter, { what: WRITTEN });
    expect(await page.getByText(say("cases.check.changed")).count()).toBe(0);
    expect(await seal(reporter)).toMatch(/^[0-9A-Z]{5} /);
  });

  it("ghost member: is not handed out by an honest server whose database was changed", async () => {
    await house.query("insert into people_statements values (2, $1)", [
      signNote(withGhost(), [{ name: "server", seed: HOST }]),
    ]);
    const reporter = await visit(browser, house, { language: "zh-CN", width: PHONE });
    await fillReport(reporter, { what: WRITTEN });
    await reporter.button("ui.again").waitFor();
    expect(await reporter.button("cases.check.send").count()).toBe(0);
    expect(await reporter.page.getByText(ghost.name).count()).toBe(0);
    await pictures(reporter, "ghost-3-database");
    await nothingLeft(reporter);
    await house.query("delete from people_statements where number = 2");
  });
});
