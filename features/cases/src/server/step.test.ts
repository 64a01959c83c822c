import { sha256, toUtf8 } from "@niuniu/note";
import { expect, test } from "vitest";
import type { SealedEvent, ServerEvent } from "../events.ts";
import { parseEvent } from "../parse.ts";
import { chained } from "@niuniu/matter/server";
import type { Case } from "../terms.ts";

const head = new Uint8Array(32);
const random = (count: number): Uint8Array => sha256(toUtf8(String(count))).subarray(0, count);

const sealed: SealedEvent = {
  ...{ niuniu: "event v1", case: "0123456789ABCDEF", number: 1, kind: "sealed", date: "2026-11-23" },
  ...{ class: "ordinary", readers: ["chen-lan", "wu-hao"], struck: ["li-na"] },
};
const write = (event: ServerEvent): unknown =>
  chained<Case>({ head }, { signed: null, events: [event] }, { random, read: parseEvent }).entries[0]?.text;

test("what the server says by itself is stored as it is, once the pages could read it", () => {
  expect(write(sealed)).toBe(`${JSON.stringify(sealed)}\n`);
});

test("chains that began before a sealed file named its statement are read as they were written", () => {
  const named: SealedEvent = { ...sealed, statement: "a".repeat(64) };
  expect(write(named)).toBe(`${JSON.stringify(named)}\n`);
  expect(parseEvent(JSON.parse(JSON.stringify(sealed)))).toEqual(sealed);
});

test("no event is stored that a page would refuse, and none that a page would write otherwise", () => {
  const malformed: readonly unknown[] = [
    { ...sealed, struck: ["li-na", "li-na"] },
    { ...sealed, readers: ["reporter"] },
    { ...sealed, readers: Array.from({ length: 65 }, (_, at) => `reader-${at}`) },
    { ...sealed, date: "2026-02-30" },
    { ...sealed, number: 0 },
    { ...sealed, note: "free text" },
    { ...sealed, statement: "2" },
    { ...sealed, statement: null },
    Object.fromEntries(Object.entries(sealed).toReversed()),
  ];
  for (const event of malformed) {
    expect(() => write(event as ServerEvent), JSON.stringify(event)).toThrow("matter/own-event-malformed");
  }
});
