import { sha256, toBase64, toUtf8 } from "@niuniu/note";
import { recipientOf, sealTo } from "@niuniu/seal";
import { fileNameOf, type OwnFiles } from "@niuniu/ui/area";
import { describe, expect, it } from "vitest";
import type { ActFields } from "../../../entry.ts";
import type { ReadHere } from "./kept-matter.ts";
import { openKept, type Kept } from "./kept.ts";

/** A device: files by name, as a browser keeps them. */
function device(): OwnFiles & { readonly files: Map<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>();
  return {
    files,
    open: (name) => ({
      read: () => Promise.resolve(files.get(name) ?? null),
      write: (bytes) => Promise.resolve(files.set(name, bytes).size > 0),
    }),
    forget: (name) => Promise.resolve(void files.delete(name)),
  };
}
const identityOf = (name: string): Uint8Array => sha256(toUtf8(name));
const keptBy = (me: string, files: OwnFiles, key = me): Kept =>
  openKept({ me, keys: { identity: identityOf(key) }, feature: "", files, now: () => 7 });
const composed = { case: "ABCD1234EFGH5678" };
const begun: ActFields = {
  ...{ niuniu: "act v1", case: composed.case, number: 1, previous: "", by: "reporter" },
  ...{ kind: "report", date: "2026-11-23", envelope: null },
};
const opened: ReadHere = {
  header: { case: composed.case, entries: [begun] },
  entries: [{ entry: begun, letter: null }],
  told: ["I was pressed to drink.", "at the dinner", "", ""],
};
const nameOf = async (me: string): Promise<string> => fileNameOf(toBase64(await recipientOf(identityOf(me))));

describe("what a member has opened in this browser", () => {
  it("is there again when they come back, with their own word for it, and its file says nothing and names nobody", async () => {
    const files = device();
    const first = keptBy("wen-jing", files);
    first.read(opened, true);
    first.label(composed.case, " The dinner ");
    await first.close();
    expect(first.all()).toEqual([]);
    const [[name, file] = ["", new Uint8Array()]] = [...files.files];
    expect(name).toBe(await nameOf("wen-jing"));
    for (const word of ["pressed", "dinner", "wen-jing", composed.case])
      expect(name + looseText(file)).not.toContain(word);
    const again = keptBy("wen-jing", files);
    await again.ready;
    expect(again.of(composed.case)).toMatchObject({ label: "The dinner", first: "I was pressed to drink.", seen: 1 });
    await again.close();
  });

  it("opens with its owner's key alone, whoever says to be them on a computer that several use", async () => {
    const files = device();
    const mine = keptBy("wen-jing", files);
    mine.read(opened, true);
    await mine.close();
    files.files.set(await nameOf("luo-yan"), files.files.get(await nameOf("wen-jing")) ?? new Uint8Array());
    const other = keptBy("wen-jing", files, "luo-yan");
    await other.ready;
    expect(other.all()).toEqual([]);
    await other.close();
  });

  it("is in no page's memory once the desk is locked, also what was still being written then, and nothing of that is lost", async () => {
    const files = device();
    const kept = keptBy("wen-jing", files);
    kept.read(opened, true);
    const closing = kept.close();
    expect(kept.all()).toEqual([]);
    kept.read({ ...opened, header: { ...opened.header, case: "ANOTHER1CASE5678" } }, true);
    await closing;
    expect(kept.all()).toEqual([]);
    const again = keptBy("wen-jing", files);
    await again.ready;
    expect(again.all().map((one) => one.case)).toEqual([composed.case]);
    await again.close();
  });

  it("of two tabs is put together: neither forgets what the other read or named", async () => {
    const files = device();
    const [one, two] = [keptBy("wen-jing", files), keptBy("wen-jing", files)];
    await Promise.all([one.ready, two.ready]);
    one.read(opened, true);
    one.label(composed.case, "The dinner");
    two.read({ ...opened, header: { ...opened.header, case: "ANOTHER1CASE5678" } }, true);
    await one.close();
    await two.close();
    const again = keptBy("wen-jing", files);
    await again.ready;
    expect(again.all().map(({ case: name, label }) => [name, label])).toEqual(
      expect.arrayContaining([
        [composed.case, "The dinner"],
        ["ANOTHER1CASE5678", ""],
      ]),
    );
    await again.close();
  });

  it("of one feature lies in another file than that of another", async () => {
    const files = device();
    const mine = keptBy("wen-jing", files);
    mine.read(opened, true);
    await mine.close();
    const keys = { identity: identityOf("wen-jing") };
    const other = openKept({ me: "wen-jing", keys, feature: "care", files, now: () => 7 });
    await other.ready;
    expect(other.all()).toEqual([]);
    await other.close();
  });

  it("is nothing where somebody else put a file of theirs in its place", async () => {
    const files = device();
    const recipient = await recipientOf(identityOf("wen-jing"));
    files.files.set(await nameOf("wen-jing"), await sealTo([recipient], new Uint8Array(4_096)));
    const kept = keptBy("wen-jing", files);
    await kept.ready;
    expect(kept.all()).toEqual([]);
    await kept.close();
  });

  it("names a member in a note only to that member, and until they have looked", () => {
    const [entry] = opened.entries;
    if (entry === undefined) throw new Error("the case has no entry");
    const letter = { niuniu: "message v1" as const, case: composed.case, text: "Please look.", mentions: ["wen-jing"] };
    const note = { ...entry.entry, number: 2, kind: "note", by: "he-ming" };
    const noted: ReadHere = {
      ...opened,
      header: { ...opened.header, entries: [...opened.header.entries, ...opened.header.entries] },
      entries: [entry, { ...entry, entry: note, letter }],
    };
    const [named, other] = [keptBy("wen-jing", device()), keptBy("luo-yan", device())];
    for (const kept of [named, other]) kept.read(noted, false);
    expect(named.of(composed.case)).toMatchObject({ mentions: [{ number: 2, by: "he-ming" }], seen: 0 });
    expect(other.of(composed.case)?.mentions).toEqual([]);
    named.read(noted, true);
    expect(named.of(composed.case)?.seen).toBe(2);
  });
});

/** Bytes as somebody would look through them. */
const looseText = (bytes: Uint8Array): string => [...bytes].map((byte) => String.fromCharCode(byte)).join("");
