import { splitNote } from "@niuniu/note";
import { describe, expect, it } from "vitest";
import { checkChain } from "@niuniu/roster";
import { codeOf, countedRandom, sampleRoster } from "@niuniu/roster/testing";
import vectors from "../../../spec/vectors/roster.json" with { type: "json" };
import { readAbsence, signAbsence } from "./absence.ts";
import { notesIn, standingOn, unableOn } from "./notes.ts";

const DAYS = ["2026-03-09", "2026-03-10", "2026-03-12", "2026-03-13"];
const { seeds, roster } = sampleRoster(countedRandom("absence"), Date.parse("2026-03-02T08:00:00.000Z"));
const away = { by: "wen-jing", from: "2026-03-10", until: "2026-03-12" };
const note = signAbsence(away, seeds.get("wen-jing") ?? new Uint8Array(32));

describe("published absences", () => {
  const stored: Readonly<Record<string, string>> = vectors.notes;

  it.each(vectors.absences)("$title", (vector) => {
    const absences = notesIn(checkChain(vector.notes.map((name) => stored[name] ?? "")), [vector.note]);
    expect(absences.length === 0 ? null : DAYS.filter((day) => unableOn(absences, vector.of, day))).toEqual(
      vector.away,
    );
  });
});

describe("an absence", () => {
  it("is one line, signed by the member who is away", () => {
    expect(splitNote(note).text).toBe(
      '{"niuniu":"absence v1","by":"wen-jing","from":"2026-03-10","until":"2026-03-12"}\n',
    );
    expect(readAbsence(note, roster.newest.members)).toEqual(away);
  });

  it("is refused under the keys of others, with the reason", () => {
    const others = roster.newest.members.filter(({ id }) => id !== "wen-jing");
    expect(codeOf(() => readAbsence(note, others))).toBe("roster/foreign-signature");
    expect(codeOf(() => readAbsence(note.replace("03-12", "03-13"), roster.newest.members))).toBe(
      "roster/bad-signature",
    );
    expect(codeOf(() => readAbsence("nothing", roster.newest.members))).toBe("roster/malformed");
  });

  it("that no reader would take is not signed", () => {
    expect(codeOf(() => signAbsence({ ...away, until: "2026-02-30" }, new Uint8Array(32)))).toBe("roster/malformed");
    expect(codeOf(() => signAbsence({ ...away, by: "reporter" }, new Uint8Array(32)))).toBe("roster/malformed");
  });

  it("covers its days for its member alone, beside others of the same member", () => {
    const later = signAbsence(
      { ...away, from: "2026-03-20", until: "2026-03-20" },
      seeds.get("wen-jing") ?? new Uint8Array(32),
    );
    const absences = notesIn(roster, [note, later]);
    const on = (day: string, id = "wen-jing") => unableOn(absences, id, day);
    expect([on("2026-03-09"), on("2026-03-11"), on("2026-03-13"), on("2026-03-20")]).toEqual([
      false,
      true,
      false,
      true,
    ]);
    expect(on("2026-03-11", "he-ming")).toBe(false);
  });

  it("is ended by a later one that begins no later than the day asked about; whoever was passed over stays so", () => {
    const ended = signAbsence({ ...away, until: "2026-03-10" }, seeds.get("wen-jing") ?? new Uint8Array(32));
    const absences = notesIn(roster, [note, ended]);
    const on = (list: typeof absences, day: string) => unableOn(standingOn(list, day), "wen-jing", day);
    expect([on(absences, "2026-03-10"), on(absences, "2026-03-11")]).toEqual([true, false]);
    expect(on(absences.toReversed(), "2026-03-11")).toBe(true);
    expect(unableOn(absences, "wen-jing", "2026-03-11")).toBe(true);
  });
});
