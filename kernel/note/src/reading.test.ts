import { describe, expect, test } from "vitest";
import { distinct, looseShape, matching, nothing, oneOf, orNull, shape, whole } from "./reading.ts";

describe("what came from outside is read", () => {
  const named = shape({ name: matching(/^[a-z]+$/, "nobody"), age: whole(0, 150) });

  test("as a copy with exactly the fields that are named, in their order", () => {
    const given = JSON.parse('{"age":7,"name":"ada"}') as unknown;
    const read = named(given);
    expect(JSON.stringify(read)).toBe('{"name":"ada","age":7}');
    expect(read).not.toBe(given);
  });

  test.each([
    ["a field too many", { name: "ada", age: 7, more: 1 }],
    ["a field too few", { name: "ada" }],
    ["a field that only its prototype has", Object.create({ name: "ada", age: 7 })],
    ["a list", ["ada", 7]],
    ["nothing", null],
    ["a text", "ada"],
    ["a name that is reserved", { name: "nobody", age: 7 }],
    ["half a number", { name: "ada", age: 7.5 }],
    ["a number spelled as a text", { name: "ada", age: "7" }],
    ["a number too large", { name: "ada", age: 151 }],
  ])("and refused where it is %s", (_what, given) => {
    expect(named(given)).toBeUndefined();
  });

  test("with what may be left out, and no null in its place", () => {
    const read = looseShape({ kind: oneOf("said", "heard") }, { by: matching(/^[a-z]+$/) });
    expect(read({ kind: "said" })).toEqual({ kind: "said" });
    expect(read({ by: "ada", kind: "heard" })).toEqual({ kind: "heard", by: "ada" });
    expect(read({ kind: "said", by: null })).toBeUndefined();
    expect(read({ by: "ada" })).toBeUndefined();
    expect(read({ kind: "whispered" })).toBeUndefined();
  });

  test("as a list in which nobody stands twice, of a length that is said", () => {
    const names = distinct(matching(/^[a-z]+$/), 1, 3);
    expect(names(["ada", "bo"])).toEqual(["ada", "bo"]);
    for (const bad of [[], ["ada", "ada"], ["ada", 7], ["a", "b", "c", "d"], "ada"]) expect(names(bad)).toBeUndefined();
  });

  test("as null where null is meant, never as nothing at all", () => {
    expect(nothing(null)).toBeNull();
    expect(nothing(undefined)).toBeUndefined();
    const maybe = orNull(whole(1, 2));
    expect([maybe(null), maybe(2)]).toEqual([null, 2]);
    expect(maybe(3)).toBeUndefined();
    expect(maybe(undefined)).toBeUndefined();
  });
});
