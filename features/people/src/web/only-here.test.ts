import { expect, test } from "vitest";
import { isOnlyHere } from "./only-here.tsx";

test("an address that leads nobody else anywhere is told from one that people can type", () => {
  const here = ["localhost", "line.localhost", "127.0.0.1", "127.1.2.3", "0.0.0.0", "[::1]", "[::]"];
  expect(here.filter(isOnlyHere)).toEqual(here);
  const elsewhere = ["line.example.org", "localhost.example.org", "10.0.0.4", "127.example.org", "[fd00::1]"];
  expect(elsewhere.filter(isOnlyHere)).toEqual([]);
});
