import { openEnvelope } from "@niuniu/seal/open";
import type { ParcelOf } from "@niuniu/wire";
import { describe, expect, it } from "vitest";
import type { SealedThread } from "../../thread.ts";
import { Meanwhile } from "./perform.ts";
import {
  after,
  deskOf,
  identityOf,
  log,
  mayRepeat,
  openBox,
  perform,
  put,
  random,
  roster,
  taking,
  type BoxPlan,
} from "./testing.ts";

type Sent = ParcelOf<{ readonly act: string }>;

/** What a member sends where the server has this thread by then. */
async function acting(seen: ParcelOf<SealedThread>, plan: BoxPlan, there = seen) {
  const sent: Sent[] = [];
  const done = await perform(deskOf("wen-jing", taking(there, sent)), seen, plan, log).catch((error: unknown) => error);
  return { sent, done };
}
const answer: BoxPlan = { kind: "answer", text: "I will look after him." };
const opens = async (id: string, sealed: Uint8Array | undefined): Promise<unknown> =>
  openEnvelope(identityOf(id), sealed ?? new Uint8Array()).then(
    ({ header }) => (header as { readonly text: string }).text,
    () => null,
  );

describe("a member who acts on a sealed matter of any kind", () => {
  it("signs in its name, seals to its readers, and says in the clear nothing that stands inside", async () => {
    const { threadFor } = await put("Please look.", ["tao-rui"]);
    const thread = threadFor("wen-jing");
    const { sent, done } = await acting(thread, { kind: "note", text: "Between us.", mentions: ["he-ming"] });
    expect(done).toMatchObject({ header: { case: thread.header.case } });
    const [{ header, parts } = { header: { act: "" }, parts: [] }] = sent;
    expect(header.act).not.toContain("he-ming");
    expect(await Promise.all(["wen-jing", "he-ming", "tao-rui"].map((id) => opens(id, parts[0])))).toEqual([
      ...["Between us.", "Between us.", null],
    ]);
  });

  it("answers through the matter itself, so that whoever is let in later can follow", async () => {
    const { threadFor } = await put("Please look.");
    const thread = threadFor("wen-jing");
    const { sent } = await acting(thread, answer);
    const { caseSeed } = await openBox(thread, deskOf("wen-jing"));
    const { header } = await openEnvelope(caseSeed ?? new Uint8Array(32), sent[0]?.parts[0] ?? new Uint8Array());
    expect(header).toMatchObject({ text: "I will look after him." });
    expect(await opens("he-ming", sent[0]?.parts[0])).toBeNull();
  });

  it("sends nothing where what began it is held back, and lets nobody in while something does not match", async () => {
    const { threadFor } = await put("Please look.", ["he-ming"]);
    const { header, parts } = threadFor("wen-jing");
    const held = { header: { ...header, entries: header.entries.map((one) => ({ ...one, part: -1 })) }, parts };
    const { sent, done } = await acting(held, answer);
    expect([sent.length, done]).toMatchObject([0, { code: "box/no-report" }]);
    const doubtful = { header: { ...header, readers: ["wen-jing"] }, parts };
    const letIn = await acting(doubtful, { kind: "rewrap", text: null, reader: "tao-rui" });
    expect([letIn.sent.length, letIn.done]).toMatchObject([0, { code: "box/doubtful" }]);
    const unknown = await acting({ header, parts }, { kind: "rewrap", text: null, reader: "somebody-new" });
    expect([unknown.sent.length, unknown.done]).toMatchObject([0, { code: "box/waiting-reader" }]);
  });

  it("signs anew by itself after what is quiet, and asks after a word, a forged entry, or where the act decides", async () => {
    const { threadFor } = await put("Please look.");
    const seen = threadFor("wen-jing");
    const quiet = after(seen, "luo-yan", { kind: "open" });
    const again = await acting(seen, answer, quiet);
    expect(again.sent).toHaveLength(2);
    expect(again.sent[1]?.header.act).toContain(`"previous":"${quiet.header.head}"`);
    const word = after(seen, "luo-yan", { kind: "word" });
    const forged = after(seen, "luo-yan", { kind: "open", seed: random(32) });
    for (const there of [word, forged]) {
      const { sent, done } = await acting(seen, answer, there);
      expect([sent.length, done]).toMatchObject([1, { code: "box/stale-head", thread: there }]);
      expect(done).toBeInstanceOf(Meanwhile);
    }
    const burnt = await acting(seen, { kind: "burn", text: "It is over." }, quiet);
    expect([burnt.sent.length, burnt.done]).toMatchObject([1, { code: "box/stale-head" }]);
    expect(mayRepeat("open", seen, word, roster)).toBe(true);
  });
});
