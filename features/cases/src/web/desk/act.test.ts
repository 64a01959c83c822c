import { checkChain, countersign, propose, selfSign, WAIT } from "@niuniu/roster";
import { recipientOf } from "@niuniu/seal";
import { openEnvelope } from "@niuniu/seal/open";
import type { ParcelOf } from "@niuniu/wire";
import { describe, expect, it } from "vitest";
import type { ThreadHeader } from "../../routes.ts";
import { perform } from "./act.ts";
import type { Ask } from "./desk.ts";
import { openCase } from "./open-case.ts";
import { deskOf, identityOf, NOW, notes, random, reported, roster, seeds } from "./testing.ts";

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
      perform(desk, thread, { kind: "rewrap", text: null, reader: "he-ming" });
    await expect(letIn(without)).rejects.toMatchObject({ code: "cases/desk-no-report" });
    // Nor by calling it a file sealed by hand, which has no key to tell the reporter by.
    const keyless = { ...without, header: { ...without.header, auth: "" } };
    await expect(letIn(keyless)).rejects.toMatchObject({ code: "cases/desk-no-report" });
    for (const kind of ["answer", "note"] as const) {
      const sent = perform(desk, without, { kind, text: "To whom would this go?" });
      await expect(sent).rejects.toMatchObject({ code: "cases/desk-no-report" });
    }
  });

  it("nobody is let in while anything in the case does not match", async () => {
    const { threadFor } = await reported(["he-ming", "tao-rui"]);
    const thread = threadFor("wen-jing");
    const other = { ...thread, header: { ...thread.header, class: "crisis" as const } };
    const letIn = perform(deskOf("wen-jing"), other, { kind: "rewrap", text: null, reader: "somebody-new" });
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
      const ask: Ask = () => Promise.resolve(threadFor("wen-jing") as never);
      const desk = { ...deskOf("wen-jing", ask), roster: later, clock: () => clock, ahead };
      return perform(desk, threadFor("wen-jing"), { kind: "rewrap", text: null, reader: "new-one" });
    };
    await expect(letIn(NOW, 30 * WAIT)).rejects.toMatchObject({ code: "cases/desk-waiting-reader" });
    await expect(letIn(NOW + WAIT, 0)).resolves.toBeDefined();
  });

  it("notes go to the readers the reporter named, not to those the server adds", async () => {
    const { threadFor } = await reported(["tao-rui"]);
    const sent: ParcelOf<unknown>[] = [];
    const ask: Ask = (_route, request) => {
      sent.push(request as ParcelOf<unknown>);
      return Promise.resolve(threadFor("wen-jing") as never);
    };
    const honest = threadFor("wen-jing");
    // Left out by the author of the report without being struck out: the server would slip this reader in.
    const readers = honest.header.readers.filter((id) => id !== "jian-su");
    const lying = { ...honest, header: { ...honest.header, readers } };
    const desk = deskOf("wen-jing", ask);
    expect((await openCase(lying, desk)).alarms).toEqual([{ code: "readers", number: 0 }]);
    expect((await openCase(lying, desk)).readers).toContain("jian-su");
    await perform(desk, lying, { kind: "note", text: "Ask the restaurant." });
    const note = sent[0]?.parts[0] ?? new Uint8Array();
    await expect(openEnvelope(identityOf("jian-su"), note)).resolves.toBeDefined();
    await expect(openEnvelope(identityOf("tao-rui"), note)).rejects.toThrow();
  });
});
