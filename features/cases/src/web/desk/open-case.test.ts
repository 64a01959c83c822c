import { publicKey, sha256, toBase64, toHex, toUtf8 } from "@niuniu/note";
import { receiptKeys, recipientOf, sealEnvelope, signAct } from "@niuniu/seal";
import { openEnvelope } from "@niuniu/seal/open";
import type { ParcelOf } from "@niuniu/wire";
import { describe, expect, it } from "vitest";
import type { ThreadHeader } from "../../routes.ts";
import { perform } from "./act.ts";
import { hasOpened, recipientIn } from "@niuniu/matter/web/desk";
import { deskCase, openCase } from "./open-case.ts";
import { deskOf, headOf, identityOf, log, NOW, random, reported, taking } from "./testing.ts";

const DAY = 86_400_000;

describe("a case at the desk", () => {
  it("a reader opens the report in the own browser, and everything matches", async () => {
    const { threadFor } = await reported();
    const opened = await openCase(threadFor("wen-jing"), deskOf("wen-jing"));
    expect(opened.report?.what).toBe("I was pressed to drink.");
    expect(opened.alarms).toEqual([]);
    expect(hasOpened(threadFor("wen-jing"), "wen-jing")).toBe(false);
  });

  it("that was raised since is no doubt; a report that says another urgency than was signed for is one", async () => {
    const { threadFor } = await reported();
    const thread = threadFor("wen-jing");
    const raised = { ...thread, header: { ...thread.header, class: "crisis" as const } };
    const { alarms, report, entries } = await openCase(raised, deskOf("wen-jing"));
    expect(alarms).toEqual([]);
    const act = entries[0]?.entry;
    if (report === null || act === undefined) throw new Error("nothing was opened");
    expect(deskCase.doubts(report, act)).toEqual([]);
    expect(deskCase.doubts({ ...report, class: "crisis" }, act)).toEqual([{ code: "class", number: 1 }]);
  });

  it("somebody struck out who is given another's copy still reads nothing", async () => {
    const { threadFor } = await reported(["he-ming"]);
    const opened = await openCase(threadFor("wen-jing"), deskOf("he-ming"));
    expect(opened.report).toBeNull();
    expect(opened.alarms.map(({ code }) => code)).toContain("wrap");
  });

  it("a server that names another key for the reporter is found out", async () => {
    const { threadFor } = await reported();
    const thread = threadFor("wen-jing");
    const other = toBase64(publicKey(random(32)));
    const opened = await openCase({ ...thread, header: { ...thread.header, auth: other } }, deskOf("wen-jing"));
    const codes = opened.alarms.map(({ code }) => code);
    expect(codes).toContain("name");
    expect(codes).toContain("signature");
  });

  it("a server that names no key at all for the reporter is found out, and stops nothing else", async () => {
    const { threadFor } = await reported();
    const thread = threadFor("wen-jing");
    const opened = await openCase({ ...thread, header: { ...thread.header, auth: "no key" } }, deskOf("wen-jing"));
    expect(opened.alarms.map(({ code }) => code)).toEqual(expect.arrayContaining(["name", "signature"]));
    expect(opened.entries).toEqual([]);
  });

  it("an event of the server's with more behind it than it says is not taken for one", async () => {
    const { composed, threadFor } = await reported();
    const thread = threadFor("wen-jing");
    const said = { niuniu: "event v1", case: composed.case, number: 2, kind: "owed", date: "2026-11-23" };
    const duty = { why: "submitted", role: "intake", act: "answer", owner: "wen-jing", due: "2026-11-26" };
    const text = `${JSON.stringify({ ...said, ...duty })}\n`;
    const alarmsOf = async (event: string) => {
      const entries = [...thread.header.entries, { text: event, salt: toBase64(random(32)), part: -1 }];
      const header = { ...thread.header, entries, head: headOf(entries) };
      return (await openCase({ ...thread, header }, deskOf("wen-jing"))).alarms;
    };
    expect(await alarmsOf(text)).toEqual([]);
    expect(await alarmsOf(`${text}{"due":"2026-12-31"}\n`)).toContainEqual({ code: "entry", number: 2 });
  });

  it("dates are checked by this device's own clock, and two clocks that differ are said", async () => {
    const { composed, threadFor } = await reported();
    const thread = threadFor("wen-jing");
    const due = NOW + 3 * DAY;
    const event = { niuniu: "event v1", case: composed.case, number: 2, kind: "owed", date: "2026-11-23" };
    const duty = { why: "submitted", role: "intake", act: "answer", owner: "wen-jing", due: "2026-11-26" };
    const text = `${JSON.stringify({ ...event, ...duty })}\n`;
    const entries = [...thread.header.entries, { text, salt: toBase64(random(32)), part: -1 }];
    const owed = { role: "intake", act: "answer", owner: "wen-jing", due };
    // The server says that hardly any time has passed, and wants every desk to count by its own hour.
    const header = { ...thread.header, entries, head: headOf(entries), owed, now: NOW + 60_000 };
    const seenAt = async (clock: number) => {
      const desk = { ...deskOf("wen-jing"), clock: () => clock, ahead: NOW - clock };
      const { clocksApart, differences } = await openCase({ ...thread, header }, desk);
      return { clocksApart, overdue: differences.some(({ code }) => code === "overdue-unmoved") };
    };
    expect(await seenAt(NOW)).toEqual({ clocksApart: false, overdue: false });
    expect(await seenAt(NOW + 10 * DAY)).toEqual({ clocksApart: true, overdue: true });
  });

  it("words put into a member's mouth are not shown, and it is said so", async () => {
    const { composed, threadFor } = await reported();
    const thread = threadFor("wen-jing");
    const envelope = await sealEnvelope([await recipientOf(identityOf("wen-jing"))], {});
    const forged = signAct(
      {
        ...{ niuniu: "act v1", case: composed.case, number: 2, previous: thread.header.head, by: "luo-yan" },
        ...{ kind: "answer", date: "2026-11-23", envelope: toHex(sha256(envelope)) },
      },
      { name: "luo-yan", seed: random(32) },
    );
    const entries = [...thread.header.entries, { text: forged, salt: toBase64(random(32)), part: 2 }];
    const header = { ...thread.header, entries, head: headOf(entries) };
    const opened = await openCase({ header, parts: [...thread.parts, envelope] }, deskOf("wen-jing"));
    expect(opened.alarms).toContainEqual({ code: "signature", number: 2 });
    expect(opened.entries).toHaveLength(1);
  });

  it("a changed entry, a changed message and a struck-out holder of a key each have a sentence", async () => {
    const { threadFor } = await reported(["he-ming"]);
    const thread = threadFor("wen-jing");
    const desk = deskOf("wen-jing");
    const codesOf = async (changed: ParcelOf<ThreadHeader>) =>
      (await openCase(changed, desk)).alarms.map(({ code }) => code);
    expect(await codesOf({ ...thread, header: { ...thread.header, head: "0".repeat(64) } })).toContain("chain");
    expect(await codesOf({ ...thread, parts: [thread.parts[0] ?? toUtf8(""), toUtf8("other")] })).toContain("envelope");
    const readers = [...thread.header.readers, "he-ming"];
    expect(await codesOf({ ...thread, header: { ...thread.header, readers } })).toContain("struck-reader");
  });

  it("an answer reaches the reporter and the other readers, a note only the readers", async () => {
    const { composed, threadFor } = await reported();
    const sent: ParcelOf<{ readonly act: string }>[] = [];
    const desk = deskOf("wen-jing", taking(threadFor("wen-jing"), sent));
    await perform(desk, threadFor("wen-jing"), { kind: "answer", text: "I have read it." }, log);
    await perform(desk, threadFor("wen-jing"), { kind: "note", text: "Ask the restaurant." }, log);
    const [answer, note] = sent.map(({ parts }) => parts[0] ?? new Uint8Array());
    const { replySeed } = receiptKeys(composed.receipt);
    const read = await openEnvelope(replySeed, answer ?? new Uint8Array());
    expect(read.header).toMatchObject({ text: "I have read it." });
    await expect(openEnvelope(replySeed, note ?? new Uint8Array())).rejects.toThrow();
    const shared = await openEnvelope(identityOf("jian-su"), note ?? new Uint8Array());
    expect(shared.header).toMatchObject({ text: "Ask the restaurant." });
  });

  it("nobody struck out is let in afterwards, whatever the handler wants", async () => {
    const { threadFor } = await reported(["he-ming"]);
    const plan = { kind: "rewrap", text: null, reader: "he-ming" } as const;
    const rewrap = perform(deskOf("wen-jing"), threadFor("wen-jing"), plan, log);
    await expect(rewrap).rejects.toMatchObject({ code: "seal/struck-out" });
  });

  it("a sealed file is answered at the recipient written in it", async () => {
    const { recipientText } = await import("@niuniu/seal");
    const recipient = await recipientOf(random(32));
    expect(recipientIn(`Please answer to ${recipientText(recipient)}\n`)).toEqual(recipient);
    expect(recipientIn("no recipient here, age1pq1 alone is none")).toBeNull();
  });
});
