import { expect, it } from "vitest";
import { tries } from "./tries.ts";

it("tries made at the same moment count before any of them is answered", () => {
  const { add, failures } = tries();
  for (let attempt = 0; attempt < 3; attempt++) add("lin-wei", 0);
  expect([failures("lin-wei", 0), failures("su-xiao", 0)]).toEqual([3, 0]);
});

it("failures are forgotten once the right password came, and after a quarter of an hour of silence", () => {
  const { add, failures, forget } = tries();
  add("lin-wei", 0);
  forget("lin-wei");
  expect(failures("lin-wei", 0)).toBe(0);
  add("su-xiao", 0);
  add("su-xiao", 14 * 60_000);
  expect(failures("su-xiao", 29 * 60_000)).toBe(2);
  expect(failures("su-xiao", 29 * 60_000 + 1)).toBe(0);
});

it("a flood of invented names does not make a guessed one forgotten", () => {
  const { add, failures } = tries();
  for (let attempt = 0; attempt < 3; attempt++) add("lin-wei", 0);
  for (let name = 0; name < 10_050; name++) add(`nobody-${name}`, 1);
  expect(failures("lin-wei", 1)).toBe(3);
  expect(failures("nobody-0", 1)).toBe(0);
});
