import { expect, test } from "vitest";
import { withOlder, type Older } from "./older.ts";

const textOf = (number: number, kind: string): string =>
  `${JSON.stringify({ number, kind, envelope: kind === "open" ? null : "f".repeat(64) })}\n`;
const KINDS = ["report", "say", "open", "answer", "note", "say", "answer", "say", "say"];
const sealed = KINDS.flatMap((kind, at) => (kind === "open" ? [] : [at + 1]));
const bytesOf = (number: number): Uint8Array => Uint8Array.of(number);

const notNotes: Older["isFor"] = (kind) => kind !== "note";

/** A thread whose wrap, report and newest message came along, at a server that gives two older ones at once. */
function line(isFor: Older["isFor"]) {
  const mine = sealed.filter((number) => isFor(KINDS[number - 1]));
  const places = new Map([
    [1, 1],
    [KINDS.length, 2],
  ]);
  const header = {
    wrap: 0,
    entries: KINDS.map((kind, at) => ({ text: textOf(at + 1, kind), salt: "", part: places.get(at + 1) ?? -1 })),
  };
  const asked: number[] = [];
  const ask: Older["ask"] = (before) => {
    asked.push(before);
    const numbers = mine.filter((number) => number > 1 && number < before).slice(-2);
    const entries = numbers.map((number, part) => ({ number, part }));
    return Promise.resolve({ header: { case: "", entries }, parts: numbers.map(bytesOf) });
  };
  const thread = { header, parts: [Uint8Array.of(0), bytesOf(1), bytesOf(KINDS.length)] };
  return { thread, asked, older: { isFor, kept: new Map<string, Uint8Array>(), ask } };
}

const givenIn = ({ header, parts }: Awaited<ReturnType<typeof withOlder>>) =>
  header.entries.map(({ part }) => parts[part]?.[0] ?? null);

test("older messages are fetched page by page until each one this reader may have is there", async () => {
  const { thread, asked, older } = line(() => true);
  const whole = await withOlder(thread, older);
  expect(givenIn(whole)).toEqual([1, 2, null, 4, 5, 6, 7, 8, 9]);
  expect([whole.from, asked]).toEqual([1, [9, 7, 5]]);
});

test("what is sealed to others only is not asked for", async () => {
  const { thread, older } = line(notNotes);
  expect(givenIn(await withOlder(thread, older))).toEqual([1, 2, null, 4, null, 6, 7, 8, 9]);
});

test("what came before is not asked for again", async () => {
  const { thread, asked, older } = line(notNotes);
  await withOlder(thread, older);
  asked.length = 0;
  expect(givenIn(await withOlder(thread, older))).toEqual([1, 2, null, 4, null, 6, 7, 8, 9]);
  expect(asked).toEqual([]);
});

test("a server that keeps older messages back is asked once, and they count as asked for", async () => {
  const { thread, asked, older } = line(notNotes);
  const ask: Older["ask"] = (before) => {
    asked.push(before);
    return Promise.resolve({ header: { case: "", entries: [] }, parts: [] });
  };
  const whole = await withOlder(thread, { ...older, ask });
  expect([givenIn(whole)[3], whole.from, asked]).toEqual([null, 1, [9]]);
});

test("where a page could not be asked for, nothing before it counts as kept back", async () => {
  const { thread, older } = line(notNotes);
  const whole = await withOlder(thread, { ...older, ask: () => Promise.resolve(null) });
  expect([givenIn(whole)[8], givenIn(whole)[3], whole.from]).toEqual([9, null, 9]);
});
