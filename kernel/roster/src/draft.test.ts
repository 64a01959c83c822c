import { signNote, verifierOf, writeVerifier } from "@niuniu/note";
import { describe, expect, test } from "vitest";
import vectors from "../../../spec/vectors/roster.json" with { type: "json" };
import { activeMembers, checkChain, signaturesMissing } from "./chain.ts";
import { countersign, propose, proposeFirst, type Terms } from "./draft.ts";
import { HANDLING } from "./serving.ts";
import { readStatement } from "./statement.ts";
import { codeOf, countedRandom, sampleMember, sampleRoster, SAMPLE_PEOPLE } from "./testing.ts";

const NOW = Date.parse("2026-03-02T08:00:00.000Z");
const random = countedRandom("draft");
const { notes, seeds, roster } = sampleRoster(random, NOW);
const signer = (id: string) => ({ id, seed: seeds.get(id) ?? new Uint8Array(32) });
const newcomer = sampleMember(
  { id: "qiu-lan", name: "Qiu Lan", role: "Counsellor", side: "outside", unit: "" },
  random,
);
const dates = { date: "2026-04-01", effective: NOW + 30 * 86_400_000, validUntil: "2027-04-01" };

describe("a statement on its way", () => {
  const draft = propose(roster, { ...dates, members: [...roster.newest.members, newcomer.member] });

  test("carries over what nobody changes, and its number and hash by itself", () => {
    const checked = checkChain([
      ...notes,
      countersign(roster, countersign(roster, draft, signer("luo-yan")), signer("he-ming")),
    ]);
    expect(checked.newest).toEqual({
      ...roster.newest,
      number: 2,
      previous: roster.hashes[0],
      date: "2026-04-01",
      effective: "2026-04-01T08:00:00.000Z",
      validUntil: "2027-04-01",
      members: [...roster.newest.members, newcomer.member],
    });
  });

  test("goes on from the first version in the second, with nothing unsaid that it did not say", () => {
    const old = checkChain([vectors.notes["1"]]);
    const next = readStatement(propose(old, dates));
    expect(next.niuniu).toBe("roster v2");
    expect(next.members).toEqual(old.newest.members.map((one) => ({ ...one, line: "", serves: HANDLING })));
    expect(activeMembers(old, NOW).map(({ id }) => id)).toEqual(next.members.map(({ id }) => id));
  });

  test("keeps what the second version says, and drops it only where its signers say so", () => {
    const [first, ...others] = roster.newest.members;
    if (first === undefined) throw new Error("no members");
    const said = { line: "Head of logistics", appointed: "Works council", from: "2026-04-01", until: "2028-04-01" };
    const key = verifierOf({ name: "union.example/issuer", seed: random(32) });
    const named = propose(roster, {
      ...dates,
      issuers: [writeVerifier(key)],
      members: [{ ...first, ...said }, ...others],
    });
    const signers = ["wen-jing", "he-ming"].map(signer);
    const next = checkChain([...notes, signers.reduce((note, by) => countersign(roster, note, by), named)]);
    expect(readStatement(propose(next, dates))).toMatchObject({
      issuers: [writeVerifier(key)],
      members: [said, {}, {}, {}, {}],
    });
    expect(readStatement(propose(next, { ...dates, issuers: undefined })).issuers).toBeUndefined();
  });

  test("keeps, changes or drops the log as its signers decide", () => {
    const log = "line.example.org/record+5efcfa96+ASMPZ2oTJlFB3YPeZmJFiKHNSbuIt1xVKF+hIGwrA41/";
    const house = sampleRoster(countedRandom("log"), NOW, SAMPLE_PEOPLE, { log, witnesses: ["w"] });
    const read = (change: Partial<Terms>) => readStatement(propose(house.roster, { ...dates, ...change }));
    expect(read({})).toMatchObject({ log, witnesses: ["w"] });
    expect(Object.keys(read({ log: undefined, witnesses: [] }))).not.toContain("log");
  });

  test("says who has signed and what is still missing", () => {
    const everybody = roster.newest.members.map(({ id }) => id);
    expect(signaturesMissing(roster, draft)).toEqual({
      signed: [],
      mayStillSign: everybody,
      lacking: 2,
      employeesLacking: true,
      complete: false,
    });
    const one = countersign(roster, draft, signer("he-ming"));
    const two = countersign(roster, one, signer("jian-su"));
    expect(signaturesMissing(roster, two)).toMatchObject({ lacking: 0, employeesLacking: true, complete: false });
    const three = countersign(roster, two, signer("luo-yan"));
    expect(signaturesMissing(roster, three)).toEqual({
      signed: ["he-ming", "jian-su", "luo-yan"],
      mayStillSign: ["wen-jing", "tao-rui"],
      lacking: 0,
      employeesLacking: false,
      complete: true,
    });
  });

  test("signed twice by one person is signed once", () => {
    const once = countersign(roster, draft, signer("wen-jing"));
    expect(countersign(roster, once, signer("wen-jing"))).toBe(once);
  });

  test("is not signed in the name of somebody who may not, nor with another's key", () => {
    const by = (id: string, seed: Uint8Array) => codeOf(() => countersign(roster, draft, { id, seed }));
    expect(by("qiu-lan", newcomer.seed)).toBe("roster/foreign-signature");
    expect(by("wen-jing", signer("he-ming").seed)).toBe("roster/foreign-signature");
    expect(by("host", new Uint8Array(32))).toBe("roster/foreign-signature");
  });

  test("is not signed when it was altered or carries a stranger's signature", () => {
    const one = countersign(roster, draft, signer("he-ming"));
    const again = (note: string) => codeOf(() => countersign(roster, note, signer("wen-jing")));
    expect(again(one.replace("Counsellor", "Councillor"))).toBe("roster/bad-signature");
    expect(again(signNote(draft, [{ name: "host", seed: new Uint8Array(32) }]))).toBe("roster/foreign-signature");
    expect(again(`${one}something else\n`)).toBe("roster/malformed");
    expect(again("anything")).toBe("roster/malformed");
    expect(again(draft.replace('"number":2', '"number":3'))).toBe("roster/number");
  });

  test("that breaks a rule is refused before anybody is asked to sign", () => {
    const members = roster.newest.members;
    const change = (over: Partial<Terms>) => codeOf(() => propose(roster, { ...dates, ...over }));
    expect(change({ quorum: 1 })).toBe("roster/quorum-size");
    expect(change({ validUntil: "2026-03-31" })).toBe("roster/dates");
    expect(change({ effective: NOW - 1 })).toBe("roster/effective");
    expect(change({ organisation: "" })).toBe("roster/malformed");
    expect(change({ members: members.filter(({ side }) => side !== "outside") })).toBe("roster/outside-member");
    expect(change({ members: members.filter(({ side }) => side !== "employees") })).toBe("roster/employees-member");
  });
});

describe("the founders' statement", () => {
  test("waits for every founder", () => {
    const draft = proposeFirst({ ...roster.first, effective: NOW });
    const four = ["wen-jing", "luo-yan", "he-ming", "tao-rui"].reduce(
      (note, id) => countersign(null, note, signer(id)),
      draft,
    );
    expect(signaturesMissing(null, four)).toMatchObject({ lacking: 1, mayStillSign: ["jian-su"], complete: false });
    expect(codeOf(() => checkChain([four]))).toBe("roster/founders");
    expect(checkChain([countersign(null, four, signer("jian-su"))])).toEqual(roster);
  });
});
