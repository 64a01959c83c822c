import { describe, expect, test } from "vitest";
import { checkChain, type Member, propose, readStatement, selfSign, type Statement } from "@niuniu/roster";
import { countedRandom, sampleRoster } from "@niuniu/roster/testing";
import vectors from "../../../spec/vectors/roster.json" with { type: "json" };
import { changesBetween } from "./changes.ts";

const NOON = Date.UTC(2026, 2, 2, 12);
const { first } = sampleRoster(countedRandom("committee"), NOON).roster;
const codes = (now: Partial<Statement>) => changesBetween(first, { ...first, ...now }).map(({ code }) => code);
const [one, ...others] = first.members;
if (one === undefined) throw new Error("there are members");
const changed = (change: Partial<Member>) =>
  changesBetween(first, { ...first, members: [{ ...one, ...change }, ...others] });

describe("a statement", () => {
  test("is told by what it changes", () => {
    expect(changesBetween(null, first)).toEqual([]);
    expect(codes({})).toEqual([]);
    expect(changesBetween(first, { ...first, quorum: 3, witnesses: ["union.example+1+K"] })).toEqual([
      { code: "quorum", values: { before: 2, now: 3 } },
      { code: "witness-joined", values: { name: "union.example" } },
    ]);
    expect(codes({ members: others })).toEqual(["left"]);
    expect(codes({ members: [{ ...one, name: "Lin Yue", key: "another" }, ...others] })).toEqual(["renamed", "keys"]);
    expect(codes({ members: [{ ...one, id: "new", role: "Clerk" }, ...others] })).toEqual(["joined", "left"]);
    expect(codes({ log: "x+1+K", policy: "another" })).toEqual(["log-named", "policy"]);
  });

  test("is told by whom it lets report to whom, serve what, wait or sit, and since when", () => {
    const { name } = one;
    expect(changed({ line: "Head of logistics" })[0]?.of).toEqual({
      before: one,
      now: { ...one, line: "Head of logistics" },
    });
    expect(changed({ line: "Head of logistics" })).toMatchObject([
      { code: "line", values: { name, line: "Head of logistics" } },
    ]);
    expect(changed({ serves: ["care"] })).toMatchObject([{ code: "serves", values: { name }, duties: ["care"] }]);
    expect(changed({ unit: "" })).toMatchObject([{ code: "unit", values: { name, unit: "–" } }]);
    expect(changed({ alternate: true })).toMatchObject([{ code: "alternate", values: { name } }]);
    const term = { from: "2026-04-01", until: "2028-03-31" };
    expect(changed({ appointed: "Works council", ...term })).toMatchObject([
      { code: "appointed", values: { name, by: "Works council", ...term } },
    ]);
    expect(changed({ elected: "a".repeat(64), ...term })).toMatchObject([
      { code: "elected", values: { name, ...term } },
    ]);
    const waiting = { ...first, members: [{ ...one, alternate: true as const }, ...others] };
    expect(changesBetween(waiting, first)).toMatchObject([{ code: "seated", values: { name } }]);
    expect(changesBetween({ ...first, members: others }, waiting).map(({ code }) => code)).toEqual([
      "joined-alternate",
    ]);
  });

  test("is told by keys of others that it names, exchanges and names no more", () => {
    const random = countedRandom("holders");
    const holder = () => ({ id: "union", name: "Union", ...selfSign("union", random(1216), random(32)) });
    const named = { ...first, issuers: ["union.example+1+K"], recovery: [holder()] };
    const of = (a: Statement, b: Statement) => changesBetween(a, b).map(({ code }) => code);
    expect(of(first, named)).toEqual(["holder-joined", "issuer-joined"]);
    expect(of(named, { ...named, recovery: [holder()] })).toEqual(["holder-keys"]);
    expect(of(named, first)).toEqual(["holder-left", "issuer-left"]);
  });

  test("of the second version changes nothing of the first by saying what was so", () => {
    const old = checkChain([vectors.notes["1"]]);
    const next = readStatement(propose(old, { date: "2026-03-03", effective: NOON, validUntil: "2027-03-03" }));
    expect(changesBetween(old.newest, next)).toEqual([]);
  });
});
