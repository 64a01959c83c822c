import { expect, test } from "vitest";
import { aboutMember } from "./about-member.ts";

test("who reads who may open a report also reads how they came here, where the statement says it", () => {
  const [employee, employer] = [
    { role: "Clerk", side: "employees" },
    { role: "Lawyer", side: "employer" },
  ] as const;
  expect(aboutMember(employee)).toBe("Clerk · employees’ side");
  expect(aboutMember({ ...employee, elected: "a".repeat(64) })).toBe("Clerk · employees’ side · elected");
  expect(aboutMember({ ...employer, appointed: "the board" })).toBe(
    "Lawyer · employer’s side · appointed by the board",
  );
});
