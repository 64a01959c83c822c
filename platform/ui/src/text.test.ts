import { expect, it } from "vitest";
import { fill } from "./text.ts";

it("a value stands apart from Chinese where it is Latin or a digit, and close to it where it is Chinese", () => {
  expect(fill("由{name}负责，{date}前", { name: "Su Xiao", date: "11月27日 18:00" })).toBe(
    "由 Su Xiao 负责，11月27日 18:00 前",
  );
  expect(fill("由{name}负责，共{n}件", { name: "陈岚", n: 3 })).toBe("由陈岚负责，共 3 件");
  expect(fill("{a}{b}（{a}）", { a: "陈岚", b: "" })).toBe("陈岚（陈岚）");
  expect(fill("with {name}: {n} {n|day|days}", { name: "陈岚", n: 1 })).toBe("with 陈岚: 1 day");
});

it("a name without a value stays, so that a mistake is seen", () => {
  expect(fill("第{n}步", {})).toBe("第{n}步");
});
