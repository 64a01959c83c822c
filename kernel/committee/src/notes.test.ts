import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day, idOf, listOf, shown } from "@niuniu/roster/reading";
import { codeOf, countedRandom, sampleRoster } from "@niuniu/roster/testing";
import { ABSENCE, signAbsence } from "./absence.ts";
import { readMemberNote, signMemberNote, type NoteKind } from "./member-note.ts";
import { asked, notesIn, unableOn } from "./notes.ts";

/** A kind that might come: two of two sides say that a member may work, until a day; without it they may not. */
interface Licence {
  readonly by: readonly string[];
  readonly of: string;
  readonly course: string;
  readonly from: string;
  readonly until: string;
}
const LICENCE: NoteKind<Licence> = {
  word: "licence v1",
  shape: { by: listOf(4, idOf), of: idOf, course: shown(1, 60), from: day, until: day },
  frame: ({ by, of, from, until }) => ({ by, of, from, until }),
  mayBeBy: (signers) => signers.length === 2 && new Set(signers.map(({ side }) => side)).size === 2,
  bars: (isCovered) => !isCovered,
};
const kinds = [asked(ABSENCE), asked(LICENCE)];

const { seeds, roster } = sampleRoster(countedRandom("notes"), Date.parse("2026-03-02T08:00:00.000Z"));
const signer = (name: string) => ({ name, seed: seeds.get(name) ?? new Uint8Array(32) });
const said: Licence = {
  by: ["wen-jing", "jian-su"],
  of: "he-ming",
  course: "Handling",
  from: "2026-03-02",
  until: "2026-03-31",
};
const licence = (change: Partial<Licence> = {}, signers = change.by ?? said.by) =>
  signMemberNote(LICENCE, { ...said, ...change }, signers.map(signer));
const code = (note: string) => codeOf(() => readMemberNote(LICENCE, note, roster.newest.members));

describe("a note about a member", () => {
  test("says who, from when to when and by whom, and is read as it was written", () => {
    const note = licence();
    expect(note.split("\n")[0]).toBe(
      '{"niuniu":"licence v1","by":["wen-jing","jian-su"],"of":"he-ming","course":"Handling","from":"2026-03-02","until":"2026-03-31"}',
    );
    expect(readMemberNote(LICENCE, note, roster.newest.members)).toEqual(said);
    const { by, of, from, until } = said;
    expect(notesIn(roster, [note], { kinds })).toEqual([{ kind: "licence v1", by, of, from, until }]);
  });

  test("counts only if all who must have signed it did, and nobody else", () => {
    expect(code(licence({}, ["wen-jing"]))).toBe("roster/foreign-signature");
    expect(code(licence({}, ["wen-jing", "jian-su", "tao-rui"]))).toBe("roster/foreign-signature");
    expect(code(licence({}, ["wen-jing", "tao-rui"]))).toBe("roster/foreign-signature");
    expect(code(licence({ by: ["wen-jing", "wen-jing"] }, ["wen-jing"]))).toBe("roster/foreign-signature");
    expect(code(licence({ by: [] }, ["wen-jing"]))).toBe("roster/foreign-signature");
  });

  test("asks more of who signed where its kind does: here, two of two sides", () => {
    expect(code(licence({ by: ["wen-jing", "luo-yan"] }))).toBe("roster/foreign-signature");
    expect(code(licence({ by: ["tao-rui", "jian-su"] }))).toBe("accepted");
  });

  test("has one spelling, and none of another kind", () => {
    const note = licence();
    expect(code(note.replace('"course"', '"pet":"cat","course"'))).toBe("roster/malformed");
    expect(code(note.replace("licence v1", "licence v2"))).toBe("roster/malformed");
    expect(
      code(signAbsence({ by: "wen-jing", from: "2026-03-02", until: "2026-03-31" }, signer("wen-jing").seed)),
    ).toBe("roster/malformed");
    expect(codeOf(() => signMemberNote(LICENCE, { ...said, until: "2026-02-30" }, []))).toBe("roster/malformed");
  });

  test("can be anything at all: it says something, or nothing", () => {
    const pieces = fc.constantFrom(licence(), note(), "{", '"niuniu":"licence v1"', "\n\n", "— wen-jing AAAA\n", "");
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((list) => list.join("")),
        ),
        (any) => {
          expect(notesIn(roster, [any], { kinds }).length).toBeLessThan(2);
        },
      ),
    );
  });
});

function note(): string {
  return signAbsence({ by: "he-ming", from: "2026-03-10", until: "2026-03-12" }, signer("he-ming").seed);
}

describe("who is passed over", () => {
  const on = (notes: readonly string[], date: string, some = kinds) =>
    unableOn(notesIn(roster, notes, { kinds }), "he-ming", date, some);

  test("is asked once, of all kinds: one passes over while it holds, another unless it does", () => {
    expect([on([licence()], "2026-03-10"), on([licence()], "2026-04-01"), on([], "2026-03-10")]).toEqual([
      false,
      true,
      true,
    ]);
    expect([on([licence(), note()], "2026-03-10"), on([licence(), note()], "2026-03-13")]).toEqual([true, false]);
    expect(on([licence({ of: "tao-rui" })], "2026-03-10")).toBe(true);
  });

  test("is nobody for want of a note of which no reader asks", () => {
    expect(on([], "2026-03-10", kinds.slice(0, 1))).toBe(false);
    expect(unableOn(notesIn(roster, [licence(), note()]), "he-ming", "2026-03-10")).toBe(true);
    expect(unableOn(notesIn(roster, [licence()]), "he-ming", "2026-04-01")).toBe(false);
  });
});
