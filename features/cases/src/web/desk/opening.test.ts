import { toBase64 } from "@niuniu/note";
import { closingOf, dayOf } from "@niuniu/owe";
import type { ParcelOf } from "@niuniu/wire";
import { expect, it } from "vitest";
import { DEFAULT } from "../../policy.ts";
import type { ThreadHeader } from "../../routes.ts";
import { dueOnceOpened } from "./opening.ts";
import { deskOf, headOf, NOW, random, reported } from "./testing.ts";

/** A case whose owner owes an answer by the end of the third working day, or of the tenth where it waits. */
async function owedBy(owner: string, why: "submitted" | "waiting"): Promise<ParcelOf<ThreadHeader>> {
  const due = why === "waiting" ? "2026-12-07" : "2026-11-26";
  const { composed, threadFor } = await reported();
  const thread = threadFor("wen-jing");
  const said = { niuniu: "event v1", case: composed.case, number: 2, kind: "owed", date: "2026-11-23" };
  const text = `${JSON.stringify({ ...said, why, role: "intake", act: "answer", owner, due })}\n`;
  const entries = [...thread.header.entries, { text, salt: toBase64(random(32)), part: -1 }];
  const owed = { role: "intake", act: "answer", owner, due: closingOf(due, DEFAULT.calendar) };
  return { ...thread, header: { ...thread.header, entries, head: headOf(entries), owed: owed } };
}

it("before a report is taken out of the waiting pool, the desk knows by when the answer is then due", async () => {
  const due = dueOnceOpened(deskOf("wen-jing"), await owedBy("he-ming", "waiting"));
  expect(due).not.toBeNull();
  expect(dayOf(due ?? 0, DEFAULT.calendar)).toBe("2026-11-26");
  expect(due).toBeGreaterThan(NOW);
});

it("whoever opens any other moves no date, and a record that cannot be followed promises nothing", async () => {
  const thread = await owedBy("wen-jing", "submitted");
  expect(dueOnceOpened(deskOf("wen-jing"), thread)).toBeNull();
  const broken = { ...thread, header: { ...thread.header, entries: thread.header.entries.slice(1) } };
  expect(dueOnceOpened(deskOf("wen-jing"), broken)).toBeNull();
});
