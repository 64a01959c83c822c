import { publicKey, toBase64 } from "@niuniu/note";
import { recipientOf } from "@niuniu/seal";
import type { ParcelOf } from "@niuniu/wire";
import { describe, expect, it } from "vitest";
import type { ThreadHeader } from "../../routes.ts";
import { perform } from "./act.ts";
import { openCase } from "./open-case.ts";
import { deskOf, headOf, log, NOW, random, reported, roster, taking } from "./testing.ts";

const me = "wen-jing";
const stranger = await recipientOf(random(32));
const hostile = {
  unreadable: { recipientFor: () => stranger },
  "other-key": { letter: { auth: toBase64(publicKey(random(32))) } },
  "not-a-report-letter": { letter: { niuniu: "lottery v1" } },
} as const;
const reasons = ["unreadable", "other-key", "not-a-report-letter"] as const;

describe("a report that came as it was signed, and is none", () => {
  it.each(reasons)("is named so (%s), nothing is sealed, and its reader can say so", async (reason) => {
    const { threadFor } = await reported([], hostile[reason]);
    const sent: ParcelOf<{ readonly act: string }>[] = [];
    const desk = deskOf(me, taking(threadFor(me), sent));
    expect((await openCase(threadFor(me), desk)).unopenable).toBe(reason);
    for (const kind of ["answer", "note", "junk"] as const) {
      const sealing = perform(desk, threadFor(me), { kind, text: "To whom would this go?" }, log);
      await expect(sealing).rejects.toMatchObject({ code: "cases/desk-no-report" });
    }
    await perform(desk, threadFor(me), { kind: "cannot-open", text: null, reason }, log);
    const act = JSON.parse(sent[0]?.header.act.split("\n")[0] ?? "") as object;
    expect(act).toMatchObject({ kind: "cannot-open", by: me, envelope: null, reason });
    expect(sent[0]?.parts).toEqual([]);
  });

  it("is shown as far as it opens, though nobody can be answered", async () => {
    const { threadFor } = await reported([], hostile["other-key"]);
    const opened = await openCase(threadFor(me), deskOf(me));
    expect(opened.report?.what).toBe("I was pressed to drink.");
    expect(opened.alarms).toEqual([{ code: "reporter-key", number: 1 }]);
  });

  it("a file sealed by hand that does not open is the same", async () => {
    const opened = await openCase(await sealedByHand(), deskOf(me));
    expect([opened.unopenable, opened.sealedText]).toEqual(["unreadable", null]);
  });
});

/** A thread that begins with a file sealed by hand, which opens for nobody; `named`: the statement the server says was in force. */
async function sealedByHand(named: { readonly statement?: string } = {}): Promise<ParcelOf<ThreadHeader>> {
  const event = { niuniu: "event v1", case: "0123456789ABCDEF", number: 1, kind: "sealed", date: "2026-11-23" };
  const said = { ...event, class: "ordinary", readers: [me, "jian-su"], struck: [], ...named };
  const { threadFor } = await reported();
  const { header, parts } = threadFor(me);
  const entries = [{ text: `${JSON.stringify(said)}\n`, salt: header.entries[0]?.salt ?? "", part: 0 }];
  const sealed = { ...header, case: event.case, auth: "", wrap: -1, readers: [me, "jian-su"], entries, now: NOW };
  return { header: { ...sealed, head: headOf(entries) }, parts: [parts[1] ?? new Uint8Array()] };
}

describe("under which rules a file sealed by hand is judged", () => {
  it.each([
    ["that names none, as the first ones did", {}, false],
    ["that names one of the committee's statements", { statement: roster.hashes[0] ?? "" }, false],
    ["that names one which nobody signed", { statement: "a".repeat(64) }, true],
  ])("of a chain %s", async (_, named, alarm) => {
    const { alarms, differences } = await openCase(await sealedByHand(named), deskOf(me));
    expect(alarms.map(({ code }) => code)).not.toContain("entry");
    expect(differences.some(({ code }) => code === "other-rules")).toBe(alarm);
  });
});

describe("what a server holds back or changes", () => {
  it("never makes a report one that cannot be opened", async () => {
    const { threadFor } = await reported();
    const { header, parts } = threadFor(me);
    const [wrap = new Uint8Array(), envelope = new Uint8Array()] = parts;
    const [first] = header.entries;
    const lies: readonly ParcelOf<ThreadHeader>[] = [
      { header: { ...header, wrap: -1 }, parts },
      { header, parts: [envelope, envelope] },
      { header, parts: [wrap, wrap] },
      { header: { ...header, entries: [{ ...first, part: -1 } as (typeof header.entries)[0] & object] }, parts },
      { header: { ...header, head: "0".repeat(64) }, parts: [wrap, envelope] },
      { header: { ...header, auth: toBase64(publicKey(random(32))) }, parts },
    ];
    for (const lie of lies) expect((await openCase(lie, deskOf(me))).unopenable).toBeNull();
    const { threadFor: bad } = await reported([], hostile.unreadable);
    const cut = { ...bad(me), header: { ...bad(me).header, head: "0".repeat(64) } };
    expect((await openCase(cut, deskOf(me))).unopenable).toBeNull();
  });
});
