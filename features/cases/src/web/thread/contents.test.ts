import { recipientOf, sealEnvelope } from "@niuniu/seal";
import { expect, test } from "vitest";
import type { Entry } from "../../events.ts";
import { openContents } from "./contents.ts";
import { toldBy, toldUnread } from "./tell.ts";

const [one, two] = ["1", "2"].map((digit) => digit.repeat(64)) as [string, string];
const act = { niuniu: "act v1", case: "0123456789ABCDEF", previous: one, date: "2026-11-23" } as const;
const report: Entry = {
  ...{ ...act, number: 1, by: "reporter", kind: "report", envelope: one, class: "ordinary", statement: one },
  ...{ wraps: ["li-na", "reporter"], wrapHashes: [one, two] },
};
test("a server that keeps the reporter's own wrap back does not pass for the reporter's choice", async () => {
  const read = { entry: report, signed: true, envelope: new Uint8Array(), altered: false };
  const seeds = { reply: new Uint8Array(32), case: null };
  expect(await openContents([read], { ...seeds, withheld: true })).toEqual(new Map([[1, { kind: "unreadable" }]]));
  expect(await openContents([read], { ...seeds, withheld: false })).toEqual(new Map([[1, { kind: "hidden" }]]));
  const altered = { ...read, envelope: null, altered: true };
  expect(await openContents([altered], { ...seeds, withheld: false })).toEqual(new Map([[1, { kind: "unreadable" }]]));
});

test("an answer that was asked for and left out is unreadable; one that was not asked for accuses nobody", async () => {
  const answer: Entry = { ...act, number: 7, by: "li-na", kind: "answer", envelope: two };
  const read = { entry: answer, signed: true, envelope: null, altered: false };
  const seeds = { reply: new Uint8Array(32), case: new Uint8Array(32), withheld: false };
  expect(await openContents([read], seeds, 7)).toEqual(new Map([[7, { kind: "unreadable" }]]));
  expect(await openContents([read], seeds, 8)).toEqual(new Map([[7, { kind: "hidden" }]]));
});

test("an answer, a stage or an outcome without a word in it cannot be read, and is not told as an answer", async () => {
  const reply = new Uint8Array(32).fill(7);
  const recipient = await recipientOf(reply);
  const opened = async (kind: "answer" | "stage" | "outcome" | "junk" | "postpone", text: string) => {
    const header = { niuniu: "message v1", case: act.case, text };
    const entry = { ...act, number: 2, by: "li-na", kind, envelope: two, to: "assessed", due: "2026-11-30" } as Entry;
    const envelope = await sealEnvelope([recipient], header);
    const read = { entry, signed: true, envelope, altered: false };
    return { entry, content: (await openContents([read], { reply, case: null, withheld: false }, 1)).get(2) };
  };
  for (const kind of ["answer", "stage", "outcome", "junk", "postpone"] as const) {
    for (const text of ["", "  ", "\u200b", "\u3164\u00ad"]) {
      const { entry, content } = await opened(kind, text);
      expect(content).toEqual({ kind: "unreadable" });
      const told = toldBy(entry, null);
      expect(told === null ? null : toldUnread(entry, told)).toMatchObject({ state: "missed" });
    }
    expect((await opened(kind, "I am looking into it.")).content?.kind).toBe("message");
  }
});
