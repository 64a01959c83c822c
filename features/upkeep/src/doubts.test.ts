import { alarmName, signAlarm, signAnswered } from "@niuniu/committee";
import { COSIGNATURE, signNote, verifierOf, writeKey, writeVerifier } from "@niuniu/note";
import { readCalendar } from "@niuniu/owe";
import { writeCheckpoint } from "@niuniu/record";
import { expect, it } from "vitest";
import { doubtsIn } from "./doubts.ts";
import type { Facts } from "./facts.ts";
import { isFork } from "./fork.ts";
import { readSection, SECTION } from "./policy.ts";
import type { Begun, Settled } from "./terms.ts";

const calendar = readCalendar({ offset: "+08:00", weekend: [0, 6], holidays: [], closes: "18:00" });
const policy = readSection(SECTION);
const [first, second] = ["1".repeat(64), "2".repeat(64)];
const union = { name: "union.example/w", seed: new Uint8Array(32).fill(7) };
const press = { name: "press.example", seed: new Uint8Array(32).fill(8) };
const witnesses = [union, press].map((one) => writeKey(verifierOf(one), COSIGNATURE));
const seats = ["fang-yu", "gao-lin", "peng-xi"].map((id) => ({ id, until: null }));
const one = { number: 1, from: "2026-01-05", until: "2027-01-04", seats, witnesses };
const facts: Facts = {
  statements: [one, { ...one, number: 2, from: "2026-12-20", until: "2028-01-04", witnesses: [] }],
  calendar,
};
const known = { facts, hashes: [first, second], rules: { policy, calendar } };
const begun = (more: Partial<Begun>): Begun => ({
  niuniu: "event v1",
  case: "0123456789ABCDEF",
  number: 1,
  kind: "begun",
  date: "2026-12-05",
  what: "statement",
  subject: "2027-01-04",
  statement: first,
  until: "2026-12-28",
  signed: [],
  ...more,
});
const codes = (more: Partial<Begun>, settled?: Partial<Settled>): readonly string[] => {
  const event = {
    niuniu: "event v1",
    case: "0123456789ABCDEF",
    number: 3,
    kind: "settled",
    date: "2026-12-21",
  } as const;
  const ends = settled === undefined ? [] : [{ ...event, how: "renewed" as const, ...settled }];
  return doubtsIn([begun(more), ...ends], known).map(({ code }) => code);
};

it("a first date that the rules give is believed, and no other", () => {
  expect(codes({})).toEqual([]);
  expect(codes({ until: "2026-12-29" })).toEqual(["other-date"]);
  expect(codes({ until: "2026-12-27" })).toEqual(["other-date"]);
  expect(codes({ date: "2026-12-04" })).toEqual(["not-owed"]);
  expect(codes({ what: "seat", subject: "fang-yu 2026-12-31" })).toEqual(["not-owed"]);
});

it("a day late is a server that was off; a date that moved because it was begun too late is told", () => {
  const alone = { ...known, facts: { ...facts, statements: [one] }, hashes: [first] };
  const at = (date: string, until = "2026-12-28"): readonly string[] =>
    doubtsIn([begun({ date, until })], alone).map(({ code }) => code);
  expect(at("2026-12-27")).toEqual([]);
  expect(at("2026-12-29", "2026-12-29")).toEqual(["begun-late"]);
  expect(at("2026-12-29")).toEqual(["other-date"]);
});

it("by a statement that was replaced days before, nothing is begun", () => {
  expect(codes({ date: "2026-12-23" })).toEqual([]);
  expect(codes({ date: "2026-12-24" })).toEqual(["old-statement"]);
});

it("what only the house knows of is due within its days and not later, and a witness not sooner either", () => {
  const name = "a".repeat(64);
  expect(codes({ what: "countersign", subject: name, date: "2026-12-07", until: "2026-12-10" })).toEqual([]);
  expect(codes({ what: "countersign", subject: name, date: "2026-12-07", until: "2026-12-08" })).toEqual([]);
  expect(codes({ what: "countersign", subject: name, date: "2026-12-07", until: "2026-12-12" })).toEqual([
    "other-date",
  ]);
  expect(codes({ what: "way", subject: name, date: "2026-12-07", until: "2026-12-09" })).toEqual([]);
  expect(codes({ what: "way", subject: name, date: "2026-12-07", until: "2026-12-08" })).toEqual(["other-date"]);
});

it("a reading of the first hours is owed so many days on, of texts that have a hash, once the house is old enough", () => {
  const texts = { what: "first-hours", subject: `${"c".repeat(64)} 1` } as const;
  const at = { ...texts, date: "2026-12-07", until: "2027-01-06" };
  expect(codes(at)).toEqual([]);
  expect(codes({ ...at, until: "2027-01-07" })).toEqual(["other-date"]);
  expect(codes({ ...at, subject: "1" })).toEqual(["not-owed"]);
  expect(codes({ ...at, date: "2026-01-18", until: "2026-02-17" })).toEqual(["not-owed"]);
});

it("an alarm is a named witness's, and is over by their own word alone", () => {
  const said = { origin: "line.example/record", date: "2026-12-07", says: "Two records.", saw: [] };
  const note = signAlarm(said, union, 1);
  const alarm = {
    what: "alarm",
    subject: alarmName(note),
    date: "2026-12-07",
    until: "2026-12-09",
    alarm: note,
  } as const;
  const word = (by: typeof union, name = alarm.subject) => signAnswered({ alarm: name, date: "2026-12-08" }, by, 2);
  const over = (given: string) => codes(alarm, { how: "answered", word: given });
  expect(codes(alarm)).toEqual([]);
  expect(codes({ ...alarm, until: "2026-12-14" })).toEqual(["other-date"]);
  expect(codes({ ...alarm, subject: "b".repeat(64) })).toEqual(["not-owed"]);
  const stranger = { ...union, seed: new Uint8Array(32).fill(9) };
  expect(codes({ ...alarm, alarm: signAlarm(said, stranger, 1) })).toEqual(["not-owed"]);
  expect(over(word(union))).toEqual([]);
  expect(over(word(press))).toEqual(["not-borne-out"]);
  expect(over(word(union, "b".repeat(64)))).toEqual(["not-borne-out"]);
  expect(codes(alarm, { how: "answered" })).toEqual(["not-borne-out"]);
});

it("two checkpoints of one length and two roots are proof by themselves, signed by the record alone", () => {
  const log = { name: "line.example/record", seed: new Uint8Array(32).fill(3) };
  const shown = (size: number, root: number, signer = log): string => {
    const text = writeCheckpoint({ origin: log.name, size, root: new Uint8Array(32).fill(root), extensions: [] });
    return signNote(text, [signer]);
  };
  const logs = [writeVerifier(verifierOf(log))];
  expect(isFork([shown(3, 1), shown(3, 2)], logs)).toBe(true);
  expect(isFork([shown(3, 1), shown(3, 1)], logs)).toBe(false);
  expect(isFork([shown(3, 1), shown(4, 2)], logs)).toBe(false);
  expect(isFork([shown(3, 1), shown(3, 2, { ...log, seed: union.seed })], logs)).toBe(false);
});
