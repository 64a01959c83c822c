import { sha256, toHex, toUtf8 } from "@niuniu/note";
import { compare } from "../signing/comparison.ts";
import { countedRandom, sampleRoster } from "@niuniu/roster/testing";
import { policyOf } from "@niuniu/wire";
import { describe, expect, it } from "vitest";
import { proposedText } from "./proposal.ts";
import { changesBetween, isNewer, namedBy, names } from "./rules-change.ts";

const NOW = Date.UTC(2026, 10, 22);
const before = {
  policy: '{"niuniu":"policy v1","classes":{"crisis":{"answer":{"hours":24}}}}\n',
  calendar: '{"offset":"+08:00"}\n',
};
const after = { ...before, policy: before.policy.replace("policy v1", "policy v2") };
const random = countedRandom("rules");
const { roster } = sampleRoster(random, NOW, undefined, namedBy(before));
const by = { now: NOW, zone: "+08:00" };

describe("newer rules that a server brings", () => {
  it("are shown value by value, so that a version alone is seen to change no deadline", () => {
    expect(changesBetween(before, before)).toEqual([]);
    expect(changesBetween(before, after)).toEqual([
      { at: "policy.niuniu", from: "policy v1", to: "policy v2" },
      { at: "policy.cases.version", from: "1", to: "2" },
    ]);
    const sections = {
      ...before,
      policy: policyOf({ cases: { version: 2, classes: { crisis: { answer: { hours: 24 } } } } }),
    };
    expect(changesBetween(after, sections)).toEqual([{ at: "policy.niuniu", from: "policy v2", to: "policy v3" }]);
    const kinder = { policy: after.policy.replace("24", "240"), calendar: '{"offset":"+09:00","closes":"18:00"}\n' };
    expect(changesBetween(before, kinder)).toEqual([
      { at: "policy.niuniu", from: "policy v1", to: "policy v2" },
      { at: "policy.cases.version", from: "1", to: "2" },
      { at: "policy.cases.classes.crisis.answer.hours", from: "24", to: "240" },
      { at: "calendar.offset", from: "+08:00", to: "+09:00" },
      { at: "calendar.closes", from: "–", to: "18:00" },
    ]);
    expect(changesBetween(before, { ...after, policy: "not JSON" })).toBeNull();
  });

  it("are named by the next statement only if its proposer says so", () => {
    expect(names(compare(roster, proposedText(roster, { add: [], remove: [] }, by)).statement, before)).toBe(true);
    const { statement } = compare(roster, proposedText(roster, { add: [], remove: [], rules: namedBy(after) }, by));
    expect(names(statement, after)).toBe(true);
    expect(statement.policy).toBe(toHex(sha256(toUtf8(after.policy))));
  });
});

it("what a server brings is newer by its version, and not where a committee has only set a clock otherwise", () => {
  const policy = (version: number, hours: number): string => policyOf({ cases: { version, answer: { hours } } });
  expect(isNewer(policy(4, 24), policy(4, 12))).toBe(false);
  expect(isNewer(policy(5, 24), policy(4, 12))).toBe(true);
  expect(isNewer(policy(4, 24), policy(5, 24))).toBe(false);
  expect(isNewer(policyOf({ cases: { version: 4 }, care: { version: 1 } }), policy(4, 12))).toBe(true);
  expect(isNewer("no text", policy(4, 12))).toBe(false);
});
