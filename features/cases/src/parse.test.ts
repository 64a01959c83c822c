import { writeEvent } from "@niuniu/matter";
import fc from "fast-check";
import { Refused } from "@niuniu/wire";
import { describe, expect, it } from "vitest";
import { isMemberId, parseAct, parseEntry, parseEvent } from "./parse.ts";
import { DEFAULT, parseCalendar, parsePolicy } from "./policy.ts";
import { calendarText, policyText } from "./testing/policy-text.ts";
import { refusals } from "./refusals.ts";

const hash = "a".repeat(64);
const act = {
  niuniu: "act v1",
  case: "0123456789ABCDEF",
  number: 4,
  previous: hash,
  by: "chen-lan",
  kind: "answer",
  date: "2026-11-23",
  envelope: hash,
};
const report = {
  ...{ ...act, number: 1, by: "reporter", kind: "report", class: "crisis", statement: hash },
  ...{ wraps: ["li-na", "reporter"], wrapHashes: [hash, "b".repeat(64)] },
};
const owed = {
  niuniu: "event v1",
  case: "0123456789ABCDEF",
  number: 2,
  kind: "owed",
  date: "2026-11-23",
  why: "missed",
  role: "intake",
  act: "answer",
  owner: "wu-hao",
  due: "2026-11-26",
  from: "chen-lan",
  skipped: ["li-na"],
};

function code(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
  return "read";
}

describe("acts and events from outside", () => {
  it("are read exactly as they were written", () => {
    expect(parseAct(act)).toEqual(act);
    expect(parseAct(report)).toEqual(report);
    expect(parseEvent(owed)).toEqual(owed);
    expect(writeEvent(parseEvent(owed))).toBe(`${JSON.stringify(owed)}\n`);
  });

  it.each([
    ["an unknown field", { ...act, note: "x" }],
    ["a missing envelope", { ...act, envelope: null }],
    ["a hash in capitals", { ...act, envelope: hash.toUpperCase() }],
    ["a day that does not exist", { ...act, date: "2026-02-30" }],
    ["a day beyond counting", { ...act, date: "2999-12-31" }],
    ["a number of zero", { ...act, number: 0 }],
    ["an unknown kind", { ...act, kind: "erase" }],
    ["a kind that every object has", { ...act, kind: "constructor" }],
    ["the server as author", { ...act, by: "server" }],
    ["the reporter giving an answer", { ...act, by: "reporter" }],
    [
      "a member giving a report",
      { ...act, kind: "report", class: "crisis", statement: hash, wraps: ["li-na"], wrapHashes: [hash] },
    ],
    ["a report with a wrap that has no hash", { ...report, wrapHashes: [hash] }],
    ["two wraps that are one and the same file", { ...report, wrapHashes: [hash, hash] }],
    ["a reader let in without the hash of the wrap", { ...act, kind: "rewrap", envelope: null, reader: "li-na" }],
    ["a case with a letter that is not used", { ...act, case: "0123456789ABCDEU" }],
    ["an inherited field", Object.create(act) as unknown],
  ])("an act with %s is refused", (_, value) => {
    expect(code(() => parseAct(value))).toBe("cases/malformed-act");
  });

  it.each([
    ["free text", { ...owed, text: "We are on it" }],
    ["an unknown reason", { ...owed, why: "because" }],
    ["the same person skipped twice", { ...owed, skipped: ["li-na", "li-na"] }],
    ["an owner that is nobody", { ...owed, owner: "reporter" }],
    ["an act of another list", { ...owed, act: "silence" }],
  ])("an event with %s is refused", (_, value) => {
    expect(code(() => parseEvent(value))).toBe("cases/malformed-event");
  });

  it("anything at all is read or refused, never a crash", () => {
    const hostile = fc.oneof(
      fc.anything(),
      fc.dictionary(fc.constantFrom(...Object.keys({ ...act, ...owed })), fc.anything()),
      fc.record({
        ...Object.fromEntries(
          Object.entries(act).map(([key, value]) => [key, fc.oneof(fc.constant(value), fc.anything())]),
        ),
      }),
    );
    fc.assert(
      fc.property(hostile, (value) => {
        expect(["read", "cases/malformed-act", "cases/malformed-event"]).toContain(code(() => parseEntry(value)));
        isMemberId(value);
      }),
    );
  });
});

describe("the policy", () => {
  it("that comes with the product keeps the promises on the first page", () => {
    const { crisis, serious, ordinary } = DEFAULT.policy.classes;
    expect(crisis).toMatchObject({ answer: { hours: 24 }, update: { hours: 24 }, outcome: { days: 90 } });
    expect(serious).toMatchObject({ answer: { workingDays: 2 }, update: { days: 7 }, outcome: { days: 90 } });
    expect(DEFAULT.policy.silence).toEqual({ word: { days: 21 }, extension: { days: 60 } });
    expect(ordinary).toMatchObject({ answer: { workingDays: 3 }, update: { days: 14 }, outcome: { days: 90 } });
  });

  it("has one text, whatever the order or spacing of the file it came from", () => {
    const { policy, calendar } = DEFAULT;
    const turned = Object.fromEntries(Object.entries(policy).reverse());
    expect(policyText(parsePolicy({ cases: turned, niuniu: "policy v3" }))).toBe(policyText(policy));
    expect(calendarText(parseCalendar(JSON.parse(calendarText(calendar))))).toBe(calendarText(calendar));
  });

  it.each([
    ["without a clock", { ...DEFAULT.policy, classes: { ...DEFAULT.policy.classes, crisis: {} } }],
    [
      "with a ladder that leaves a side out",
      { ...DEFAULT.policy, ladders: { ...DEFAULT.policy.ladders, review: ["outside"] } },
    ],
    [
      "with an outcome in hours",
      {
        ...DEFAULT.policy,
        classes: { ...DEFAULT.policy.classes, ordinary: { ...DEFAULT.policy.classes.ordinary, outcome: { hours: 5 } } },
      },
    ],
    ["with a field nobody knows", { ...DEFAULT.policy, mercy: true }],
    ["of a version nobody knows", { ...DEFAULT.policy, version: 7 }],
    ["that names no longest silence", { ...DEFAULT.policy, silence: undefined }],
    ["of an earlier version with what that did not have", { ...DEFAULT.policy, version: 5 }],
    ["that is nothing", null],
  ])("%s is refused", (_, value) => {
    expect(code(() => parsePolicy({ niuniu: "policy v3", cases: DEFAULT.policy }))).toBe("read");
    expect(code(() => parsePolicy({ niuniu: "policy v3", cases: value }))).toBe("cases/malformed-policy");
  });
});

describe("refusals", () => {
  it("each has a sentence in both languages that ends like one", () => {
    for (const [name, { en, "zh-CN": zh }] of Object.entries(refusals)) {
      expect(name).toMatch(/^cases\/[a-z-]+$/u);
      expect(en).toMatch(/\.$/u);
      expect(zh).toMatch(/。$/u);
    }
  });
});
