import { describe, expect, test } from "vitest";
import { refusalOf, remaining, type Candidate } from "./readers.ts";

const people: readonly Candidate[] = [
  { id: "wen-jing", side: "employees" },
  { id: "he-ming", side: "employer" },
  { id: "jian-su", side: "outside" },
];
const after = (struck: readonly string[], optOut = false) => refusalOf(remaining(people, struck), optOut);

describe("striking people out", () => {
  test("one tap takes a person away and another brings them back", () => {
    expect(remaining(people, ["he-ming"]).map(({ id }) => id)).toEqual(["wen-jing", "jian-su"]);
    expect(remaining(people, [])).toEqual(people);
  });

  test("two people inside or one from outside must remain", () => {
    expect(after([])).toBeNull();
    expect(after(["jian-su"])).toBeNull();
    expect(after(["wen-jing", "he-ming"])).toBeNull();
    expect(after(["jian-su", "he-ming"])).toBe("too-few");
    expect(after(["jian-su", "he-ming", "wen-jing"])).toBe("too-few");
  });

  test("when the receipt opens nothing, somebody from outside must be able to", () => {
    expect(after([], true)).toBeNull();
    expect(after(["jian-su"], true)).toBe("outside");
  });

  test("a strike against somebody who has left the committee changes nothing", () => {
    expect(after(["nobody-here"])).toBeNull();
  });
});
