import { fromHex, verifierOf, writeVerifier } from "@niuniu/note";
import { checkChain, countersign, propose, selfSign, signaturesMissing, type Roster } from "@niuniu/roster";
import { describe, expect, it } from "vitest";
import { countedRandom, sampleMember, sampleRoster } from "@niuniu/roster/testing";
import { compare } from "../signing/comparison.ts";
import { daysLeft, obstacleOf, proposedText, type Plan, type Said } from "./proposal.ts";

const NOW = Date.UTC(2026, 10, 22);
const { roster, notes, seeds } = sampleRoster(countedRandom("desk"), NOW);
const LOG = "line.example.org/record+5efcfa96+ASMPZ2oTJlFB3YPeZmJFiKHNSbuIt1xVKF+hIGwrA41/";
const seedOf = (id: string): Uint8Array => seeds.get(id) ?? fromHex("");
const by = { id: "wen-jing", seed: seeds.get("wen-jing") ?? fromHex(""), now: NOW, zone: "+08:00" };
const proposal = (on: Roster, plan: Plan, { id, seed, ...when }: typeof by): string =>
  countersign(on, proposedText(on, plan, when), { id, seed });
const newcomer = sampleMember(
  { id: "shu-bo", name: "Shu Bo", role: "Union officer", side: "outside", unit: "" },
  countedRandom("new"),
).member;

describe("a change of the committee", () => {
  it("nobody is asked to sign a committee without an outside member or an employee representative", () => {
    expect(obstacleOf(roster, { add: [], remove: ["jian-su"] })?.code).toBe("no-outside");
    expect(obstacleOf(roster, { add: [], remove: ["wen-jing", "luo-yan"] })?.code).toBe("no-employees");
    expect(obstacleOf(roster, { add: [], remove: ["wen-jing", "luo-yan", "he-ming", "tao-rui"] })?.code).toBe(
      "too-few",
    );
    expect(obstacleOf(roster, { add: [newcomer], remove: ["jian-su"] })).toBeNull();
  });

  it("a new member is shown for comparing, a leaving one by name, and the proposer has signed already", () => {
    const note = proposal(roster, { add: [newcomer], remove: ["tao-rui"] }, by);
    const { fresh, gone, statement, signatures } = compare(roster, note);
    expect(fresh.map(({ id }) => id)).toEqual(["shu-bo"]);
    expect(gone.map(({ id }) => id)).toEqual(["tao-rui"]);
    expect(statement.number).toBe(2);
    expect(signatures.signed).toEqual(["wen-jing"]);
  });

  it("what the statement says of somebody is changed in words that every signer reads", () => {
    const say = {
      "luo-yan": { line: "Head of customer care", serves: ["care"] as const },
      "wen-jing": { appointed: "Works council", from: "2026-12-01", until: "2028-11-30" },
    };
    const { said, statement, fresh } = compare(roster, proposal(roster, { add: [], remove: [], say }, by));
    expect(fresh).toEqual([]);
    expect(said.map(({ code }) => code)).toEqual(["appointed", "line", "serves"]);
    expect(statement.members.find(({ id }) => id === "luo-yan")).toMatchObject(say["luo-yan"]);
  });

  it("an alternate waits beside the seats: the quorum counts the seats alone", () => {
    const say = { "shu-bo": { alternate: true as const } };
    const { said, statement, fresh } = compare(roster, proposal(roster, { add: [newcomer], remove: [], say }, by));
    expect([statement.quorum, fresh.map(({ id }) => id), said]).toEqual([3, ["shu-bo"], []]);
    const swapped = { "jian-su": { alternate: true as const } };
    expect(obstacleOf(roster, { add: [], remove: [], say: swapped })?.code).toBe("no-outside");
    expect(obstacleOf(roster, { add: [newcomer], remove: [], say: swapped })).toBeNull();
  });

  it("nobody is asked to sign a duty that is the employer's alone, a term without days, or a story for an office", () => {
    const everybody = (said: Said, ids = roster.newest.members.map(({ id }) => id)): Record<string, Said> =>
      Object.fromEntries(ids.map((id) => [id, said] as const));
    const alone = { ...everybody({ serves: ["intake"] }), "tao-rui": { serves: ["decision"] } } as const;
    const of = (say: Readonly<Record<string, Said>>) => obstacleOf(roster, { add: [], remove: [], say });
    expect(of(alone)).toEqual({ code: "one-side", names: [] });
    expect(of({ "tao-rui": { appointed: "Board", from: "", until: "" } })).toEqual({
      code: "no-term",
      names: ["Tao Rui"],
    });
    const hash = "41c6".repeat(16);
    expect(of({ "tao-rui": { elected: hash, from: "2026-12-01" } })?.code).toBe("no-term");
    expect(of({ "tao-rui": { elected: "41c6", from: "2026-12-01", until: "2028-11-30" } })?.code).toBe("no-election");
    expect(of({ "tao-rui": { elected: hash, from: "2026-12-01", until: "2028-11-30" } })).toBeNull();
    expect(of({ "tao-rui": { line: "Head of legal. Shouted at her" } })).toEqual({
      ...{ code: "unclear-line", names: ["Tao Rui"] },
    });
    expect(of(everybody({ alternate: true }, ["luo-yan", "he-ming", "tao-rui"]))?.code).toBe("too-many-alternates");
  });

  it("keys of a second issuer and of who keeps a part of a recovery are shown before anybody signs", () => {
    const random = countedRandom("others");
    const keys = selfSign("union", random(1216), random(32));
    const text = propose(roster, {
      ...{ date: "2026-11-22", effective: NOW, validUntil: "2027-11-22" },
      issuers: [writeVerifier(verifierOf({ name: "union.example/issuer", seed: random(32) }))],
      recovery: [{ id: "union", name: "Union, legal office", ...keys }],
    });
    const { holders, issuing, said } = compare(roster, text);
    expect([holders.map(({ name }) => name), issuing.length, said]).toEqual([["Union, legal office"], 1, []]);
  });

  it("keys of others are named and left out again by a proposal of their own", () => {
    const random = countedRandom("named");
    const issuers = [writeVerifier(verifierOf({ name: "union.example/issuer", seed: random(32) }))];
    const recovery = [{ id: "union", name: "Union, legal office", ...selfSign("union", random(1216), random(32)) }];
    const named = proposal(roster, { add: [], remove: [], others: { issuers, recovery } }, by);
    expect(compare(roster, named).statement).toMatchObject({ issuers, recovery });
    const next = checkChain([...notes, countersign(roster, named, { id: "he-ming", seed: seedOf("he-ming") })]);
    const none = { issuers: undefined, recovery: undefined };
    const { statement, retired } = compare(next, proposal(next, { add: [], remove: [], others: none }, by));
    expect([statement.issuers, statement.recovery, retired]).toEqual([undefined, undefined, issuers]);
  });

  it("a committee of five is changed by three from then on, never by fewer than two", () => {
    const note = proposal(roster, { add: [], remove: [] }, by);
    expect(compare(roster, note).statement.quorum).toBe(3);
    expect(compare(roster, note).rules).toBe(true);
    expect(signaturesMissing(roster, note).lacking).toBe(1);
  });

  it("a proposal keeps the record and its witnesses, and shows which it would change", () => {
    expect(compare(roster, proposal(roster, { add: [], remove: [] }, by))).toMatchObject({
      ...{ record: null, joining: [], leaving: [] },
    });
    const plan = { add: [], remove: [], record: { log: LOG, witnesses: ["w+00000000+AA=="] } };
    const named = proposal(roster, plan, by);
    expect(compare(roster, named)).toMatchObject({ record: "record", joining: plan.record.witnesses, leaving: [] });
    const next = checkChain([...notes, countersign(roster, named, { id: "he-ming", seed: seedOf("he-ming") })]);
    expect(compare(next, proposal(next, { add: [], remove: [] }, by)).statement).toMatchObject(plan.record);
    const without = proposal(next, { add: [], remove: [], record: { log: undefined, witnesses: [] } }, by);
    expect(compare(next, without)).toMatchObject({ record: "no-record", joining: [], leaving: plan.record.witnesses });
  });

  it("the founders' statement asks everyone to compare everyone", () => {
    expect(compare(null, notes[0] ?? "").fresh).toHaveLength(5);
    expect(checkChain(notes).newest.number).toBe(1);
  });

  it("a statement counts its days down to the end of its last day", () => {
    expect(daysLeft(roster, NOW)).toBe(366);
    expect(daysLeft(roster, Date.parse(`${roster.newest.validUntil}T23:59:00Z`))).toBe(0);
    expect(daysLeft(roster, Date.parse(`${roster.newest.validUntil}T00:00:00Z`) + 3 * 86_400_000)).toBe(-2);
  });
});
