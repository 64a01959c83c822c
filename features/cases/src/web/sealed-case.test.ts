import { sha256, toHex, toUtf8 } from "@niuniu/note";
import { checkChain, countersign, propose } from "@niuniu/roster";
import { countedRandom, sampleRoster } from "@niuniu/roster/testing";
import { Refused } from "@niuniu/wire";
import { expect, test } from "vitest";
import { accountOf, rulesOf } from "@niuniu/matter/web";
import type { Entry } from "../events.ts";
import { DEFAULT } from "../policy.ts";
import { calendarText, policyText } from "../testing/policy-text.ts";
import { firstPolicy } from "../testing/life.ts";
import { sealedCase } from "./sealed-case.ts";

const hashOf = (text: string): string => toHex(sha256(toUtf8(text)));
const START = Date.UTC(2026, 2, 2, 2);
const DAY = 86_400_000;
const calendar = calendarText(DEFAULT.calendar);
const first = { policy: policyText(firstPolicy), calendar };
const second = { policy: policyText(DEFAULT.policy), calendar };

/** A committee that began under the first version of the rules and came to the newest by its next statement. */
const house = sampleRoster(countedRandom("rules"), START, undefined, {
  ...{ policy: hashOf(first.policy), calendar: hashOf(calendar) },
});
const next = propose(house.roster, {
  ...{ date: "2026-03-10", effective: START + 8 * DAY, validUntil: "2027-03-10", policy: hashOf(second.policy) },
});
const signed = [...house.seeds].reduce((note, [id, seed]) => countersign(house.roster, note, { id, seed }), next);
const roster = checkChain([...house.notes, signed]);
const newest = { policy: DEFAULT.policy, calendar: DEFAULT.calendar };

const hash = "a".repeat(64);
const entry = { case: "0123456789ABCDEF", number: 1, class: "ordinary" } as const;
const report = (statement: string): Entry => ({
  ...{ ...entry, niuniu: "act v1", previous: hash, by: "reporter", kind: "report", date: "2026-03-03", envelope: hash },
  ...{ statement, wraps: [], wrapHashes: [] },
});
const sealed = (date: string, statement?: string): Entry => ({
  ...{ ...entry, niuniu: "event v1", kind: "sealed", date, readers: [], struck: [] },
  ...(statement === undefined ? {} : { statement }),
});
const versionOf = (one: Entry, given: typeof first): string => {
  const { rules, signed: holds } = rulesOf(sealedCase, one, given, { roster, newest });
  return `version ${rules.policy.version}${holds ? "" : ", not signed"}`;
};

test("a case keeps the rules of the statement its report names, whatever the committee has signed since", () => {
  expect(versionOf(report(roster.hashes[0] ?? ""), first)).toBe("version 1");
  expect(versionOf(report(roster.hashes[1] ?? ""), second)).toBe("version 6");
});

test("a server cannot choose the rules for a case", () => {
  expect(versionOf(report(roster.hashes[1] ?? ""), first)).toBe("version 6, not signed");
  expect(versionOf(report(roster.hashes[0] ?? ""), second)).toBe("version 6, not signed");
  expect(versionOf(report(hash), second)).toBe("version 6, not signed");
  const kinder = { ...second, policy: second.policy.replace('"hours":24', '"hours":25') };
  expect(versionOf(report(roster.hashes[1] ?? ""), kinder)).toBe("version 6, not signed");
});

test("a file sealed by hand is judged by the statement that was in force, also where two stand on one day", () => {
  const [before = "", after = ""] = roster.hashes;
  expect(versionOf(sealed("2026-03-10", before), first)).toBe("version 1");
  expect(versionOf(sealed("2026-03-10", after), second)).toBe("version 6");
  expect(versionOf(sealed("2026-03-10", before), second)).toBe("version 6, not signed");
  expect(versionOf(sealed("2026-03-10", after), first)).toBe("version 6, not signed");
  expect(versionOf(sealed("2026-03-10", hash), second)).toBe("version 6, not signed");
});

test("a file sealed by hand that names no statement is judged by rules that were signed by its day", () => {
  expect(versionOf(sealed("2026-03-03"), first)).toBe("version 1");
  expect(versionOf(sealed("2026-03-03"), second)).toBe("version 6, not signed");
  expect(versionOf(sealed("2026-03-10"), second)).toBe("version 6");
});

test("a record that the rules cannot be rerun over is said, and a fault of the page itself is not taken for one", () => {
  const fail = (error: Error) => () => {
    const fold = (): never => {
      throw error;
    };
    const kind = { ...sealedCase.kind, fold };
    const header = { rules: second, absences: [], owed: null } as unknown as Parameters<typeof accountOf>[1]["header"];
    const known = { roster, newest, struck: [], now: START };
    return accountOf({ ...sealedCase, kind }, { header, entries: [report(roster.hashes[1] ?? "")] }, known);
  };
  expect(fail(new Refused("cases/not-begun"))()).toMatchObject({
    state: null,
    differences: [{ code: "cannot-follow" }],
  });
  expect(fail(new TypeError("a fault"))).toThrow(TypeError);
});
