import { describe, expect, it } from "vitest";
import { firstWords, type KeptMatter } from "./kept-matter.ts";
import { search } from "./search.ts";

const kept = (name: string, texts: readonly string[], more: Partial<KeptMatter> = {}): KeptMatter => ({
  ...{ case: name, entries: 3, day: "2026-11-23", first: texts[0] ?? "", texts, label: "", labelled: 0, seen: 3 },
  mentions: [],
  ...more,
});
const dinner = kept("ABCD1234EFGH5678", ["周二的商务晚餐上，他一直要求我喝酒。", "明天上午十点可以谈。"]);
const lift = kept("JKMN1234PQRS5678", ["He said so in the lift, in front of the team."], { day: "2026-11-24" });
const both = [dinner, lift];
const names = (words: string): readonly string[] => search(words, both, 9).found.map((found) => found.kept.case);

describe("what a member has opened", () => {
  it("is found by any part of a Chinese sentence, in whatever message it stands", () => {
    expect(names("要求我喝")).toEqual([dinner.case]);
    expect(names("晚餐 十点")).toEqual([dinner.case]);
    expect(names("晚餐 电梯")).toEqual([]);
  });

  it("is found whatever the size and width of its letters, and shown as it was written", () => {
    expect(names("LIFT　ｔｅａｍ")).toEqual([lift.case]);
    const [found] = search("LIFT", both, 9).found;
    expect(found?.around).toEqual(["He said so in the ", "lift", ", in front of the team."]);
  });

  it("is found by its code in the form that lists show, and by the member's own word, before what merely mentions it", () => {
    expect(names("abcd 1234")).toEqual([dinner.case]);
    expect(names("ABCD1234")).toEqual([dinner.case]);
    const named = { ...dinner, label: "Lift" };
    expect(search("lift", [lift, named], 9).found.map((found) => found.kept.case)).toEqual([named.case, lift.case]);
  });

  it("is counted whole, however many of it are shown", () => {
    const { found, total } = search("8", both, 1);
    expect([found.length, total]).toEqual([1, 2]);
  });

  it("is not found by nothing at all", () => {
    expect(names("  ")).toEqual([]);
  });

  it("is called by how it begins, cut where a word or a clause ends", () => {
    expect(firstWords("  He said\n so.  ")).toBe("He said so.");
    expect(firstWords("My manager keeps commenting on how I look, in front of the whole team")).toBe(
      "My manager keeps commenting on how I look…",
    );
    const long = `${"周二的商务晚餐上他一直要求我喝酒我说不舒服他说这单还想不想签".repeat(2)}了，后来`;
    expect(firstWords(long).length).toBe(23);
  });
});
