import { addSignature, fromBase64, publicKey, sha256, signNote, toBase64, toUtf8 } from "@niuniu/note";
import { addCosignatures, cosign, readTlogProof, writeTlogProof, writeWitness } from "@niuniu/record";
import { checkChain, propose } from "@niuniu/roster";
import type { Founder } from "@niuniu/sample";
import type { Head } from "@niuniu/wire/record";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RosterAnswer } from "@niuniu/wire";
import { openStage, type Visitor } from "./browser.ts";
import { json } from "./fork.ts";
import type { Seat } from "./founding.ts";
import { goTo, signIn } from "./handler.ts";
import { random, type House } from "./house.ts";
import type { Alter } from "./in-between.ts";
import { idOf, inviteAtDesk, makeKeys, mint, openLink, swapKeys } from "./invitation.ts";
import { lyingTo } from "./lied-to.ts";
import { nextStatement, openLyingHost, proposeAs, rosterOf, sealed, type LyingHost } from "./lying-host.ts";
import { fillReport } from "./reporter.ts";
import { pictures } from "./screens.ts";
import { reads, wording, type Sentence } from "./wording.ts";

/*
 * What a host can lie about who handles reports, by which rules, and who watches: one test for each lie, and the words in
 * which reporters and handlers read of it. They assume genuine client code: a host that serves other code is found by those
 * who compare (altered.test.ts, `niuniu verify-site`). A committee with somebody in it whom the host put there is in
 * ghost-member.test.ts; lying-server.test.ts names every lie.
 */

let house: House;
let browser: Browser;
let host: LyingHost;
let close = (): Promise<void> => Promise.resolve();
/** Before the second statement, which names a witness. */
let older: RosterAnswer;
const witness = { name: "union.example", seed: random(32) };
beforeAll(async () => {
  ({ house, browser, close } = await openStage());
  host = await openLyingHost(house);
  await sealed(house);
  older = await rosterOf(house);
  const named = writeWitness({ name: witness.name, key: publicKey(witness.seed), url: null });
  await nextStatement(house, { witnesses: [named] });
  await sealed(house);
});
afterAll(async () => {
  await host.close();
  await close();
});

/** A visitor who has been here before or one who has not. */
const asVisitor = lyingTo(() => ({ browser, host }));

/** Has looked at the public page while it told the truth. */
async function wasHere(visitor: Visitor): Promise<void> {
  await visitor.go("/");
  await reads(visitor, ["people.front.checked"]);
}

type Said = Readonly<Record<"/" | "report", readonly Sentence[]>>;

/** The public page and the report each say so. */
async function saidToReporters(visitor: Visitor, said: Said): Promise<void> {
  await visitor.go("/");
  await reads(visitor, ...said["/"]);
  await fillReport(visitor, { what: "He asks me to drink." });
  await reads(visitor, ...said.report);
}

/** The public page, the report and the desk each say so. */
async function saidOn(visitor: Visitor, said: Said & Readonly<Record<"/desk", readonly Sentence[]>>): Promise<void> {
  await saidToReporters(visitor, said);
  await visitor.go("/desk");
  await reads(visitor, ...said["/desk"]);
}

/** The desk waits calmly for a statement that may be on its way into the record, and alarms once its time there is over. */
async function alarms(visitor: Visitor): Promise<void> {
  await reads(visitor, ["people.under-way.title"]);
  await visitor.page.clock.fastForward(21_000);
  await reads(visitor, ["people.broken.title"], ["people.broken.unrecorded"], ["people.broken.advice"]);
}

/** Nobody presses anything: a desk that alarmed looks again by itself. */
async function mends(visitor: Visitor): Promise<void> {
  host.lie();
  await visitor.page.clock.fastForward(5_000);
}

const roster =
  (change: (answer: RosterAnswer) => RosterAnswer): Alter =>
  (passing) =>
    passing.path === "/people/roster"
      ? json(passing, change(JSON.parse(passing.body.toString("utf8")) as RosterAnswer))
      : passing;

/** One more statement, in which nobody watches: members have signed it, and nobody published it. */
function withUnrecorded(answer: RosterAnswer): RosterAnswer {
  const chain = checkChain(answer.statements);
  const { date, validUntil, effective } = chain.newest;
  const change = { date, validUntil, effective: Date.parse(effective), witnesses: [] };
  const signers = house.founders.map(({ id, signing }) => ({ name: id, seed: fromBase64(signing) }));
  const note = signNote(propose(chain, change), signers);
  expect(checkChain([...answer.statements, note]).newest.witnesses).toEqual([]);
  return { ...answer, statements: [...answer.statements, note] };
}

describe("a server that lies about the committee", () => {
  it(
    "stale roster statement: to a device that has seen the newer one",
    asVisitor(async (visitor) => {
      await wasHere(visitor);
      host.lie(roster((answer) => ({ ...answer, statements: older.statements })));
      await saidOn(visitor, {
        "/": [["people.front.unrecorded"]],
        report: [["cases.check.unrecorded"]],
        "/desk": [["people.broken.title"], ["people.broken.cut"], ["people.broken.advice"]],
      });
    }),
  );

  it(
    "stale roster statement: to somebody who was never here, though the record has the newer one",
    asVisitor(async (visitor) => {
      host.lie(roster((answer) => ({ ...answer, statements: older.statements })));
      await saidToReporters(visitor, {
        "/": [["people.front.unrecorded"]],
        report: [["cases.check.unrecorded"]],
      });
      await visitor.go("/desk");
      await alarms(visitor);
    }),
  );

  it(
    "unrecorded statement: signed by enough members, shown to one person, and not in the record",
    asVisitor(async (visitor) => {
      host.lie(roster(withUnrecorded));
      await saidToReporters(visitor, {
        "/": [["people.front.unrecorded"]],
        report: [["cases.check.unrecorded"]],
      });
      await visitor.go("/desk");
      await alarms(visitor);
      await pictures(visitor, "desk-unrecorded");
      await mends(visitor);
      await visitor.heading("people.sign-in.title");
    }),
  );

  it(
    "unrecorded statement: a desk that is open closes, and takes nothing of it",
    asVisitor(async (visitor) => {
      await atTheCommittee(visitor);
      host.lie(roster(withUnrecorded));
      // The page of the committee looks whether a statement has taken force.
      await goTo(visitor, "owed");
      await goTo(visitor, "committee");
      await alarms(visitor);
      await mends(visitor);
      // Its key is gone from memory with the desk.
      await visitor.heading("people.unlock.title", { name: house.founders[0]?.name ?? "" });
    }),
  );

  it(
    "policy without quorum: other rules than those the committee signed",
    asVisitor(async (visitor) => {
      host.lie(roster((answer) => ({ ...answer, policy: answer.policy.replace("{", '{ "patience": 1,') })));
      await saidOn(visitor, {
        "/": [["people.front.broken"]],
        report: [["cases.check.broken"]],
        "/desk": [["people.broken.title"], ["people.broken.texts"]],
      });
    }),
  );

  it(
    "policy without quorum: signed by one member and a key of the host",
    asVisitor(async (visitor) => {
      host.lie(
        roster((answer) => {
          const chain = checkChain(answer.statements);
          const { date, validUntil } = chain.newest;
          const policy = answer.policy.replace("{", '{ "patience": 1,');
          const hash = Buffer.from(sha256(toUtf8(policy))).toString("hex");
          const text = propose(chain, {
            date,
            validUntil,
            effective: Date.parse(chain.newest.effective),
            policy: hash,
          });
          const [founder] = house.founders;
          const one = signNote(text, [{ name: founder?.id ?? "", seed: fromBase64(founder?.signing ?? "") }]);
          const note = addSignature(one, { name: "server", seed: random(32) });
          return { ...answer, policy, statements: [...answer.statements, note] };
        }),
      );
      await saidOn(visitor, {
        "/": [["people.front.broken"]],
        report: [["cases.check.broken"]],
        "/desk": [["people.broken.title"], ["people.broken.chain"]],
      });
    }),
  );

  it(
    "ghost member: a desk goes by the signatures, whoever the server says has joined",
    asVisitor(async (visitor) => {
      host.lie(
        roster((answer) => {
          const chain = checkChain(answer.statements);
          const { date, validUntil, members } = chain.newest;
          const change = {
            date,
            validUntil,
            effective: Date.parse(chain.newest.effective),
            members: members.slice(0, -1),
          };
          const note = signNote(propose(chain, change), [{ name: "server", seed: random(32) }]);
          return { ...answer, statements: [...answer.statements, note] };
        }),
      );
      await visitor.go("/desk");
      await reads(visitor, ["people.broken.title"], ["people.broken.chain"], ["people.broken.advice"]);
    }),
  );
});

/** Somebody to be invited. */
const guest = (name: string) => ({ name, role: "Counsellor" });

/** Signs in as the first founder, and goes where people are taken in. */
async function atTheCommittee(visitor: Visitor): Promise<Founder> {
  const [handler] = house.founders;
  if (handler === undefined) throw new Error("nobody has founded this house");
  await signIn(visitor, handler);
  await goTo(visitor, "committee");
  return handler;
}

/** Until the page of the committee asks again what is new. */
const asksAgain = ({ page }: Visitor): Promise<void> => page.clock.fastForward(10_000);

/** Whether the desk offers to take this person in. */
const offered = async ({ page }: Visitor, { name }: Seat): Promise<boolean> =>
  (await page.getByRole("checkbox", { name: new RegExp(`^${name}`) }).count()) > 0;

describe("a server that lies about who was invited", () => {
  it(
    "host-minted invitation: the desk says that nobody invited this person, and offers nothing to sign",
    asVisitor(async (visitor) => {
      const ghost = guest("Gu Ying");
      const id = "ghost";
      await makeKeys(house, id, await mint(house, id, ghost));
      // Reporters are offered nobody new.
      await fillReport(visitor, { what: "He asks me to drink." });
      await visitor.heading("cases.check.readers", { n: 5 });
      expect(await visitor.page.getByText("Gu Ying").count()).toBe(0);
      await atTheCommittee(visitor);
      await reads(visitor, ["people.origin.nobody", ghost], ["people.origin.nobody-why", ghost]);
      expect(await offered(visitor, ghost)).toBe(false);
      await pictures(visitor, "committee-4-stranger");
    }),
  );

  it(
    "host-minted invitation: the note of somebody who was invited says nothing for another person",
    asVisitor(async (visitor) => {
      const [invited, ghost] = [guest("Xu Lan"), guest("Yan Mo")];
      const id = "shade";
      await atTheCommittee(visitor);
      await inviteAtDesk(visitor, invited);
      await makeKeys(house, id, await mint(house, id, ghost, invited));
      await asksAgain(visitor);
      await reads(visitor, ["people.origin.nobody", ghost]);
      expect(await offered(visitor, ghost)).toBe(false);
    }),
  );

  it(
    "host-minted invitation: what a member proposed who did not look, no other desk offers to sign",
    asVisitor(async (visitor) => {
      const ghost = guest("Lu Yuan");
      const id = "spectre";
      const keys = await makeKeys(house, id, await mint(house, id, ghost));
      const [, careless] = house.founders;
      if (careless === undefined) throw new Error("nobody has founded this house");
      const { newest } = checkChain((await rosterOf(house)).statements);
      const member = { id, ...ghost, side: "outside", unit: "", ...keys } as const;
      await proposeAs(house, careless, { members: [...newest.members, member] });
      await atTheCommittee(visitor);
      const draft = visitor.page.getByRole("region", {
        name: visitor.say("people.draft.title", { name: careless.name }),
      });
      await draft.getByText(wording(visitor, ["people.origin.nobody", ghost])).waitFor();
      expect(await draft.getByRole("checkbox").count()).toBe(0);
      expect(await visitor.button("people.draft.sign", { number: newest.number + 1 }).count()).toBe(0);
      await pictures(visitor, "committee-5-strange-draft");
      await house.query("delete from people_drafts");
    }),
  );

  it(
    "guest's keys swapped: the desk says who invited, until the keys are no longer those made with that link",
    asVisitor(async (visitor) => {
      const invited = guest("Jian Su");
      const handler = await atTheCommittee(visitor);
      const link = await inviteAtDesk(visitor, invited);
      const id = await idOf(house, invited);
      await makeKeys(house, id, openLink(link));
      await asksAgain(visitor);
      await reads(visitor, ["people.origin.invited", { by: handler.name }], ["people.change.compare"]);
      expect(await offered(visitor, invited)).toBe(true);
      await swapKeys(house, id);
      await asksAgain(visitor);
      const said = { by: handler.name, name: invited.name };
      await reads(visitor, ["people.origin.other-keys", said], ["people.origin.other-keys-why", said]);
      expect(await offered(visitor, invited)).toBe(false);
      await pictures(visitor, "committee-6-other-keys");
    }),
  );
});

/** Other lines under the checkpoint that everybody is given. */
const lines =
  (change: (note: string) => string): Alter =>
  (passing) => {
    if (passing.path !== "/record/head") return passing;
    const head = JSON.parse(passing.body.toString("utf8")) as Head;
    const again = (proof: string): string => {
      const read = readTlogProof(proof);
      return writeTlogProof({ ...read, checkpoint: change(read.checkpoint) });
    };
    return json(passing, { ...head, last: again(head.last) });
  };

const signed = (note: string, past = 0): string => cosign(note, witness, Math.floor(house.clock.now() / 1_000) - past);

describe("a server that lies about its witnesses", () => {
  it(
    "forged witness: a line in a witness's name that the witness never signed",
    asVisitor(async (visitor) => {
      host.lie(
        lines((note) => {
          const [dash = "", name = "", signature = ""] = signed(note).split(" ");
          const bytes = Buffer.from(signature, "base64");
          bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
          return addCosignatures(note, [`${dash} ${name} ${toBase64(bytes)}\n`]);
        }),
      );
      await visitor.go("/");
      await reads(visitor, ["ledger.front.record.forged-witness"]);
    }),
  );

  it(
    "duplicate cosignatures counted twice: one witness is named once, however often it has signed",
    asVisitor(async (visitor) => {
      host.lie(lines((note) => addCosignatures(note, [signed(note), signed(note, 60), signed(note, 120)])));
      await visitor.go("/");
      await reads(visitor, ["people.front.checked"], ["ledger.front.record.by", { names: witness.name }]);
      const line = await visitor.page
        .getByText(wording(visitor, ["ledger.front.record.by"]))
        .first()
        .innerText();
      expect(line.split(witness.name)).toHaveLength(2);
    }),
  );
});
