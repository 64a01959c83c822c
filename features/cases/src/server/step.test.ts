import { sha256, toUtf8 } from "@niuniu/note";
import { expect, test } from "vitest";
import type { SealedEvent, ServerEvent } from "../events.ts";
import { linked } from "./step.ts";

const head = new Uint8Array(32);
const random = (count: number): Uint8Array => sha256(toUtf8(String(count))).subarray(0, count);

const sealed: SealedEvent = {
  ...{ niuniu: "event v1", case: "0123456789ABCDEF", number: 1, kind: "sealed", date: "2026-11-23" },
  ...{ class: "ordinary", readers: ["chen-lan", "wu-hao"], struck: ["li-na"] },
};
const write = (event: ServerEvent): unknown => linked({ head }, null, [event], random).entries[0]?.text;

test("what the server says by itself is stored as it is, once the pages could read it", () => {
  expect(write(sealed)).toBe(`${JSON.stringify(sealed)}\n`);
});

test("no event is stored that a page would refuse, and none that a page would write otherwise", () => {
  const malformed: readonly unknown[] = [
    { ...sealed, struck: ["li-na", "li-na"] },
    { ...sealed, readers: ["reporter"] },
    { ...sealed, readers: Array.from({ length: 65 }, (_, at) => `reader-${at}`) },
    { ...sealed, date: "2026-02-30" },
    { ...sealed, number: 0 },
    { ...sealed, note: "free text" },
    Object.fromEntries(Object.entries(sealed).toReversed()),
  ];
  for (const event of malformed) {
    expect(() => write(event as ServerEvent), JSON.stringify(event)).toThrow("cases/own-event-malformed");
  }
});
