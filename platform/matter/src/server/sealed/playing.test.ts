import { testDatabase } from "@niuniu/host/testing";
import { fromBase64, publicKey, sha256, toBase64 } from "@niuniu/note";
import { readCalendar } from "@niuniu/owe";
import { receiptKeys, verifyRequest } from "@niuniu/seal";
import { readParcel, writeParcel } from "@niuniu/seal/parcel";
import { bearer, CALENDAR, readReceiptCredential, readToken, route, type ParcelOf } from "@niuniu/wire";
import type { Player, Stage } from "@niuniu/wire/scene";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { fieldsIn } from "../../entry.ts";
import { boxHouse, type BoxHouse } from "./testing.ts";
import type { SealedThread } from "../../thread.ts";
import { comeBack, firstMonths, officeHours, officeOn, played } from "../../sample/index.ts";

const database = await testDatabase();
afterAll(() => database.close());
let house: BoxHouse;
beforeEach(async () => {
  house = await boxHouse(database);
});
afterEach(() => house.host.close());

const calendar = readCalendar(CALENDAR);
const member = { audience: "member", method: "POST", gives: "parcel" } as const;
const receipt = { audience: "receipt", method: "POST", gives: "parcel" } as const;
type Thread = ParcelOf<SealedThread>;
type Act = ParcelOf<{ readonly act: string; readonly case: string }>;
const deskThread = route<{ readonly case: string }, Thread>({ ...member, path: "/box/desk/thread", takes: "json" });
const deskAct = route<Act, Thread>({ ...member, path: "/box/desk/act", takes: "parcel" });
const thread = route<undefined, Thread>({ ...receipt, path: "/box/thread", takes: "none" });
const say = route<ParcelOf<{ readonly act: string }>, Thread>({ ...receipt, path: "/box/say", takes: "parcel" });
const call = { parameters: {}, language: "en", signal: new AbortController().signal } as const;

/** The stage of a sample in front of the box: it looks at credentials as a server does. */
function stageAt(begun: Awaited<ReturnType<BoxHouse["put"]>>) {
  const signedIn: string[] = [];
  const bytes: Stage["bytes"] = async ({ method, path }, { authorization, json, parcel } = {}) => {
    const body = new Uint8Array(parcel ?? []);
    const request = parcel === undefined ? (json as never) : (readParcel(body) as never);
    const by = readToken("Bearer", authorization)?.replace(/^token-/, "");
    if (by !== undefined) {
      const asked = { ...call, caller: { member: by, session: "" }, request };
      const { header, parts } = await (path === deskAct.path ? house.deskAct(asked) : house.deskThread(asked));
      return writeParcel(header, parts);
    }
    const { nonce, signature } = readReceiptCredential(authorization) ?? { nonce: "", signature: "" };
    const key = publicKey(receiptKeys(begun.receipt).authSeed);
    const mine = { method, path, nonce, bodyHash: sha256(body) };
    if (!verifyRequest(key, mine, fromBase64(signature))) throw new Error("nobody's receipt");
    const asked = { ...call, caller: { case: begun.case }, request };
    const { header, parts } = await (path === say.path ? house.say(asked) : house.thread(asked));
    return writeParcel(header, parts);
  };
  const players = ["wen-jing", "luo-yan"].map((id): Player => {
    return { id, password: id, identity: toBase64(house.identityOf(id)), signing: toBase64(house.seedOf(id)) };
  });
  const { now, random } = house.host;
  const stage = { bytes, now, random, players } as unknown as Stage;
  const office = officeOn<{ readonly kind: string; readonly text?: string; readonly mood?: string }>(stage, calendar, {
    ...{ thread: deskThread, act: deskAct, inside: ["mood"] },
    signIn: ({ id }) => {
      signedIn.push(id);
      return Promise.resolve(bearer(`token-${id}`));
    },
  });
  return { stage, office, signedIn, sender: comeBack(stage, begun.receipt, calendar, { thread, say }) };
}

describe("the people of a sample, around a sealed matter that is no case", () => {
  it("act at their desks with their own keys, one after the other, and sign in once", async () => {
    const begun = await house.put("The stairs are dark.");
    const { office, signedIn, sender } = stageAt(begun);
    await office.act("wen-jing", begun.case, [{ kind: "open" }, { kind: "answer", text: "We saw.", mood: "calm" }]);
    await office.act("wen-jing", begun.case, [{ kind: "burn" }]);
    await office.act("luo-yan", begun.case, [{ kind: "open" }]);
    expect(signedIn).toEqual(["wen-jing", "luo-yan"]);
    const { entries } = await sender.thread();
    const said = entries.map(({ text }) => fieldsIn(text) ?? {});
    expect(said.map(({ kind, by }) => [kind, by])).toEqual([
      ["letter", "reporter"],
      ["open", "wen-jing"],
      ["answer", "wen-jing"],
      ["burn", "wen-jing"],
      ["open", "luo-yan"],
    ]);
    // What stands inside the seal stands in no field of the act.
    expect(said.some((fields) => "mood" in fields || "text" in fields)).toBe(false);
  });

  it("come back with their receipt and say more, with words and without", async () => {
    const begun = await house.put("The stairs are dark.");
    const { sender, stage, office } = stageAt(begun);
    await sender.sign({ kind: "word", text: "Still dark." });
    await sender.sign({ kind: "word", about: 1 });
    const { entries } = await sender.thread();
    expect(entries.map(({ part }) => part >= 0)).toEqual([true, true, false]);
    expect(fieldsIn(entries[2]?.text ?? "")?.["about"]).toBe(1);
    const one = played({ stage, office, opens: { kind: "open" } }, sender);
    expect(await one.newest("word")).toBe(3);
    await expect(one.owed()).rejects.toThrow("nothing is owed");
  });
});

it("a committee is at its desk on every second working day, and its first three months are told apart", () => {
  const hours = officeHours(Date.UTC(2026, 0, 4, 16), Date.UTC(2026, 5, 1), calendar);
  const days = hours.map((at) => new Date(at).toISOString());
  expect(days.every((at) => at.endsWith("T02:30:00.000Z"))).toBe(true);
  expect(new Set(days.map((at) => new Date(at).getUTCDay())).has(0)).toBe(false);
  expect(firstMonths(hours, calendar).map((month) => month.length > 5)).toEqual([true, true, true]);
});
