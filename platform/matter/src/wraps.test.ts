import { expect, test } from "vitest";
import { readersIn, wrapHashFor } from "./wraps.ts";

const [one, two, three] = ["1", "2", "3"].map((digit) => digit.repeat(64)) as [string, string, string];
const begun = { number: 1, wraps: ["li-na", "reporter"], wrapHashes: [one, two] };
const letIn = { number: 2, reader: "wu-hao", wrapHash: three };

test("the wrap of each reader is the one that was signed for them last", () => {
  const again = { ...letIn, number: 3, wrapHash: one };
  expect(wrapHashFor([begun, letIn], "reporter")).toBe(two);
  expect(wrapHashFor([begun, letIn], "wu-hao")).toBe(three);
  expect(wrapHashFor([begun, letIn, again], "wu-hao")).toBe(one);
  expect(wrapHashFor([begun, letIn], "chen-lan")).toBeNull();
});

test("who holds a wrap was named when it began, or was let in, each once; whoever began it is no reader", () => {
  expect(readersIn([begun, letIn, { ...letIn, number: 3 }])).toEqual(["li-na", "wu-hao"]);
  expect(readersIn([{ number: 1, readers: ["li-na"], struck: ["wu-hao"] }])).toEqual(["li-na"]);
  expect(readersIn([{ ...begun, number: 2 }])).toEqual([]);
});
