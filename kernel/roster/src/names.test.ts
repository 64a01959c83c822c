import { describe, expect, test } from "vitest";
import vectors from "../../../spec/vectors/names.json" with { type: "json" };
import { checkChain, checkDraft, checkNext } from "./chain.ts";
import { countersign, propose, proposeFirst } from "./draft.ts";
import { isClear, isOffice, looksLike } from "./names.ts";
import { readStatement, selfSign, writeStatement, type Member, type Statement } from "./statement.ts";
import { codeOf, countedRandom, sampleMember, sampleRoster, SAMPLE_PEOPLE } from "./testing.ts";
import { signNote } from "@niuniu/note";

const NOW = Date.parse("2026-03-02T08:00:00.000Z");
const random = countedRandom("names");
const { roster, seeds } = sampleRoster(random, NOW);
const dates = { date: "2026-04-01", effective: NOW + 30 * 86_400_000, validUntil: "2027-04-01" };
const guest = { id: "qiu-lan", name: "Qiu Lan", role: "Counsellor", side: "outside" as const, unit: "" };

describe("a name", () => {
  test.each(vectors.clear)("that people have can be written: %j", (text) => {
    expect(isClear(text)).toBe(true);
  });

  test.each(vectors.unclear)("that nobody sees, or that hides something, is none: %j", (text) => {
    expect(isClear(text)).toBe(false);
  });

  test.each(vectors.alike)("is not told from another at a glance: %j and %j", (one = "", other = "") => {
    expect([looksLike(one, other), looksLike(other, one)]).toEqual([true, true]);
  });

  test.each(vectors.distinct)("is told from another: %j and %j", (one = "", other = "") => {
    expect([looksLike(one, other), looksLike(other, one)]).toEqual([false, false]);
  });
});

describe("an office", () => {
  test.each(["Head of logistics", "总经理 · Managing director", "Works council", "R&D, 2nd floor", "工会 (外部)"])(
    "is named in a few words: %j",
    (text) => {
      expect(isOffice(text)).toBe(true);
    },
  );

  test.each([
    "",
    "x".repeat(61),
    "Head of logistics. Shouted at her",
    "总监，曾被举报。",
    "head@lantern.example",
    "Head of logistics 13800138000",
    "Why her?",
    "Head;of",
    "Head\u00adof",
  ])("tells nothing more, and needs no more: %j", (text) => {
    expect(isOffice(text)).toBe(false);
  });

  test("is asked of what is new, where people read it: unit, line, who appointed, who keeps a part of recovery", () => {
    const other = (change: Partial<Member>) => () =>
      propose(roster, {
        ...dates,
        members: roster.newest.members.map((one, at) => (at === 0 ? { ...one, ...change } : one)),
      });
    const term = { from: "2026-04-01", until: "2027-04-01" };
    expect(codeOf(other({ line: "Head of logistics", appointed: "Works council", ...term }))).toBe("accepted");
    expect(codeOf(other({ line: "She did it!" }))).toBe("roster/unclear-line");
    expect(codeOf(other({ unit: "She did it!" }))).toBe("roster/unclear-unit");
    expect(codeOf(other({ appointed: "She did it!", ...term }))).toBe("roster/unclear-appointed");
    const keys = selfSign("union", random(1216), random(32));
    const kept = (name: string) => () => propose(roster, { ...dates, recovery: [{ id: "union", name, ...keys }] });
    expect(codeOf(kept("Union, legal office"))).toBe("accepted");
    expect(codeOf(kept("She did it!"))).toBe("roster/unclear-holder");
  });
});

describe("what is newly proposed", () => {
  const withMember = (change: Partial<typeof guest>) => {
    const { member } = sampleMember({ ...guest, ...change }, random);
    return () => propose(roster, { ...dates, members: [...roster.newest.members, member] });
  };
  const hidden = "\u3164\u00ad";

  test("names its fields when one of them is not clear", () => {
    expect(codeOf(withMember({}))).toBe("accepted");
    expect(codeOf(withMember({ name: hidden }))).toBe("roster/unclear-name");
    expect(codeOf(withMember({ role: hidden }))).toBe("roster/unclear-role");
    expect(codeOf(withMember({ unit: hidden }))).toBe("roster/unclear-unit");
    expect(codeOf(() => propose(roster, { ...dates, organisation: hidden }))).toBe("roster/unclear-organisation");
    expect(codeOf(() => propose(roster, { ...dates, witnesses: ["union\u00ad.example.net"] }))).toBe(
      "roster/unclear-witness",
    );
    expect(codeOf(() => proposeFirst({ ...roster.first, effective: NOW, organisation: hidden }))).toBe(
      "roster/unclear-organisation",
    );
  });

  test("does not name two people alike", () => {
    expect(codeOf(withMember({ name: "Wen  Jing" }))).toBe("roster/same-name");
    expect(codeOf(withMember({ name: "Wеn Jing" }))).toBe("roster/same-name");
  });
});

/** A first statement as it could be signed before anybody asked whether its names are clear. */
function oldChain(people: typeof SAMPLE_PEOPLE) {
  const made = people.map((person) => sampleMember(person, random));
  const first: Statement = { ...roster.first, members: made.map(({ member }) => member) };
  const signers = made.map(({ member, seed }) => ({ name: member.id, seed }));
  return { note: signNote(writeStatement(first), signers), signers };
}

test("a chain signed in other days stays what it is, and its committee can still change", () => {
  const { note, signers } = oldChain(
    SAMPLE_PEOPLE.map((one) =>
      one.id === "tao-rui" ? { ...one, name: "Wen\u00adJing", role: "q\u0301\u0301\u0301" } : one,
    ),
  );
  const old = checkChain([note]);
  expect(readStatement(note.slice(0, note.indexOf("\n\n") + 1))).toEqual(old.newest);
  expect(codeOf(() => checkDraft(null, writeStatement(old.newest)))).toBe("roster/unclear-name");

  const without = propose(old, { ...dates, members: old.newest.members.filter(({ id }) => id !== "he-ming") });
  const signed = signers
    .filter(({ name }) => name !== "he-ming")
    .reduce((draft, { name, seed }) => countersign(old, draft, { id: name, seed }), without);
  expect(checkNext(old, signed, dates.effective).newest.number).toBe(2);
});

test("a server does not take a new name that its committee signed past every desk", () => {
  const members = roster.newest.members.map((one) => (one.id === "tao-rui" ? { ...one, name: "Wen Jing" } : one));
  const text = writeStatement({
    ...roster.newest,
    ...{ number: 2, previous: roster.hashes[0] ?? null, members },
    ...{ ...dates, effective: new Date(dates.effective).toISOString() },
  });
  const note = signNote(
    text,
    [...seeds].map(([name, seed]) => ({ name, seed })),
  );
  expect(codeOf(() => checkNext(roster, note, dates.effective))).toBe("roster/same-name");
  expect(checkChain([sampleNote(), note]).newest.number).toBe(2);
});

function sampleNote(): string {
  return sampleRoster(countedRandom("names"), NOW).notes[0] ?? "";
}
