import { testDatabase } from "@niuniu/host/testing";
import { fromBase64, toHex } from "@niuniu/note";
import { chain } from "@niuniu/record";
import { receiptKeys } from "@niuniu/seal";
import { openEnvelope, openWrap, rewrap } from "@niuniu/seal/open";
import { Refused } from "@niuniu/wire";
import { sha256 } from "@niuniu/host";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { fieldsIn } from "../../entry.ts";
import { boxHouse, LARGEST, rows, type BoxHouse } from "./testing.ts";

const database = await testDatabase();
afterAll(() => database.close());

let house: BoxHouse;
let isWet: boolean;
beforeEach(async () => {
  isWet = false;
  house = await boxHouse(database, () => {
    if (isWet) throw new Refused("box/too-wet");
  });
});
afterEach(async () => {
  expect(house.host.failures).toEqual([]);
  await house.host.close();
});

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "granted",
    (error: unknown) => (error instanceof Refused ? error.code : String(error)),
  );
const call = { parameters: {}, language: "en", signal: new AbortController().signal } as const;
const member = (id: string) => ({ ...call, caller: { member: id, session: "" } });
const sender = ({ case: name }: { readonly case: string }) => ({ ...call, caller: { case: name } });
const kindsIn = (entries: readonly { readonly text: string; readonly part: number }[]): readonly unknown[] =>
  entries.map(({ text, part }) => [fieldsIn(text)?.["kind"], part >= 0]);

/** A member acts on a letter, with what is sealed of it. */
async function act(
  begun: Awaited<ReturnType<BoxHouse["put"]>>,
  by: string,
  said: Parameters<BoxHouse["signed"]>[2],
  parts = said.envelope === undefined ? [] : [said.envelope],
) {
  const header = { act: await house.signed(begun, by, said), case: begun.case };
  return house.deskAct({ ...member(by), request: { header, parts } });
}

describe("a sealed matter that is no case, on its server", () => {
  it("is handed to its readers whole, with what its feature says of it, and to nobody who was struck out", async () => {
    const begun = await house.put("The stairs are dark.", ["tao-rui"]);
    const { header, parts } = await house.deskThread({ ...member("wen-jing"), request: { case: begun.case } });
    expect(header).toMatchObject({ case: begun.case, colour: "blue", owed: null, wrap: 0 });
    const { seed } = await openWrap(house.identityOf("wen-jing"), parts[0] ?? new Uint8Array(), begun.case, "wen-jing");
    const letter = await openEnvelope(seed ?? new Uint8Array(32), parts[1] ?? new Uint8Array());
    expect(letter.header).toMatchObject({ text: "The stairs are dark." });
    const other = house.deskThread({ ...member("tao-rui"), request: { case: begun.case } });
    const unheard = house.deskThread({ ...member("wen-jing"), request: { case: "0123456789ABCDEF" } });
    expect(await Promise.all([codeOf(other), codeOf(unheard)])).toEqual(["box/no-such-letter", "box/no-such-letter"]);
  });

  it("goes on with what is signed upon it, and stands in the record; what is among readers its sender does not get", async () => {
    const begun = await house.put("The stairs are dark.");
    const [note, answer] = [await house.words("Whose is it?"), await house.words("There will be light.")];
    await act(begun, "wen-jing", { kind: "note", envelope: note });
    await act(begun, "luo-yan", { kind: "answer", envelope: answer });
    const { header } = await house.thread({ ...sender(begun), request: undefined });
    expect(kindsIn(header.entries)).toEqual([
      ["letter", true],
      ["note", false],
      ["answer", true],
    ]);
    const links = header.entries.map(({ text, salt }) => ({ event: text, salt: fromBase64(salt) }));
    expect(toHex(chain(links).at(-1) ?? new Uint8Array())).toBe(header.head);
    expect(header.promises.map(({ number }) => number)).toContain(3);
    const desk = await house.deskThread({ ...member("he-ming"), request: { case: begun.case } });
    expect(kindsIn(desk.header.entries)).toContainEqual(["note", true]);
  });

  it("is written to with its receipt, by whoever has that and by nobody else", async () => {
    const begun = await house.put("The stairs are dark.");
    const words = await house.words("Still dark.");
    const text = await house.signed(begun, "reporter", { kind: "word", envelope: words });
    const request = { header: { act: text }, parts: [words] };
    const { header } = await house.say({ ...sender(begun), request });
    expect(kindsIn(header.entries).at(-1)).toEqual(["word", true]);
    expect(receiptKeys(begun.receipt).lookup).toEqual(
      new Uint8Array((await rows.read(house.host.db, { id: begun.case }))?.lookup ?? []),
    );
    const forged = await house.signed(begun, "wen-jing", { kind: "word", envelope: words });
    const again = house.say({ ...sender(begun), request: { header: { act: forged }, parts: [words] } });
    expect(await codeOf(again)).toBe("box/malformed-act");
  });

  it("takes no act of another, none without the words it names, none too long, and none in the clear", async () => {
    const begun = await house.put("The stairs are dark.");
    const words = await house.words("There will be light.");
    const theirs = { act: await house.signed(begun, "luo-yan", { kind: "answer", envelope: words }), case: begun.case };
    const codes = [
      codeOf(house.deskAct({ ...member("wen-jing"), request: { header: theirs, parts: [words] } })),
      codeOf(act(begun, "wen-jing", { kind: "answer", envelope: words }, [])),
      codeOf(act(begun, "wen-jing", { kind: "answer", envelope: words }, [await house.words("Other words.")])),
      codeOf(act(begun, "wen-jing", { kind: "answer", envelope: new Uint8Array(LARGEST + 1) })),
      codeOf(act(begun, "wen-jing", { kind: "answer", envelope: new TextEncoder().encode("in the clear") })),
      codeOf(act(begun, "wen-jing", { kind: "dance" })),
    ];
    expect(await Promise.all(codes)).toEqual([
      ...["box/malformed-act", "box/wrong-envelope", "box/wrong-envelope", "box/wrong-size", "box/not-sealed"],
      "box/malformed",
    ]);
    expect((await rows.read(house.host.db, { id: begun.case }))?.state.entries).toBe(1);
  });

  it("asks its feature before it is stored, and nothing of what that refuses is", async () => {
    const begun = await house.put("The stairs are dark.");
    isWet = true;
    expect(await codeOf(act(begun, "wen-jing", { kind: "burn" }))).toBe("box/too-wet");
    expect((await rows.read(house.host.db, { id: begun.case }))?.state.entries).toBe(1);
    isWet = false;
    expect(await codeOf(act(begun, "wen-jing", { kind: "burn" }))).toBe("granted");
  });

  it("is opened by whoever is let in, with exactly the key that was signed for", async () => {
    const begun = await house.put("The stairs are dark.", ["jian-su"]);
    const { parts } = await house.deskThread({ ...member("wen-jing"), request: { case: begun.case } });
    const { seed } = await openWrap(house.identityOf("wen-jing"), parts[0] ?? new Uint8Array(), begun.case, "wen-jing");
    const recipient = house.recipientOf("jian-su");
    const made = () =>
      rewrap({
        ...{ caseSeed: seed ?? new Uint8Array(32), caseId: begun.case, struck: [], reader: "jian-su", recipient },
        listed: new Map([["jian-su", recipient]]),
      });
    const [wrap, another] = [await made(), await made()];
    const letIn = { kind: "rewrap", reader: "jian-su", wrapHash: toHex(sha256(wrap)) };
    expect(await codeOf(act(begun, "wen-jing", letIn, [another]))).toBe("box/wrong-wraps");
    await act(begun, "wen-jing", letIn, [wrap]);
    const theirs = await house.deskThread({ ...member("jian-su"), request: { case: begun.case } });
    const opened = await openWrap(
      house.identityOf("jian-su"),
      theirs.parts[0] ?? new Uint8Array(),
      begun.case,
      "jian-su",
    );
    expect(opened.seed).toEqual(seed);
  });

  it("comes a page at a time where much was written", async () => {
    const begun = await house.put("The stairs are dark.");
    for (const text of ["One.", "Two.", "Three.", "Four."])
      await act(begun, "wen-jing", { kind: "answer", envelope: await house.words(text) });
    const { header } = await house.thread({ ...sender(begun), request: undefined });
    expect(header.entries.map(({ part }) => part >= 0)).toEqual([true, false, false, true, true]);
    const older = await house.older({ ...sender(begun), request: { before: 4 } });
    expect(older.header.entries.map(({ number }) => number)).toEqual([2, 3]);
  });
});
