import { fingerprint, writeStatement } from "@niuniu/roster";
import { countedRandom, sampleMember, sampleRoster, SAMPLE_PEOPLE } from "@niuniu/roster/testing";
import { signNote, splitNote, toHex } from "@niuniu/note";
import { writePublic, writeTombstone } from "@niuniu/record";
import { describe, expect, it } from "vitest";
import { readEntry } from "../entries/shown.ts";
import { knownKeys, vouchFor } from "./known-keys.ts";
import { compareStatements, hiddenIn, statementsIn, type Own } from "./names.ts";

const NOW = Date.UTC(2026, 2, 2);
const { notes, roster, seeds } = sampleRoster(countedRandom("committee"), NOW);
const [me] = roster.newest.members;
if (me === undefined) throw new Error("there are members");
const own: Own = { id: me.id, name: me.name, key: me.key, recipient: me.recipient };
const nobody: ReadonlySet<string> = new Set();

/** The record's statements, as entries say them. */
const recordOf = (held: readonly string[]) =>
  statementsIn(
    held.map((body, index) =>
      readEntry({ index, salt: "", text: writePublic({ kind: "roster", date: "2026-03-02", body }), tombstone: null }),
    ),
  );

/** A statement of the host's own, with a key in the place of this member's; whoever signed it. */
function foreign(change: Partial<(typeof SAMPLE_PEOPLE)[number]> = {}): string {
  const [person] = SAMPLE_PEOPLE;
  if (person === undefined) throw new Error("there are people");
  const { member } = sampleMember({ ...person, ...change }, countedRandom("the host"));
  const others = roster.newest.members.filter(({ id }) => id !== member.id);
  const { date, validUntil } = roster.newest;
  // As readers take it: whoever proposes or signs it here would be refused a name that looks like another.
  const place = { number: 2, previous: roster.hashes.at(-1) ?? null, effective: new Date(NOW).toISOString() };
  const text = writeStatement({ ...roster.newest, ...place, date, validUntil, members: [...others, member] });
  return signNote(text, [{ name: "server", seed: countedRandom("the host")(32) }]);
}

const found = (held: readonly string[], shown: readonly string[] = notes, known = nobody) =>
  compareStatements({ recorded: recordOf(held), notes: shown, roster, own, known });

describe("a member's own name in the record", () => {
  it("is in order where all statements name the keys unlocked here, and all are shown", () => {
    expect(found(notes)).toEqual([]);
  });

  it("is not where a statement names other keys under the same id, or the same name however it is spaced", () => {
    for (const change of [{}, { id: "wen-jing-2" }, { id: "wen-jing-2", name: "ＷＥＮjing" }]) {
      const alarms = found([...notes, foreign(change)]);
      expect(alarms.map(({ code }) => code)).toEqual(["other-keys", "hidden"]);
      expect(alarms[0]).toMatchObject({ number: 2, index: 1 });
    }
  });

  it("is in order again once the member says that they know these keys, and only these", () => {
    const note = foreign();
    const other = sampleMember(SAMPLE_PEOPLE[0]!, countedRandom("the host")).member;
    const kept = new Map<string, string>();
    const shelf = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    expect(knownKeys(shelf).size).toBe(0);
    vouchFor(shelf, "00");
    expect(found([...notes, note], notes, knownKeys(shelf))).toHaveLength(2);
    vouchFor(shelf, toHex(fingerprint(other)));
    expect(found([...notes, note], notes, knownKeys(shelf)).map(({ code }) => code)).toEqual(["hidden"]);
  });
});

describe("the statements of the record and those the server shows", () => {
  it("differ where the record holds one that is not shown", () => {
    const stranger = foreign({ id: "gu-ying", name: "Gu Ying" });
    expect(found([...notes, stranger])).toMatchObject([{ code: "hidden", number: 2, index: 1 }]);
  });

  it("differ where one is shown that the record does not hold", () => {
    expect(found([])).toMatchObject([{ code: "unrecorded", number: 1, index: null }]);
    expect(splitNote(found([])[0]?.note ?? "").text).toContain("roster v2");
  });

  it("an entry that cannot be read as a statement is not passed over", () => {
    const text = writePublic({ kind: "roster", date: "2026-03-02", body: "nothing" });
    const read = [readEntry({ index: 4, salt: "", text, tombstone: null })];
    expect(hiddenIn(read, roster)).toMatchObject([{ code: "unreadable", index: 4 }]);
  });

  it("a text that is gone is not passed over, unless a member in office signed for it or it was lost in public", () => {
    const gap = (index: number, tombstone: string | null) => readEntry({ index, salt: "", text: null, tombstone });
    const seed = seeds.get("wen-jing") ?? new Uint8Array(32);
    const says = { origin: "x", ground: "a court", by: "wen-jing", date: "2026-03-02" };
    const signed = (index: number, by = seed) => writeTombstone({ ...says, index }, { name: "wen-jing", seed: by });
    const forged = signed(7, countedRandom("the host")(32));
    const early = writeTombstone({ ...says, index: 2, date: "2026-02-20" }, { name: "wen-jing", seed });
    const read = [gap(2, early), gap(3, null), gap(4, signed(4)), gap(5, signed(4)), gap(6, null), gap(7, forged)];
    const lost = writePublic({ kind: "lost", date: "2026-03-02", body: '{"from":0,"to":9,"texts":[6]}' });
    const all = [...read, readEntry({ index: 8, salt: "", text: lost, tombstone: null })];
    expect(hiddenIn(all, roster).map(({ code, index }) => `${code} ${index}`)).toEqual([
      "gone 2",
      "gone 3",
      "gone 5",
      "gone 7",
    ]);
  });
});
