import { publicKey, sha256, toBase64, toHex } from "@niuniu/note";
import { chain } from "@niuniu/record";
import { countedRandom } from "@niuniu/roster/testing";
import { caseName, signAct } from "@niuniu/seal";
import { Refused } from "@niuniu/wire";
import { describe, expect, it } from "vitest";
import { NO_HEAD, writeEvent, type ActFields, type EventFields } from "./entry.ts";
import { verifyThread, type Given } from "./verify-thread.ts";

const random = countedRandom("verify");
const [author, member, stranger] = [random(32), random(32), random(32)];
const NAME = caseName(publicKey(author));
const message = random(40);

type Entry = ActFields | EventFields;

const saltOf = (at: number): Uint8Array => sha256(Uint8Array.of(at));
const headsOf = (events: readonly string[]) => chain(events.map((event, at) => ({ event, salt: saltOf(at) })));

/** Three entries as a server hands them out: who began it, a member with a message, and the server by itself. */
function texts(): readonly string[] {
  const act = { niuniu: "act v1", case: NAME, date: "2026-11-23" } as const;
  const first = signAct(
    { ...act, number: 1, previous: NO_HEAD, by: "reporter", kind: "begin", envelope: null },
    { name: "reporter", seed: author },
  );
  const previous = toHex(headsOf([first])[0] ?? new Uint8Array(32));
  const second = signAct(
    { ...act, number: 2, previous, by: "li-na", kind: "say", envelope: toHex(sha256(message)) },
    { name: "li-na", seed: member },
  );
  return [first, second, writeEvent({ niuniu: "event v1", case: NAME, number: 3, kind: "owed", date: "2026-11-23" })];
}

function given(changed: readonly string[] = texts(), more: Partial<Given<Entry>> = {}): Given<Entry> {
  const entries = changed.map((text, at) => ({ text, salt: toBase64(saltOf(at)), part: at === 1 ? 0 : -1 }));
  return {
    ...{ name: NAME, entries, head: toHex(headsOf(changed).at(-1) ?? new Uint8Array(32)), parts: [message] },
    key: toBase64(publicKey(author)),
    keysOf: (by) => ({ reporter: [publicKey(author)], "li-na": [publicKey(stranger), publicKey(member)] })[by] ?? [],
    read: (value) => {
      const entry = value as Entry;
      if (!["begin", "say", "owed"].includes(entry.kind)) throw new Refused("toy/malformed");
      return entry;
    },
    ...more,
  };
}

const alarms = (thread: Given<Entry>) => verifyThread(thread).alarms.map(({ code, number }) => `${code} ${number}`);
const replaced = (at: number, text: string) => texts().with(at, text);

describe("a thread of any kind", () => {
  it("is taken entry by entry where everything holds, each with what was signed for it", () => {
    const { entries, alarms: found } = verifyThread(given());
    expect(found).toEqual([]);
    expect(entries.map(({ entry, signed }) => `${entry.kind} ${String(signed)}`)).toEqual([
      "begin true",
      "say true",
      "owed false",
    ]);
    expect(entries[1]).toMatchObject({ envelope: message, altered: false });
    // What was not handed out accuses nobody.
    expect(verifyThread(given(texts(), { parts: [] })).entries[1]).toMatchObject({ envelope: null, altered: false });
  });

  it("that leads to another head, begins with another salt, or bears another's name is called so", () => {
    expect(alarms(given(texts(), { head: "0".repeat(64) }))).toEqual(["chain 0"]);
    expect(alarms(given(texts(), { head: "no head" }))).toEqual(["chain 0"]);
    expect(alarms(given(texts(), { firstSalt: toBase64(saltOf(0)) }))).toEqual([]);
    expect(alarms(given(texts(), { firstSalt: toBase64(saltOf(9)) }))).toEqual(["chain 0"]);
    expect(alarms(given(texts(), { key: toBase64(publicKey(stranger)) }))).toEqual(["name 0"]);
    expect(alarms(given(texts(), { key: "no key" }))).toEqual(["name 0"]);
    expect(alarms(given(texts(), { key: "" }))).toEqual([]);
  });

  it("shows nothing of what cannot be read, or belongs to another matter or to another place", () => {
    const [first = "", second = "", third = ""] = texts();
    for (const text of [
      "",
      "nonsense\n",
      third.replace("owed", "odd"),
      third.replace(NAME, "0123456789ABCDEF"),
      `${third}{}\n`,
    ]) {
      const checked = verifyThread(given(replaced(2, text)));
      expect(checked.alarms).toEqual([{ code: "entry", number: 3 }]);
      expect(checked.entries).toHaveLength(2);
    }
    expect(alarms(given(replaced(2, third.replace('"number":3', '"number":4'))))).toEqual(["place 3"]);
    expect(alarms(given([second, first, third]))).toEqual(["chain 0", "place 1", "place 2"]);
    expect(alarms(given([first, third]))).toEqual(["place 2"]);
    const previous = toHex(headsOf([first, second])[1] ?? new Uint8Array(32));
    const unknown = { niuniu: "act v1", case: NAME, number: 3, previous, by: "li-na" } as const;
    const signed = signAct(
      { ...unknown, kind: "odd", date: "2026-11-23", envelope: null },
      { name: "li-na", seed: member },
    );
    expect(alarms(given(replaced(2, signed)))).toEqual(["entry 3"]);
  });

  it("shows nothing that nobody signed who may", () => {
    const [, second = ""] = texts();
    for (const text of [
      second.replace("2026-11-23", "2026-11-24"),
      second.replaceAll("li-na", "nobody"),
      "{}\n",
      "null\n",
    ]) {
      expect(alarms(given(replaced(1, text)))).toEqual(["signature 2"]);
    }
  });

  it("never shows another message in the place of the one that was signed", () => {
    const { entries, alarms: found } = verifyThread(given(texts(), { parts: [random(40)] }));
    expect(found).toEqual([{ code: "envelope", number: 2 }]);
    expect(entries[1]).toMatchObject({ envelope: null, altered: true });
  });

  it("does not take a mistake of ours for a lie of the server's", () => {
    const mistaken = () => {
      throw new TypeError("ours");
    };
    expect(() => verifyThread(given(texts(), { read: mistaken }))).toThrow("ours");
  });
});
