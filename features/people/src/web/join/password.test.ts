import { describe, expect, it } from "vitest";
import { isGoodEnough, strengthOf } from "./password.ts";

describe("password", () => {
  it.each([
    ["kettle-9", "short"],
    ["aaaaaaaaaaaa", "plain"],
    ["abcdefghijklmnop", "plain"],
    ["123456789012", "plain"],
    ["passwordpassword", "fair"],
    ["kettle winter", "fair"],
    ["kettle winter ribbon orchard", "strong"],
    ["Tin!kettle4winter", "strong"],
    ["夜里下雨我在窗边读信等天亮呀", "fair"],
  ] as const)("%j is called %s", (password, strength) => {
    expect(strengthOf(password)).toBe(strength);
  });

  it("only what is too short or too plain is sent back", () => {
    expect(["short", "plain", "fair", "strong"].map((strength) => isGoodEnough(strength as "short"))).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });
});
