import { expect, test } from "vitest";
import { readMessage, type BeginningLetter } from "../../letters.ts";
import { openContents as openWith, type Seeds } from "./contents.ts";

/** A kind whose members write to whoever has the receipt by answers alone. */
const KIND = { readBeginning: (): BeginningLetter | null => null, readMessage, toReporter: ["answer"] };
type Entries = Parameters<typeof openWith>[1];
const openContents = (entries: Entries, seeds: Seeds, from?: number) => openWith(KIND, entries, seeds, from);

const [one, two] = ["1", "2"].map((digit) => digit.repeat(64)) as [string, string];
const act = { niuniu: "act v1", case: "0123456789ABCDEF", previous: one, date: "2026-11-23" } as const;

test("a server that keeps the reporter's own wrap back does not pass for the reporter's choice", async () => {
  const report = { ...act, number: 1, by: "reporter", kind: "report", envelope: one };
  const read = { entry: report, signed: true, envelope: new Uint8Array(), altered: false };
  const seeds = { reply: new Uint8Array(32), case: null };
  expect(await openContents([read], { ...seeds, withheld: true })).toEqual(new Map([[1, { kind: "unreadable" }]]));
  expect(await openContents([read], { ...seeds, withheld: false })).toEqual(new Map([[1, { kind: "hidden" }]]));
  const altered = { ...read, envelope: null, altered: true };
  expect(await openContents([altered], { ...seeds, withheld: false })).toEqual(new Map([[1, { kind: "unreadable" }]]));
});

test("an answer that was asked for and left out is unreadable; one that was not asked for accuses nobody", async () => {
  const answer = { ...act, number: 7, by: "li-na", kind: "answer", envelope: two };
  const read = { entry: answer, signed: true, envelope: null, altered: false };
  const seeds = { reply: new Uint8Array(32), case: new Uint8Array(32), withheld: false };
  expect(await openContents([read], seeds, 7)).toEqual(new Map([[7, { kind: "unreadable" }]]));
  expect(await openContents([read], seeds, 8)).toEqual(new Map([[7, { kind: "hidden" }]]));
});
