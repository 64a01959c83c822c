import { openContents } from "@niuniu/matter/web/receipt";
import { recipientOf, sealEnvelope } from "@niuniu/seal";
import { expect, test } from "vitest";
import type { Entry } from "../../events.ts";
import { receiptCase } from "./receipt-case.ts";
import { toldBy, toldUnread } from "./tell.ts";

const [one, two] = ["1", "2"].map((digit) => digit.repeat(64)) as [string, string];
const act = { niuniu: "act v1", case: "0123456789ABCDEF", previous: one, date: "2026-11-23" } as const;

test("an answer, a stage or an outcome without a word in it cannot be read, and is not told as an answer", async () => {
  const reply = new Uint8Array(32).fill(7);
  const recipient = await recipientOf(reply);
  const opened = async (kind: "answer" | "stage" | "outcome" | "junk" | "postpone", text: string) => {
    const header = { niuniu: "message v1", case: act.case, text };
    const entry = { ...act, number: 2, by: "li-na", kind, envelope: two, to: "assessed", due: "2026-11-30" } as Entry;
    const envelope = await sealEnvelope([recipient], header);
    const read = { entry, signed: true, envelope, altered: false };
    return {
      entry,
      content: (await openContents(receiptCase, [read], { reply, case: null, withheld: false }, 1)).get(2),
    };
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
