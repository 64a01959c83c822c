import { toBase64 } from "@niuniu/note";
import { closingOf, dayOf } from "@niuniu/owe";
import type { ParcelOf } from "@niuniu/wire";
import { expect, it } from "vitest";
import { DEFAULT } from "../../policy.ts";
import type { ThreadHeader } from "../../routes.ts";
import { dueOnceOpened } from "./opening.ts";
import { deskOf, headOf, NOW, random, reported } from "./testing.ts";

const DUE = "2026-11-26";

/** A case whose owner owes an answer by the end of the third working day. */
async function owedBy(owner: string): Promise<ParcelOf<ThreadHeader>> {
  const { composed, threadFor } = await reported();
  const thread = threadFor("wen-jing");
  const said = { niuniu: "event v1", case: composed.case, number: 2, kind: "owed", date: "2026-11-23" };
  const text = `${JSON.stringify({ ...said, why: "submitted", role: "intake", act: "answer", owner, due: DUE })}\n`;
  const entries = [...thread.header.entries, { text, salt: toBase64(random(32)), part: -1 }];
  const owed = { role: "intake", act: "answer", owner, due: closingOf(DUE, DEFAULT.calendar) };
  return { ...thread, header: { ...thread.header, entries, head: headOf(entries), owed: owed } };
}

it("before the owner opens a report, the desk knows by when the answer is then due", async () => {
  const due = dueOnceOpened(deskOf("wen-jing"), await owedBy("wen-jing"));
  expect(due).not.toBeNull();
  expect(dayOf(due ?? 0, DEFAULT.calendar)).toBe("2026-11-24");
  expect(due).toBeGreaterThan(NOW);
});

it("whoever opens another's case moves no date, and a record that cannot be followed promises nothing", async () => {
  const thread = await owedBy("he-ming");
  expect(dueOnceOpened(deskOf("wen-jing"), thread)).toBeNull();
  const broken = { ...thread, header: { ...thread.header, entries: thread.header.entries.slice(1) } };
  expect(dueOnceOpened(deskOf("wen-jing"), broken)).toBeNull();
});
