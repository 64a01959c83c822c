import { checkChain, countersign, propose } from "@niuniu/roster";
import { countedRandom, SAMPLE_PEOPLE, sampleRoster } from "@niuniu/roster/testing";
import { fromHex, signNote } from "@niuniu/note";
import { describe, expect, it } from "vitest";
import vectors from "../../../spec/vectors/templates.json" with { type: "json" };
import { changed, fitTogether, readSet, signTemplates, together, unfit, type Template } from "./templates.ts";

const NOW = Date.UTC(2026, 10, 23, 4);
const random = countedRandom("templates");
const { roster, seeds, notes } = sampleRoster(random, NOW - 86_400_000);
const seedOf = (id: string): Uint8Array => seeds.get(id) ?? new Uint8Array(32);
const one: Template = { id: "0123456789abcdef", name: "Received", en: "We have it.", "zh-CN": "收到。" };
const two: Template = { id: "fedcba9876543210", name: "A delay", en: "Later.\n{date of next word}", "zh-CN": "" };
const set = {
  number: 3,
  line: "0011223344556677",
  previous: "a".repeat(64),
  by: "wen-jing",
  date: "2026-11-23",
  templates: [one, two],
};

describe("a signed set of templates", () => {
  const { note, head } = signTemplates(set, seedOf("wen-jing"));

  it("is read by every member as it was signed", () => {
    expect(readSet(note, roster, NOW)).toEqual({ niuniu: "templates v1", ...set, note, head, inOffice: true });
  });

  it("is nothing where a word was changed, somebody else signed it, or a second signature gives it another head", () => {
    expect(readSet(note.replace("We have it.", "We had it."), roster, NOW)).toBeNull();
    expect(readSet(signTemplates(set, seedOf("luo-yan")).note, roster, NOW)).toBeNull();
    expect(readSet(signTemplates({ ...set, by: "nobody" }, random(32)).note, roster, NOW)).toBeNull();
    const line = note.slice(note.lastIndexOf("—"));
    expect(readSet(note + line, roster, NOW)).toBeNull();
    for (const text of ["", "{}\n", "null\n", note.slice(1)]) expect(readSet(text, roster, NOW)).toBeNull();
  });

  it("is nothing where it is spelt otherwise or holds what may not be kept, though a member signed it", () => {
    const signed = (value: unknown): string =>
      signNote(`${JSON.stringify(value)}\n`, [{ name: "wen-jing", seed: seedOf("wen-jing") }]);
    const whole = { niuniu: "templates v1", ...set };
    expect(readSet(signed(whole), roster, NOW)).not.toBeNull();
    for (const wrong of [
      { ...whole, more: 1 },
      { ...whole, number: 0 },
      { ...whole, previous: "b" },
      { ...whole, line: "b" },
      { ...whole, templates: [one, one] },
      { ...whole, templates: [{ ...one, name: "" }] },
      { ...whole, templates: [{ ...one, id: "../../x" }] },
      { ...whole, templates: "none" },
      {
        ...whole,
        templates: Array.from({ length: 41 }, (_, at) => ({ ...one, id: at.toString(16).padStart(16, "0") })),
      },
    ])
      expect(readSet(signed(wrong), roster, NOW)).toBeNull();
  });

  it("of somebody who is not in office is read, and known for that", () => {
    const members = roster.newest.members.filter(({ id }) => id !== "wen-jing");
    const draft = propose(roster, { date: "2026-11-23", effective: NOW, validUntil: "2027-11-23", members });
    const signers = ["he-ming", "luo-yan", "jian-su"].map((id) => ({ id, seed: seedOf(id) }));
    const next = checkChain([...notes, signers.reduce((text, one) => countersign(roster, text, one), draft)]);
    expect(readSet(note, next, NOW + 1)).toMatchObject({ by: "wen-jing", inOffice: false, templates: [one, two] });
  });
});

it("is signed as the vectors of spec/templates.md say, and has their head", () => {
  const { set: given, seed, note, head } = vectors;
  expect(signTemplates(given, fromHex(seed))).toEqual({ note, head });
  const people = SAMPLE_PEOPLE.map((one) => (one.id === given.by ? { ...one, seed: fromHex(seed) } : one));
  const theirs = sampleRoster(random, NOW - 86_400_000, people);
  expect(readSet(note, theirs.roster, NOW)).toMatchObject({ ...given, head, inOffice: true });
});

describe("two who change templates", () => {
  const mine = { ...one, en: "We have it, thank you." };
  it("both keep what they did where it was not the same one", () => {
    expect(changed([one, two], { id: one.id, from: one, to: mine })).toEqual([mine, two]);
    expect(changed([one], { id: two.id, from: null, to: two })).toEqual([one, two]);
    expect(changed([one, two], { id: two.id, from: two, to: null })).toEqual([one]);
  });
  it("are told where it was, and saying the same twice is no quarrel", () => {
    const theirs = { ...one, en: "Got it." };
    expect(changed([theirs], { id: one.id, from: one, to: mine })).toBeNull();
    expect(changed([two], { id: one.id, from: one, to: mine })).toBeNull();
    expect(changed([theirs], { id: one.id, from: one, to: null })).toBeNull();
    expect(changed([mine], { id: one.id, from: one, to: mine })).toEqual([mine]);
  });
  it("lose nothing where two sets are put together", () => {
    const theirs = { ...one, en: "Got it." };
    expect(together([theirs], [one, two], () => "00000000000000ff")).toEqual([
      theirs,
      { ...one, id: "00000000000000ff" },
      two,
    ]);
  });
});

it("says what of a template cannot be kept, and how much of all", () => {
  expect([one, { ...one, name: " " }, { ...one, en: " ", "zh-CN": "" }].map(unfit)).toEqual([
    null,
    "no-name",
    "no-text",
  ]);
  expect(
    [
      { ...one, name: "n".repeat(61) },
      { ...one, en: "e".repeat(4_001) },
    ].map(unfit),
  ).toEqual(["long-name", "long-text"]);
  const many = (count: number, length: number): Template[] =>
    Array.from({ length: count }, (_, at) => ({ ...one, id: String(at), en: "e".repeat(length) }));
  expect([many(40, 3_000), many(41, 10), many(40, 4_000)].map(fitTogether)).toEqual([true, false, false]);
});
