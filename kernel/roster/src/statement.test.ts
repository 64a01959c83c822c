import { fromBase64, publicKey, toBase64, toHex, verifyBytes } from "@niuniu/note";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fingerprint, isSelfSigned, readStatement, selfSign, statementHash, writeStatement } from "./statement.ts";
import { codeOf, countedRandom, sampleRoster } from "./testing.ts";

const NOW = Date.parse("2026-03-02T08:00:00.000Z");
const LOG = "line.example.org/record+5efcfa96+ASMPZ2oTJlFB3YPeZmJFiKHNSbuIt1xVKF+hIGwrA41/";
const { roster } = sampleRoster(countedRandom("statement"), NOW);
const text = writeStatement(roster.first);

const MEMBER_FIELDS = [
  ...["id", "name", "role", "side", "unit", "line", "serves", "elected", "appointed", "from", "until", "alternate"],
  ...["recipient", "key", "self"],
];

const withField = (change: Record<string, unknown>) => writeStatement({ ...roster.first, ...change });
const withMember = (change: Record<string, unknown>) =>
  withField({ members: roster.first.members.map((member, at) => (at === 0 ? { ...member, ...change } : member)) });

describe("the text of a statement", () => {
  test("is read back as it was written", () => {
    expect(readStatement(text)).toEqual(roster.first);
    expect(roster.hashes).toEqual([statementHash(text)]);
  });

  test("has one spelling only", () => {
    const others = [
      text.trimEnd(),
      `${text}\n`,
      ` ${text}`,
      text.replace('"unit":""', '"unit":"","pet":"cat"'),
      text.replace('{"niuniu"', '{"number":1,"niuniu"'),
      text.replace("何鸣", "\\u4f55\\u9e23"),
      text.replace('"quorum":2', '"quorum":2e0'),
      text.replace('"quorum":2', '"quorum":2,"__proto__":{}'),
    ];
    for (const other of others) {
      expect(other).not.toBe(text);
      expect(
        codeOf(() => readStatement(other)),
        other.slice(0, 80),
      ).toBe("roster/malformed");
    }
  });

  test.each([
    ["number", -1],
    ["number", "1"],
    ["number", 2 ** 53],
    ["previous", "ab"],
    ["previous", "A".repeat(64)],
    ["organisation", ""],
    ["organisation", " Lantern"],
    ["organisation", "x".repeat(201)],
    ["organisation", "cafe\u0301"],
    ["organisation", "line\nbreak"],
    ["date", "2026-13-01"],
    ["date", "26-03-02"],
    ["effective", "2026-03-02T25:00:00.000Z"],
    ["effective", "2026-03-02T08:00:00.000+08:00"],
    ["validUntil", null],
    ["quorum", 2.5],
    ["policy", "0".repeat(63)],
    ["calendar", 7],
    ["witnesses", ["a", ""]],
    ["witnesses", Array.from({ length: 17 }, (_, at) => `w${at}`)],
    ["witnesses", ["w".repeat(301)]],
    ["log", null],
    ["log", ""],
    ["log", "line.example.org/record"],
    ["log", [LOG]],
    ["log", LOG.replace("line", "1ine")],
  ])("is refused with a bad %s: %j", (field, value) => {
    expect(codeOf(() => readStatement(withField({ [field]: value })))).toBe("roster/malformed");
  });

  test.each([
    ["id", "w"],
    ["id", "Wen"],
    ["id", "reporter"],
    ["id", "server"],
    ["name", "Wen\u200bJing"],
    ["role", "\u2067role"],
    ["side", "Employees"],
    ["side", ["employees"]],
    ["unit", 3],
    ["unit", "half \ud83d"],
    ["recipient", "not base64"],
    ["line", null],
    ["line", "x".repeat(101)],
    ["line", "Head of\nlogistics"],
    ["serves", undefined],
    ["serves", "intake"],
    ["serves", ["decision", "intake"]],
    ["serves", ["pardon"]],
    ["appointed", "Board"],
    ["from", "2026-03-02"],
    ["alternate", false],
    ["key", toBase64(new Uint8Array(31))],
    ["self", toBase64(new Uint8Array(65))],
  ])("is refused with a member's bad %s: %j", (field, value) => {
    expect(codeOf(() => readStatement(withMember({ [field]: value })))).toBe("roster/malformed");
  });

  test("names the log or leaves it out, and has one place for it", () => {
    const named = withField({ log: LOG });
    expect(readStatement(named)).toEqual({ ...roster.first, log: LOG });
    expect(Object.keys(readStatement(text))).not.toContain("log");
    const { members, ...before } = roster.first;
    const elsewhere = [
      named.replace(`"log":"${LOG}",`, "").replace('"witnesses"', `"log":"${LOG}","witnesses"`),
      named.replace(`"log":"${LOG}"`, `"log":"${LOG}","log":"${LOG}"`),
      `${JSON.stringify({ ...before, members, log: LOG })}\n`,
    ];
    for (const other of elsewhere) expect(codeOf(() => readStatement(other))).toBe("roster/malformed");
  });

  test("is refused when it names more people than a report can be sealed to", () => {
    const crowd = Array.from({ length: 65 }, () => roster.first.members[0]);
    expect(codeOf(() => readStatement(withField({ members: crowd })))).toBe("roster/malformed");
    expect(codeOf(() => readStatement("x".repeat(900_001)))).toBe("roster/malformed");
  });

  test("can be anything at all, and the answer is a typed refusal", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (any) => {
        expect(codeOf(() => readStatement(any))).toBe("roster/malformed");
      }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...MEMBER_FIELDS), fc.jsonValue(), (field, value) => {
        const altered = withMember({ [field]: value });
        fc.pre(altered !== text);
        // Whatever else is a good value is read as it stands, and as nothing else.
        const code = codeOf(() => expect(writeStatement(readStatement(altered))).toBe(altered));
        expect(["accepted", "roster/malformed"]).toContain(code);
      }),
      { numRuns: 300 },
    );
    const fields = Object.keys(roster.first);
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.jsonValue(), (field, value) => {
        const altered = JSON.stringify({ ...roster.first, [field]: value }) + "\n";
        fc.pre(altered !== text);
        expect(["roster/malformed", "accepted"]).toContain(codeOf(() => readStatement(altered)));
      }),
    );
  });
});

describe("a member's keys", () => {
  const seed = new Uint8Array(32).fill(3);
  const keys = { id: "wen-jing", ...selfSign("wen-jing", new Uint8Array(1216).fill(9), seed) };

  test("are signed by themselves, for one id and one recipient", () => {
    expect(fromBase64(keys.key)).toEqual(publicKey(seed));
    expect(isSelfSigned(keys, verifyBytes)).toBe(true);
    expect(isSelfSigned({ ...keys, id: "wen-jin" }, verifyBytes)).toBe(false);
    expect(isSelfSigned({ ...keys, recipient: toBase64(new Uint8Array(1216)) }, verifyBytes)).toBe(false);
    expect(isSelfSigned({ ...keys, key: toBase64(publicKey(new Uint8Array(32))) }, verifyBytes)).toBe(false);
  });

  test("have a fingerprint that changes with either of them", () => {
    const one = toHex(fingerprint(keys));
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(toHex(fingerprint({ ...keys, recipient: toBase64(new Uint8Array(1216)) }))).not.toBe(one);
    expect(toHex(fingerprint({ ...keys, key: toBase64(publicKey(new Uint8Array(32))) }))).not.toBe(one);
  });
});
