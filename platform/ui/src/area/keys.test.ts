import { expect, it } from "vitest";
import { keyFor, type Key } from "./keys.ts";

const keys: readonly Key[] = [
  { key: "n", does: "note", act: () => undefined },
  { key: "Escape", does: "back", act: () => undefined },
];
const press = (key: string, more = {}) => {
  return { key, ctrlKey: false, metaKey: false, altKey: false, repeat: false, isComposing: false, ...more };
};
const calm = { keys, typing: false, asked: false, on: true };
const meant = (key: string, more = {}, where = {}) => keyFor(press(key, more), { ...calm, ...where })?.does ?? null;

it("a single key does what the list says, unless somebody types, composes, holds it, or is asked something", () => {
  expect(meant("n")).toBe("note");
  expect(meant("x")).toBeNull();
  for (const more of [
    { ctrlKey: true },
    { metaKey: true },
    { altKey: true },
    { repeat: true },
    { isComposing: true },
  ]) {
    expect([more, meant("n", more)]).toEqual([more, null]);
  }
  expect(meant("n", {}, { typing: true })).toBeNull();
  expect(meant("Escape", {}, { asked: true })).toBeNull();
});

it("keys of one character can be turned off, and Escape still goes back", () => {
  expect(meant("n", {}, { on: false })).toBeNull();
  expect(meant("Escape", {}, { on: false })).toBe("back");
});
