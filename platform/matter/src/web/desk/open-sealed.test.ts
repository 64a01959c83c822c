import { recipientOf, sealEnvelope, wrapCase } from "@niuniu/seal";
import { describe, expect, it } from "vitest";
import { after, deskOf, identityOf, NOW, openBox, put } from "./testing.ts";

describe("a sealed matter of any kind at a desk", () => {
  it("is opened in its reader's own browser, and everything matches", async () => {
    const { threadFor } = await put("Please look after him.");
    const opened = await openBox(threadFor("wen-jing"), deskOf("wen-jing"));
    expect(opened.report?.text).toBe("Please look after him.");
    expect([opened.alarms, opened.differences, opened.unopenable]).toEqual([[], [], null]);
    expect(opened.state).toMatchObject({ entries: 1, obligation: null });
    expect(opened.readers).toHaveLength(5);
  });

  it("is judged by its own rules: a server that says somebody owes something is found out", async () => {
    const { threadFor } = await put("Please look after him.");
    const { header, parts } = threadFor("wen-jing");
    const owed = { role: "reading", act: "none", owner: "he-ming", due: NOW };
    const { differences } = await openBox({ header: { ...header, owed }, parts }, deskOf("wen-jing"));
    expect(differences).toEqual([{ code: "owed-unfounded" }]);
  });

  it("opens for nobody who was struck out, whatever a server gives them", async () => {
    const { threadFor } = await put("Not for him.", ["he-ming"]);
    const opened = await openBox(threadFor("wen-jing"), deskOf("he-ming"));
    expect([opened.report, opened.caseSeed]).toEqual([null, null]);
    expect(opened.alarms).toContainEqual({ code: "wrap", number: 0 });
  });

  it("opens with the very wrap that was signed for its reader, and with no other that would open it as well", async () => {
    const { threadFor } = await put("Please look after him.");
    const { header, parts } = threadFor("wen-jing");
    const { caseSeed } = await openBox({ header, parts }, deskOf("wen-jing"));
    const own = await recipientOf(identityOf("wen-jing"));
    const another = await wrapCase(caseSeed ?? new Uint8Array(32), header.case, "wen-jing", own);
    const opened = await openBox({ header, parts: [another, ...parts.slice(1)] }, deskOf("wen-jing"));
    expect([opened.caseSeed, opened.alarms]).toEqual([null, [{ code: "wrap", number: 0 }]]);
  });

  it("says where what began it is held back, or more can open it than was signed", async () => {
    const { threadFor } = await put("Please look after him.", ["he-ming"]);
    const { header, parts } = threadFor("wen-jing");
    const held = { header: { ...header, entries: header.entries.map((one) => ({ ...one, part: -1 })) }, parts };
    const desk = deskOf("wen-jing");
    expect((await openBox(held, desk)).alarms).toContainEqual({ code: "report-missing", number: 1 });
    const more = { header: { ...header, readers: [...header.readers, "he-ming"] }, parts };
    expect((await openBox(more, desk)).alarms).toEqual([
      { code: "readers", number: 0 },
      { code: "struck-reader", number: 0 },
    ]);
  });

  it("has what its feature looks at besides among what does not match", async () => {
    const { threadFor } = await put("unlucky");
    expect((await openBox(threadFor("tao-rui"), deskOf("tao-rui"))).alarms).toEqual([{ code: "unlucky", number: 1 }]);
  });

  it("shows a message that was sealed for it, and none that belongs to another", async () => {
    const { threadFor } = await put("Please look after him.");
    const thread = threadFor("wen-jing");
    const sealed = async (name: string) =>
      sealEnvelope([await recipientOf(identityOf("wen-jing"))], { niuniu: "message v1", case: name, text: "I will." });
    const mine = await sealed(thread.header.case);
    const other = await sealed("0000000000000000");
    const next = after(thread, "luo-yan", { kind: "answer", envelope: mine });
    const both = after(next, "luo-yan", { kind: "answer", envelope: other });
    const { entries, alarms } = await openBox(both, deskOf("wen-jing"));
    expect(entries.map(({ letter, hidden }) => letter?.text ?? hidden)).toEqual([null, "I will.", "unreadable"]);
    expect(alarms).toEqual([]);
  });
});
