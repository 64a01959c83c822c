import { toBase64 } from "@niuniu/note";
import { checkChain, countersign, propose, selfSign, WAIT } from "@niuniu/roster";
import { receiptKeys, recipientOf, signAct, wrapCase } from "@niuniu/seal";
import { openEnvelope } from "@niuniu/seal/open";
import { CallError, here } from "@niuniu/ui";
import type { ParcelOf } from "@niuniu/wire";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { ThreadHeader } from "../../routes.ts";
import { Meanwhile } from "@niuniu/matter/web/desk";
import { mayRepeat, perform } from "./act.ts";
import type { Desk } from "./desk.ts";
import type { Plan } from "./plan.ts";
import { openCase } from "./open-case.ts";
import { deskOf, headOf, identityOf, log, NOW, notes, random, reported, roster, seeds, taking } from "./testing.ts";

type Ask = Desk["ask"];

/** A desk that waits for a proof that never comes waits here for nothing. */
beforeAll(() => void vi.spyOn(here, "wait").mockResolvedValue());
afterAll(() => void vi.restoreAllMocks());

describe("a desk whose server lies", () => {
  it("a server that holds the report back gets no wrap and no message for anybody, and it is said so", async () => {
    const { threadFor } = await reported(["he-ming"]);
    const desk = deskOf("wen-jing");
    const whole = threadFor("wen-jing");
    const entries = whole.header.entries.map((entry) => ({ ...entry, part: -1 }));
    const without = { ...whole, header: { ...whole.header, entries } };
    const opened = await openCase(without, desk);
    expect(opened.alarms).toContainEqual({ code: "report-missing", number: 1 });
    const letIn = (thread: ParcelOf<ThreadHeader>) =>
      perform(desk, thread, { kind: "rewrap", text: null, reader: "he-ming" }, log);
    await expect(letIn(without)).rejects.toMatchObject({ code: "cases/desk-no-report" });
    // Nor by calling it a file sealed by hand, which has no key to tell the reporter by.
    const keyless = { ...without, header: { ...without.header, auth: "" } };
    await expect(letIn(keyless)).rejects.toMatchObject({ code: "cases/desk-no-report" });
    for (const kind of ["answer", "note"] as const) {
      const sent = perform(desk, without, { kind, text: "To whom would this go?" }, log);
      await expect(sent).rejects.toMatchObject({ code: "cases/desk-no-report" });
    }
  });

  it("only the very wrap that was signed for this member is used, though another would open as well", async () => {
    const { threadFor } = await reported();
    const thread = threadFor("wen-jing");
    const { caseSeed } = await openCase(thread, deskOf("wen-jing"));
    const own = await recipientOf(identityOf("wen-jing"));
    const another = await wrapCase(caseSeed ?? new Uint8Array(32), thread.header.case, "wen-jing", own);
    const opened = await openCase({ ...thread, parts: [another, ...thread.parts.slice(1)] }, deskOf("wen-jing"));
    expect(opened.alarms).toEqual([{ code: "wrap", number: 0 }]);
    expect([opened.caseSeed, opened.report]).toEqual([null, null]);
  });

  it("nobody is let in while anything in the case does not match", async () => {
    const { threadFor } = await reported(["he-ming", "tao-rui"]);
    const thread = threadFor("wen-jing");
    const readers = [...thread.header.readers, "he-ming"];
    const other = { ...thread, header: { ...thread.header, readers } };
    const plan: Plan = { kind: "rewrap", text: null, reader: "somebody-new" };
    const letIn = perform(deskOf("wen-jing"), other, plan, log);
    await expect(letIn).rejects.toMatchObject({ code: "cases/desk-doubtful" });
  });

  it("somebody whose key still waits is not let in, whatever time the server says it is", async () => {
    const { threadFor } = await reported();
    const [identity, signing] = [random(32), random(32)];
    const keys = selfSign("new-one", await recipientOf(identity), signing);
    const newcomer = { id: "new-one", name: "New One", role: "Handler", side: "employees" as const, unit: "", ...keys };
    const members = [...roster.newest.members, newcomer];
    const draft = propose(roster, { date: "2026-11-23", effective: NOW, validUntil: "2027-11-23", members });
    const note = [...seeds].reduce((text, [id, seed]) => countersign(roster, text, { id, seed }), draft);
    const later = checkChain([...notes, note]);
    const letIn = (clock: number, ahead: number) => {
      const ask = taking(threadFor("wen-jing"), [], clock);
      const desk = { ...deskOf("wen-jing", ask), roster: later, clock: () => clock, ahead };
      return perform(desk, threadFor("wen-jing"), { kind: "rewrap", text: null, reader: "new-one" }, log);
    };
    await expect(letIn(NOW, 30 * WAIT)).rejects.toMatchObject({ code: "cases/desk-waiting-reader" });
    await expect(letIn(NOW + WAIT, 0)).resolves.toBeDefined();
  });

  it("whom a note names stands inside its seal, and not in what is signed and sent in the clear", async () => {
    const { threadFor } = await reported();
    const sent: ParcelOf<{ readonly act: string }>[] = [];
    const ask = taking(threadFor("wen-jing"), sent);
    const plan: Plan = { kind: "note", text: "Please look.", mentions: ["he-ming"] };
    await perform(deskOf("wen-jing", ask), threadFor("wen-jing"), plan, log);
    const [{ header, parts } = { header: { act: "" }, parts: [] }] = sent;
    expect(header.act).not.toContain("he-ming");
    const letter = (await openEnvelope(identityOf("he-ming"), parts[0] ?? new Uint8Array())).header;
    expect(letter).toMatchObject({ text: "Please look.", mentions: ["he-ming"] });
  });

  it("notes go to the readers the reporter named, not to those the server adds", async () => {
    const { threadFor } = await reported(["tao-rui"]);
    const sent: ParcelOf<{ readonly act: string }>[] = [];
    const ask = taking(threadFor("wen-jing"), sent);
    const honest = threadFor("wen-jing");
    // Left out by the author of the report without being struck out: the server would slip this reader in.
    const readers = honest.header.readers.filter((id) => id !== "jian-su");
    const lying = { ...honest, header: { ...honest.header, readers } };
    const desk = deskOf("wen-jing", ask);
    expect((await openCase(lying, desk)).alarms).toEqual([{ code: "readers", number: 0 }]);
    expect((await openCase(lying, desk)).readers).toContain("jian-su");
    await perform(desk, lying, { kind: "note", text: "Ask the restaurant." }, log);
    const note = sent[0]?.parts[0] ?? new Uint8Array();
    await expect(openEnvelope(identityOf("jian-su"), note)).resolves.toBeDefined();
    await expect(openEnvelope(identityOf("tao-rui"), note)).rejects.toThrow();
  });
});

describe("a desk whose server lies about what became of an act", () => {
  const plans: readonly Plan[] = [
    { kind: "open", text: null },
    { kind: "answer", text: "I have read it." },
    { kind: "note", text: "Ask the restaurant." },
    { kind: "stage", text: "Assessed.", to: "assessed" },
    { kind: "outcome", text: "Reasons.", finding: "not-substantiated" },
    { kind: "junk", text: "An advertisement." },
    { kind: "hand-over", text: null, to: "luo-yan" },
    { kind: "postpone", text: "The witness is away.", due: "2026-12-01" },
    { kind: "rewrap", text: null, reader: "luo-yan" },
    { kind: "cannot-open", text: null, reason: "unreadable" },
  ];
  const report = reported();
  type Thread = ParcelOf<ThreadHeader>;
  const onlyActs = (answer: (shown: Thread, taken: Ask) => Ask) => (shown: Thread) => answer(shown, taking(shown));
  const lies: Readonly<Record<string, readonly [string, (shown: Thread) => Ask]>> = {
    "shows the case as it was before": ["ui/unconfirmed", onlyActs((shown) => () => Promise.resolve(shown as never))],
    "promises it for an hour ago": ["ui/unconfirmed", (shown) => taking(shown, [], NOW - 3_600_000)],
    "promises it for tomorrow": ["ui/unconfirmed", (shown) => taking(shown, [], NOW + 86_400_000)],
    "promises nothing": [
      "ui/unconfirmed",
      onlyActs((_, taken) => async (route, request) => {
        const answer = (await taken(route, request)) as unknown as Thread;
        return { ...answer, header: { ...answer.header, promises: [], proofs: [] } } as never;
      }),
    ],
    "cuts its answer off": [
      "ui/unknown",
      onlyActs((_, taken) => async (route, request) => {
        await taken(route, request);
        throw new CallError("ui/unreachable", 0);
      }),
    ],
  };
  for (const [lie, [code, lying]] of Object.entries(lies)) {
    it.each(plans)(`$kind: is not said to be done where it ${lie}`, async (plan) => {
      const { threadFor } = await report;
      const thread = threadFor("wen-jing");
      const told = perform(deskOf("wen-jing", lying(thread)), thread, plan, log);
      await expect(told).rejects.toMatchObject({ code });
    });
  }

  it.each(plans)("$kind: is done where the log promises it for now, or for a minute ago", async (plan) => {
    const { threadFor } = await report;
    const thread = threadFor("wen-jing");
    const told = perform(deskOf("wen-jing", taking(thread, [], NOW - 60_000)), thread, plan, log);
    await expect(told).resolves.toBeDefined();
  });
});

describe("somebody acted first", () => {
  /** A server on which `more` was appended after the handler last looked; answers how often it was sent something. */
  async function overtaken(more: (previous: string) => readonly string[]) {
    const { composed, threadFor } = await reported();
    const seen = threadFor("wen-jing");
    const added = more(composed.case).map((text) => ({ text, salt: toBase64(random(32)), part: -1 }));
    const entries = [...seen.header.entries, ...added];
    const newer = { ...seen, header: { ...seen.header, entries, head: headOf(entries) } };
    const sent: ParcelOf<{ readonly act: string }>[] = [];
    const act = (plan: Plan) => perform(deskOf("wen-jing", taking(newer, sent)), seen, plan, log);
    const heads = (): readonly string[] =>
      sent.map(({ header: { act: text } }) => {
        const { previous } = JSON.parse(text.slice(0, text.indexOf("\n"))) as { readonly previous: string };
        return previous;
      });
    return { act, heads, newer };
  }

  const actOf = (name: string, by: string, seed: Uint8Array, fields: Readonly<Record<string, unknown>>): string => {
    const act = {
      niuniu: "act v1",
      case: name,
      number: 2,
      previous: "0".repeat(64),
      by,
      date: "2026-11-23",
      ...fields,
    };
    return signAct(act as unknown as Parameters<typeof signAct>[0], { name: by, seed });
  };
  const opening = (name: string): readonly string[] => [
    actOf(name, "luo-yan", seeds.get("luo-yan") ?? new Uint8Array(32), { kind: "open", envelope: null }),
  ];

  it("an answer goes out again by itself when the case was only opened by somebody", async () => {
    const { act, heads, newer } = await overtaken((name) => opening(name));
    await act({ kind: "answer", text: "I have read it." });
    expect(heads()).toHaveLength(2);
    expect(heads()[1]).toBe(newer.header.head);
  });

  it("what decides over the case is never signed upon entries nobody has looked at", async () => {
    const plans: readonly Plan[] = [
      { kind: "outcome", text: "Reasons.", finding: "not-substantiated" },
      { kind: "junk", text: "An advertisement." },
      { kind: "stage", text: "Assessed.", to: "assessed" },
      { kind: "hand-over", text: null, to: "luo-yan" },
      { kind: "postpone", text: "The witness is away.", due: "2026-12-01" },
    ];
    for (const plan of plans) {
      const { act, heads, newer } = await overtaken((name) => opening(name));
      await expect(act(plan)).rejects.toMatchObject({ code: "cases/stale-head", thread: newer });
      expect(heads()).toHaveLength(1);
    }
  });

  it("a date that was missed, or an entry that nobody signed, is shown before even an answer is sent", async () => {
    const answer: Plan = { kind: "answer", text: "I have read it." };
    const event = { niuniu: "event v1", number: 2, kind: "missed", date: "2026-11-23" };
    const missed = (name: string) => [
      `${JSON.stringify({ ...event, case: name, person: "wen-jing", act: "answer", due: "2026-11-23" })}\n`,
    ];
    const forged = (name: string) => [actOf(name, "luo-yan", random(32), { kind: "note", envelope: "a".repeat(64) })];
    for (const more of [missed, forged]) {
      const { act, heads } = await overtaken(more);
      await expect(act(answer)).rejects.toBeInstanceOf(Meanwhile);
      expect(heads()).toHaveLength(1);
    }
  });

  it("only opening goes on by itself after a word of the reporter", async () => {
    const { composed, threadFor } = await reported();
    const seen = threadFor("wen-jing");
    const { authSeed } = receiptKeys(composed.receipt);
    const said = actOf(composed.case, "reporter", authSeed, { kind: "say", envelope: "a".repeat(64) });
    const entries = [...seen.header.entries, { text: said, salt: toBase64(random(32)), part: -1 }];
    const newer = { ...seen, header: { ...seen.header, entries, head: headOf(entries) } };
    expect(mayRepeat("answer", seen, newer, roster)).toBe(false);
    expect(mayRepeat("open", seen, newer, roster)).toBe(true);
    // A thread that does not go on from the one that was read is no reason to sign again either.
    const other = { ...newer, header: { ...newer.header, entries: entries.slice(1) } };
    expect(mayRepeat("answer", seen, other, roster)).toBe(false);
  });
});
