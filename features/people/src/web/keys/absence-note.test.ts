import { publicKey, readNote } from "@niuniu/note";
import { describe, expect, it } from "vitest";
import { absenceNote, absenceProblem } from "./absence-note.ts";

describe("days away", () => {
  const today = "2026-11-22";
  it.each([
    [{ from: "", until: "" }, "no-days"],
    [{ from: "2026-11-21", until: "2026-11-25" }, "past"],
    [{ from: "2026-11-25", until: "2026-11-24" }, "backwards"],
    [{ from: "2026-11-22", until: "2027-01-21" }, "long"],
    [{ from: "2026-11-22", until: "2027-01-20" }, null],
    [{ from: "2026-11-22", until: "2026-11-22" }, null],
  ] as const)("%j is answered with %s", (days, problem) => {
    expect(absenceProblem(days, today)).toBe(problem);
  });

  it("an absence is signed by the person who is away", () => {
    const seed = new Uint8Array(32).fill(7);
    const note = absenceNote("su-xiao", { from: today, until: "2026-11-25" }, seed);
    const { text, signers } = readNote(note, [{ name: "su-xiao", key: publicKey(seed) }]);
    expect(signers).toEqual(["su-xiao"]);
    expect(text).toBe('{"niuniu":"absence v1","by":"su-xiao","from":"2026-11-22","until":"2026-11-25"}\n');
  });
});
