import { toBase64 } from "@niuniu/note";
import { describe, expect, test } from "vitest";
import { inOffice } from "./in-office.ts";
import type { Statement } from "./statement.ts";
import { countedRandom, sampleMember, sampleRoster, SAMPLE_PEOPLE } from "./testing.ts";

const DAY = 86_400_000;
const NOW = Date.parse("2026-03-02T08:00:00.000Z");
const { roster } = sampleRoster(countedRandom("office"), NOW);
const day = (instant: number) => new Date(instant).toISOString().slice(0, 10);
const keyOf = (statement: Statement, id: string) => statement.members.find((member) => member.id === id)?.key;
const next = (days: number, change: Partial<Statement>): Statement => ({
  ...{ ...roster.first, number: 2, effective: new Date(NOW + days * DAY).toISOString() },
  ...change,
});
const without = (id: string) => roster.first.members.filter((member) => member.id !== id);

describe("whoever was in office on a day", () => {
  const left = inOffice({ statements: [roster.first, next(30, { members: without("tao-rui") })] });
  const keys = (office: typeof left, id: string, at: number) =>
    office(id, day(at)).map(({ name, key }) => `${name} ${toBase64(key)}`);

  test("is not somebody who had left, nor somebody who had not come", () => {
    const own = [`tao-rui ${keyOf(roster.first, "tao-rui") ?? ""}`];
    expect(keys(left, "tao-rui", NOW + 29 * DAY)).toEqual(own);
    expect(keys(left, "tao-rui", NOW + 33 * DAY)).toEqual([]);
    expect(keys(left, "tao-rui", NOW - 3 * DAY)).toEqual([]);
    expect(keys(left, "wen-jing", NOW + 400 * DAY)).toHaveLength(1);
    expect(keys(left, "gu-ying", NOW)).toEqual([]);
  });

  test("is so under the key of that day, and on the day of a change under both", () => {
    const [person] = SAMPLE_PEOPLE;
    const { member } = sampleMember(person!, countedRandom("another key"));
    const changed = inOffice({
      statements: [roster.first, next(30, { members: [member, ...without("wen-jing")] })],
    });
    expect(keys(changed, "wen-jing", NOW + DAY)).toEqual([`wen-jing ${keyOf(roster.first, "wen-jing") ?? ""}`]);
    expect(keys(changed, "wen-jing", NOW + 60 * DAY)).toEqual([`wen-jing ${member.key}`]);
    expect(keys(changed, "wen-jing", NOW + 30 * DAY)).toHaveLength(2);
  });

  test("is nobody who waits for a seat, and nobody on a day that there is not", () => {
    const waiting = roster.first.members.map((one) =>
      one.id === "tao-rui" ? { ...one, alternate: true as const } : one,
    );
    const office = inOffice({ statements: [next(0, { members: waiting })] });
    expect(office("tao-rui", day(NOW))).toEqual([]);
    expect(office("wen-jing", day(NOW))).toHaveLength(1);
    expect(office("wen-jing", "soon")).toEqual([]);
  });
});
