import { fromHex } from "@niuniu/note";
import { checkChain, countersign, signaturesMissing } from "@niuniu/roster";
import { describe, expect, it } from "vitest";
import { countedRandom, sampleMember, sampleRoster } from "@niuniu/roster/testing";
import { compare } from "../signing/comparison.ts";
import { daysLeft, obstacleOf, proposal } from "./proposal.ts";

const NOW = Date.UTC(2026, 10, 22);
const { roster, notes, seeds } = sampleRoster(countedRandom("desk"), NOW);
const LOG = "line.example.org/record+5efcfa96+ASMPZ2oTJlFB3YPeZmJFiKHNSbuIt1xVKF+hIGwrA41/";
const seedOf = (id: string): Uint8Array => seeds.get(id) ?? fromHex("");
const by = { id: "wen-jing", seed: seeds.get("wen-jing") ?? fromHex(""), now: NOW, zone: "+08:00" };
const newcomer = sampleMember(
  { id: "shu-bo", name: "Shu Bo", role: "Union officer", side: "outside", unit: "" },
  countedRandom("new"),
).member;

describe("a change of the committee", () => {
  it("nobody is asked to sign a committee without an outside member or an employee representative", () => {
    expect(obstacleOf(roster, { add: [], remove: ["jian-su"] })).toBe("no-outside");
    expect(obstacleOf(roster, { add: [], remove: ["wen-jing", "luo-yan"] })).toBe("no-employees");
    expect(obstacleOf(roster, { add: [], remove: ["wen-jing", "luo-yan", "he-ming", "tao-rui"] })).toBe("too-few");
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
