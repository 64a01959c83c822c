import { expect, test } from "vitest";
import { aboutMember } from "./about-member.ts";

test("who reads who may open a report also reads how they came here, where the statement says it", () => {
  const [employee, employer] = [
    { role: "Clerk", side: "employees" },
    { role: "Lawyer", side: "employer" },
  ] as const;
  // A dot stays with what it follows, so that none begins a line.
  expect(aboutMember(employee)).toBe("Clerk\u00a0· employees’ side");
  expect(aboutMember({ ...employee, elected: "a".repeat(64) })).toBe("Clerk\u00a0· employees’ side\u00a0· elected");
  expect(aboutMember({ ...employer, appointed: "the board" })).toBe(
    "Lawyer\u00a0· employer’s side\u00a0· appointed by the board",
  );
});
