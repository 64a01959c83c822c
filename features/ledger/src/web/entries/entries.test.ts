import { publicKey, signNote, toBase64, type KeysOn, type Verifier } from "@niuniu/note";
import {
  publicCommitment,
  SLOT,
  writeCheckpoint,
  writeLeaf,
  writeOpening,
  writePublic,
  writeTlogProof,
  writeTombstone,
  type PublicEntry,
} from "@niuniu/record";
import { openLog, proveInclusion } from "@niuniu/record/log";
import { memoryStore } from "@niuniu/record/memory";
import { proposalHash, signVote, writeResolution, type Vote } from "@niuniu/committee";
import { inOffice } from "@niuniu/roster";
import { countedRandom, sampleRoster, SAMPLE_PEOPLE } from "@niuniu/roster/testing";
import type { Entry } from "@niuniu/wire/record";
import { describe, expect, it } from "vitest";
import { checkEntry } from "./check.ts";
import { awaySince, daysOf, isSample } from "./days.ts";
import { adoptedIn, adoptedKey, isResolution, resolutionIn } from "./resolution.ts";
import { readEntry } from "./shown.ts";

const ORIGIN = "line.example.org/record";
const NOON = Date.UTC(2026, 2, 2, 12);
const DAY = 86_400_000;

const entryOf = (said: PublicEntry, index = 0): Entry => ({
  ...{ index, salt: toBase64(new Uint8Array(32)), text: writePublic(said), tombstone: null },
});
const said = (kind: PublicEntry["kind"], body: string, date = "2026-03-02"): Entry => entryOf({ kind, date, body });
const downtime = (from: number, until: number): Entry =>
  said("downtime", JSON.stringify({ from: from / SLOT, to: until / SLOT - 1 }));

describe("what an entry says", () => {
  it("is told by its kind", () => {
    expect(readEntry(said("policy", "{}")).shown).toMatchObject({ kind: "policy", body: "{}" });
    expect(readEntry(downtime(NOON, NOON + 60_000)).shown).toEqual({
      ...{ kind: "downtime", from: NOON, until: NOON + 60_000, played: false },
    });
    const release = `{"niuniu":"release v1","version":"0.1.0","files":{"/":"sha384-x"}}\n`;
    expect(readEntry(said("release", release)).shown).toMatchObject({ version: "0.1.0", files: [["/", "sha384-x"]] });
  });

  it("of a feature's own kind is the text as it is, and figures are found in their section as alone", () => {
    const course = readEntry(said("learning/course", "How to listen.\n")).shown;
    expect(course).toMatchObject({ kind: "feature", of: "learning/course", body: "How to listen.\n" });
    const [figures, others] = [{ months: [] }, { passed: 7 }];
    for (const body of [figures, { learning: others, cases: figures }])
      expect(readEntry(said("figures", JSON.stringify(body))).shown).toEqual({ kind: "figures", figures });
  });

  it("is a resolution where enough members signed for it, and names the entry in which a text was adopted", () => {
    const { roster, seeds } = sampleRoster(countedRandom("resolved"), NOON, SAMPLE_PEOPLE, { quorum: 3 });
    const proposal = { statement: roster.hashes[0] ?? "", date: "2026-03-10", kind: "policy", text: "a".repeat(64) };
    const vote = (by: string, says: Vote["says"], reason = ""): string => {
      const own = { resolution: proposalHash(proposal), by, says, reason };
      return signVote(own, seeds.get(by) ?? new Uint8Array(32));
    };
    const votes = [vote("he-ming", "for"), vote("jian-su", "for"), vote("luo-yan", "against", "Too slow.")];
    const few = writeResolution(proposal, votes);
    const enough = writeResolution(proposal, [...votes, vote("wen-jing", "for")]);
    const entries = [few, enough, enough].map((body, at) =>
      readEntry(entryOf({ kind: "people/resolution", date: "2026-03-11", body }, 7 - at)),
    );
    expect(entries.map(({ shown }) => isResolution(shown))).toEqual([true, true, true]);
    expect(resolutionIn(roster, few)).toBeNull();
    expect(resolutionIn(roster, enough.replace("slow", "fast"))).toBeNull();
    expect(resolutionIn(roster, enough)?.votes.map(({ reason }) => reason)).toEqual(["", "", "Too slow.", ""]);
    expect([...adoptedIn(roster, entries)]).toEqual([[adoptedKey(proposal), 5]]);
    expect([...adoptedIn(null, entries), ...adoptedIn(roster, entries.slice(0, 1))]).toEqual([]);
  });

  it("says of a record that was lost how far it went, and how much of it was kept", () => {
    const end = writeCheckpoint({ origin: ORIGIN, size: 9, root: new Uint8Array(32), extensions: [] });
    const checkpoint = signNote(end, [{ name: ORIGIN, seed: new Uint8Array(32) }]);
    const body = JSON.stringify({ origin: ORIGIN, checkpoint, kept: 7 });
    expect(readEntry(said("succession", body)).shown).toEqual({ kind: "succession", origin: ORIGIN, size: 9, kept: 7 });
  });

  it.each([
    ["a figures entry that holds none", said("figures", "null")],
    ["a statement that is none", said("roster", "x")],
    ["a gap without times", said("downtime", "{}")],
    ["a gap that ends beyond all clocks", said("downtime", `{"from":1,"to":${Number.MAX_SAFE_INTEGER}}`)],
    ["a text of another form", { ...said("policy", "{}"), text: "{}" }],
    ["a tombstone that is none", { ...said("policy", "{}"), text: null, tombstone: "x" }],
  ])("is never taken from %s", (_, entry) => {
    expect(readEntry(entry).shown).toEqual({ kind: "unreadable" });
  });
});

/** A text in a small log, and how the server answers for it. */
async function published(
  text: string,
  key = "log",
): Promise<{ readonly log: Verifier; readonly shown: Entry; readonly proof: string }> {
  const random = countedRandom(key);
  const signer = { name: ORIGIN, seed: random(32) };
  const [store, salt] = [memoryStore(), random(32)];
  const log = await openLog(store);
  await log.append([writeLeaf({ kind: "slot", slot: 1, root: random(32) })]);
  const index = await log.append([writeLeaf({ kind: "public", commitment: publicCommitment(salt, text) })]);
  const hashes = await proveInclusion(store.tile, index, log.size);
  const checkpoint = signNote(writeCheckpoint({ origin: ORIGIN, size: log.size, root: log.root(), extensions: [] }), [
    signer,
  ]);
  return {
    log: { name: ORIGIN, key: publicKey(signer.seed) },
    shown: { index, salt: toBase64(salt), text, tombstone: null },
    proof: writeTlogProof({ extra: writeOpening({ kind: "public", salt }), index, hashes, checkpoint }),
  };
}

describe("the check mark of an entry", () => {
  it("stands for a text that leads to the log, and for no other", async () => {
    const text = writePublic({ kind: "policy", date: "2026-03-02", body: "{}" });
    const { log, shown, proof } = await published(text);
    const trusted = { log, office: () => [] };
    const answer = { ...shown, proof };
    expect(checkEntry(shown, answer, trusted)).toEqual({ state: "proven", size: 2 });
    const altered = { ...shown, text: text.replace("{}", "[]") };
    expect(checkEntry(altered, answer, trusted).state).toBe("broken");
    expect(checkEntry({ ...shown, index: shown.index + 1 }, answer, trusted).state).toBe("broken");
    expect(checkEntry(shown, { ...answer, proof: "" }, trusted).state).toBe("broken");
    const another = await published(text, "another");
    expect(checkEntry(shown, answer, { log: another.log, office: () => [] }).state).toBe("broken");
  });

  it("stands for a gap only where a member who was in office that day has signed for exactly this one", () => {
    const { roster, seeds } = sampleRoster(countedRandom("committee"), NOON);
    const office = inOffice(roster);
    const seed = seeds.get("wen-jing") ?? new Uint8Array(32);
    const signed = (index: number, origin = ORIGIN, date = "2026-03-02"): string => {
      const says = { origin, index, ground: "a court", by: "wen-jing", date };
      return writeTombstone(says, { name: "wen-jing", seed });
    };
    const checked = (tombstone: string | null, keysOn: KeysOn = office) => {
      const gap = { index: 7, salt: "", text: null, tombstone, proof: "" };
      return checkEntry(gap, gap, { log: { name: ORIGIN, key: new Uint8Array(32) }, office: keysOn });
    };
    expect(checked(signed(7))).toEqual({ state: "buried", by: "wen-jing" });
    expect(checked(signed(8)).state).toBe("broken");
    expect(checked(signed(7, "other.example/record")).state).toBe("broken");
    expect(checked(signed(7), () => []).state).toBe("broken");
    expect(checked(signed(7, ORIGIN, "2026-02-20")).state).toBe("broken");
    expect(checked(null)).toEqual({ state: "gone" });
  });
});

describe("the picture of days", () => {
  const read = [
    readEntry(said("policy", "{}", "2026-03-01")),
    readEntry(downtime(NOON - DAY, NOON - DAY / 2)),
    readEntry(downtime(NOON, NOON + 60_000)),
  ];

  it("counts what was published on each, and how much of each no server ran", () => {
    const days = daysOf(read, { now: NOON + 3_600_000, zone: "+00:00" }, 3);
    expect(days.map(({ date, counts }) => [date, counts.rules, counts.downtime])).toEqual([
      ["2026-02-28", 0, 0],
      ["2026-03-01", 1, 1],
      ["2026-03-02", 0, 1],
    ]);
    expect(days[1]?.away).toBeCloseTo(0.5);
  });

  it("begins them where the organisation is", () => {
    const days = daysOf(read, { now: NOON + 4 * 3_600_000, zone: "+08:00" }, 2);
    expect(days.map(({ date, counts }) => [date, counts.rules, counts.downtime])).toEqual([
      ["2026-03-02", 0, 2],
      ["2026-03-03", 0, 0],
    ]);
  });

  it("tells the past of a sample, which was played, from a server that was away", () => {
    const slots = { from: (NOON - DAY) / SLOT, to: NOON / SLOT - 1, played: true };
    const played = [...read, readEntry(said("downtime", JSON.stringify(slots)))];
    const [before, after] = daysOf(played, { now: NOON, zone: "+00:00" }, 2);
    expect([before?.played, before?.away, before?.counts.played, after?.played]).toEqual([0.5, 0.5, 1, 0.5]);
    expect(awaySince(played, 0)).toEqual(awaySince(read, 0));
    expect([isSample(read), isSample(played)]).toEqual([false, true]);
  });

  it("knows how often and how long that was", () => {
    expect(awaySince(read, 0)).toEqual({ times: 2, long: DAY / 2 + 60_000 });
    expect(awaySince(read, NOON + 30_000)).toEqual({ times: 1, long: 30_000 });
  });
});
