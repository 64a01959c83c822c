import { expect, test } from "vitest";
import { wrapHashFor, type Entry } from "../../events.ts";
import { openContents } from "./contents.ts";

const [one, two, three] = ["1", "2", "3"].map((digit) => digit.repeat(64)) as [string, string, string];
const act = { niuniu: "act v1", case: "0123456789ABCDEF", previous: one, date: "2026-11-23" } as const;
const report: Entry = {
  ...{ ...act, number: 1, by: "reporter", kind: "report", envelope: one, class: "ordinary", statement: one },
  ...{ wraps: ["li-na", "reporter"], wrapHashes: [one, two] },
};
const letIn: Entry = {
  ...{ ...act, number: 2, by: "li-na", kind: "rewrap", envelope: null, reader: "wu-hao", wrapHash: three },
};

test("a server that keeps the reporter's own wrap back does not pass for the reporter's choice", async () => {
  const read = { bad: false, entry: report, envelope: new Uint8Array(), tampered: false } as const;
  const seeds = { reply: new Uint8Array(32), case: null };
  expect(await openContents([read], { ...seeds, withheld: true })).toEqual([{ kind: "unreadable" }]);
  expect(await openContents([read], { ...seeds, withheld: false })).toEqual([{ kind: "hidden" }]);
});

test("the wrap of each reader is the one that was signed for them last", () => {
  const again: Entry = { ...letIn, number: 3, wrapHash: one };
  expect(wrapHashFor([report, letIn], "reporter")).toBe(two);
  expect(wrapHashFor([report, letIn], "wu-hao")).toBe(three);
  expect(wrapHashFor([report, letIn, again], "wu-hao")).toBe(one);
  expect(wrapHashFor([report, letIn], "chen-lan")).toBeNull();
});

test("an answer that was asked for and left out is unreadable; one that was not asked for accuses nobody", async () => {
  const answer: Entry = { ...act, number: 7, by: "li-na", kind: "answer", envelope: two };
  const read = { bad: false, entry: answer, envelope: null, tampered: false } as const;
  const seeds = { reply: new Uint8Array(32), case: new Uint8Array(32), withheld: false };
  expect(await openContents([read], seeds, 7)).toEqual([{ kind: "unreadable" }]);
  expect(await openContents([read], seeds, 8)).toEqual([{ kind: "hidden" }]);
});
